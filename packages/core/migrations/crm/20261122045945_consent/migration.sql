CREATE TABLE "crm"."crm_consent" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"contact_id" uuid NOT NULL,
	"channel" text,
	"purpose" text NOT NULL,
	"given" boolean NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"valid_until" timestamp(3) with time zone,
	"source" text,
	"evidence" text,
	CONSTRAINT "crm_consent_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_consent_channel_check" CHECK ("channel" in ('PHONE', 'MOBILE', 'FAX', 'EMAIL', 'WECHAT', 'WEB', 'OTHER')),
	CONSTRAINT "crm_consent_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_consent_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "crm_consent_at_range" CHECK ("at" >= '0001-01-01' and "at" < '10000-01-01'),
	CONSTRAINT "crm_consent_valid_until_range" CHECK ("valid_until" >= '0001-01-01' and "valid_until" < '10000-01-01'),
	CONSTRAINT "crm_consent_until" CHECK (valid_until > at),
	CONSTRAINT "crm_consent_withdrawn" CHECK (given or valid_until is null)
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_consent" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_contact_suppression" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"contact_id" uuid NOT NULL,
	"channels" text[] NOT NULL,
	"purpose" text,
	"reason" text NOT NULL,
	"note" text,
	"owner_plugin" text,
	"until" timestamp(3) with time zone,
	"released_at" timestamp(3) with time zone,
	"release_note" text,
	CONSTRAINT "crm_contact_suppression_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_contact_suppression_channels_check" CHECK ("channels" <@ array['PHONE', 'MOBILE', 'FAX', 'EMAIL', 'WECHAT', 'WEB', 'OTHER']::text[]),
	CONSTRAINT "crm_contact_suppression_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_contact_suppression_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "crm_contact_suppression_until_range" CHECK ("until" >= '0001-01-01' and "until" < '10000-01-01'),
	CONSTRAINT "crm_contact_suppression_released_at_range" CHECK ("released_at" >= '0001-01-01' and "released_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_contact_suppression" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_customer_suppression" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"channels" text[] NOT NULL,
	"purpose" text,
	"reason" text NOT NULL,
	"note" text,
	"owner_plugin" text,
	"until" timestamp(3) with time zone,
	"released_at" timestamp(3) with time zone,
	"release_note" text,
	CONSTRAINT "crm_customer_suppression_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_customer_suppression_channels_check" CHECK ("channels" <@ array['PHONE', 'MOBILE', 'FAX', 'EMAIL', 'WECHAT', 'WEB', 'OTHER']::text[]),
	CONSTRAINT "crm_customer_suppression_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_customer_suppression_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "crm_customer_suppression_until_range" CHECK ("until" >= '0001-01-01' and "until" < '10000-01-01'),
	CONSTRAINT "crm_customer_suppression_released_at_range" CHECK ("released_at" >= '0001-01-01' and "released_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_customer_suppression" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "crm_consent_contact_at_idx" ON "crm"."crm_consent" ("tenant_id","contact_id","at","id");--> statement-breakpoint
CREATE INDEX "crm_contact_suppression_contact_id_idx" ON "crm"."crm_contact_suppression" ("tenant_id","contact_id","id");--> statement-breakpoint
CREATE INDEX "crm_customer_suppression_customer_id_idx" ON "crm"."crm_customer_suppression" ("tenant_id","customer_id","id");--> statement-breakpoint
ALTER TABLE "crm"."crm_consent" ADD CONSTRAINT "crm_consent_contact_id_fk" FOREIGN KEY ("tenant_id","contact_id") REFERENCES "crm"."crm_contact"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_contact_suppression" ADD CONSTRAINT "crm_contact_suppression_contact_id_fk" FOREIGN KEY ("tenant_id","contact_id") REFERENCES "crm"."crm_contact"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_customer_suppression" ADD CONSTRAINT "crm_customer_suppression_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
CREATE POLICY "crm_consent_tenant" ON "crm"."crm_consent" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_contact_suppression_tenant" ON "crm"."crm_contact_suppression" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_customer_suppression_tenant" ON "crm"."crm_customer_suppression" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));