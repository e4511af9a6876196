DROP INDEX "crm"."crm_contact_tagging_tag_id_idx";--> statement-breakpoint
CREATE INDEX "crm_contact_link_customer_contact_idx" ON "crm"."crm_contact_link" ("tenant_id","customer_id","contact_id");--> statement-breakpoint
CREATE INDEX "crm_contact_tagging_tag_contact_idx" ON "crm"."crm_contact_tagging" ("tenant_id","tag_id","contact_id");