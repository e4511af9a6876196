ALTER TABLE "crm"."crm_contact" ADD COLUMN "classification" text DEFAULT 'INTERNAL' NOT NULL;--> statement-breakpoint
ALTER TABLE "crm"."crm_customer" ADD COLUMN "classification" text DEFAULT 'INTERNAL' NOT NULL;--> statement-breakpoint
ALTER TABLE "crm"."crm_file" ADD COLUMN "classification" text DEFAULT 'INTERNAL' NOT NULL;--> statement-breakpoint
DROP INDEX "crm"."crm_customer_created_idx";--> statement-breakpoint
CREATE INDEX "crm_customer_created_idx" ON "crm"."crm_customer" ("tenant_id","created_at","id","kind","status","sector","industry","region","source","department","owner_id","team_id","attr_n1","attr_n2","attr_n3","attr_n4","classification");--> statement-breakpoint
CREATE INDEX "crm_contact_confidential_idx" ON "crm"."crm_contact" ("tenant_id","id") WHERE classification = 'CONFIDENTIAL';--> statement-breakpoint
CREATE INDEX "crm_customer_confidential_idx" ON "crm"."crm_customer" ("tenant_id","id") WHERE classification = 'CONFIDENTIAL';--> statement-breakpoint
CREATE INDEX "crm_file_confidential_idx" ON "crm"."crm_file" ("tenant_id","id") WHERE classification = 'CONFIDENTIAL';--> statement-breakpoint
ALTER TABLE "crm"."crm_contact" ADD CONSTRAINT "crm_contact_classification_check" CHECK ("classification" in ('PUBLIC', 'INTERNAL', 'CONFIDENTIAL'));--> statement-breakpoint
ALTER TABLE "crm"."crm_customer" ADD CONSTRAINT "crm_customer_classification_check" CHECK ("classification" in ('PUBLIC', 'INTERNAL', 'CONFIDENTIAL'));--> statement-breakpoint
ALTER TABLE "crm"."crm_file" ADD CONSTRAINT "crm_file_classification_check" CHECK ("classification" in ('PUBLIC', 'INTERNAL', 'CONFIDENTIAL'));