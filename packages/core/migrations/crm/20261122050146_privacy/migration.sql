CREATE TABLE "crm"."crm_export_request" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"list" text NOT NULL,
	"columns" text[] NOT NULL,
	"filter" jsonb NOT NULL,
	"purpose" text NOT NULL,
	"state" text NOT NULL,
	"requested_by_id" uuid,
	"decided_by_id" uuid,
	"decided_at" timestamp(3) with time zone,
	"decision_note" text,
	"expires_at" timestamp(3) with time zone,
	"used_at" timestamp(3) with time zone,
	CONSTRAINT "crm_export_request_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_export_request_state_check" CHECK ("state" in ('REQUESTED', 'APPROVED', 'REJECTED', 'USED', 'EXPIRED')),
	CONSTRAINT "crm_export_request_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_export_request_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "crm_export_request_decided_at_range" CHECK ("decided_at" >= '0001-01-01' and "decided_at" < '10000-01-01'),
	CONSTRAINT "crm_export_request_expires_at_range" CHECK ("expires_at" >= '0001-01-01' and "expires_at" < '10000-01-01'),
	CONSTRAINT "crm_export_request_used_at_range" CHECK ("used_at" >= '0001-01-01' and "used_at" < '10000-01-01'),
	CONSTRAINT "crm_export_request_expires" CHECK (state <> 'APPROVED' or expires_at is not null)
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_export_request" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_erasure" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"person_type" text NOT NULL,
	"person_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"erased_by_id" uuid,
	"counts" jsonb NOT NULL,
	"values" integer NOT NULL,
	"digest" text NOT NULL,
	"verified" boolean NOT NULL,
	"scanned_columns" integer NOT NULL,
	"remaining" jsonb NOT NULL,
	CONSTRAINT "crm_erasure_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_erasure_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_erasure_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_erasure" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_legal_hold" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"person_type" text NOT NULL,
	"person_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"until" timestamp(3) with time zone,
	"placed_by_id" uuid,
	"lifted_at" timestamp(3) with time zone,
	"lift_reason" text,
	"lifted_by_id" uuid,
	CONSTRAINT "crm_legal_hold_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_legal_hold_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_legal_hold_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "crm_legal_hold_until_range" CHECK ("until" >= '0001-01-01' and "until" < '10000-01-01'),
	CONSTRAINT "crm_legal_hold_lifted_at_range" CHECK ("lifted_at" >= '0001-01-01' and "lifted_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_legal_hold" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_person_export" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"person_type" text NOT NULL,
	"person_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"exported_by_id" uuid,
	CONSTRAINT "crm_person_export_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_person_export_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_person_export_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_person_export" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "crm"."crm_contact" ADD COLUMN "erased_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "crm"."crm_customer" ADD COLUMN "erased_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "crm"."crm_file" ADD COLUMN "erased_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "crm"."crm_staff" ADD COLUMN "erased_at" timestamp(3) with time zone;--> statement-breakpoint
CREATE INDEX "crm_export_request_requested_by_id_idx" ON "crm"."crm_export_request" ("tenant_id","requested_by_id","id") WHERE "requested_by_id" is not null;--> statement-breakpoint
CREATE INDEX "crm_export_request_decided_by_id_idx" ON "crm"."crm_export_request" ("tenant_id","decided_by_id","id") WHERE "decided_by_id" is not null;--> statement-breakpoint
CREATE INDEX "crm_export_request_state_idx" ON "crm"."crm_export_request" ("tenant_id","state","id");--> statement-breakpoint
CREATE INDEX "crm_erasure_erased_by_id_idx" ON "crm"."crm_erasure" ("tenant_id","erased_by_id","id") WHERE "erased_by_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "crm_erasure_person_key" ON "crm"."crm_erasure" ("tenant_id","person_id");--> statement-breakpoint
CREATE INDEX "crm_legal_hold_placed_by_id_idx" ON "crm"."crm_legal_hold" ("tenant_id","placed_by_id","id") WHERE "placed_by_id" is not null;--> statement-breakpoint
CREATE INDEX "crm_legal_hold_lifted_by_id_idx" ON "crm"."crm_legal_hold" ("tenant_id","lifted_by_id","id") WHERE "lifted_by_id" is not null;--> statement-breakpoint
CREATE INDEX "crm_legal_hold_person_idx" ON "crm"."crm_legal_hold" ("tenant_id","person_id","id") WHERE lifted_at is null;--> statement-breakpoint
CREATE INDEX "crm_person_export_exported_by_id_idx" ON "crm"."crm_person_export" ("tenant_id","exported_by_id","id") WHERE "exported_by_id" is not null;--> statement-breakpoint
CREATE INDEX "crm_person_export_person_idx" ON "crm"."crm_person_export" ("tenant_id","person_id","id");--> statement-breakpoint
ALTER TABLE "crm"."crm_export_request" ADD CONSTRAINT "crm_export_request_requested_by_id_fk" FOREIGN KEY ("tenant_id","requested_by_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."crm_export_request" ADD CONSTRAINT "crm_export_request_decided_by_id_fk" FOREIGN KEY ("tenant_id","decided_by_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."crm_erasure" ADD CONSTRAINT "crm_erasure_erased_by_id_fk" FOREIGN KEY ("tenant_id","erased_by_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."crm_legal_hold" ADD CONSTRAINT "crm_legal_hold_placed_by_id_fk" FOREIGN KEY ("tenant_id","placed_by_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."crm_legal_hold" ADD CONSTRAINT "crm_legal_hold_lifted_by_id_fk" FOREIGN KEY ("tenant_id","lifted_by_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."crm_person_export" ADD CONSTRAINT "crm_person_export_exported_by_id_fk" FOREIGN KEY ("tenant_id","exported_by_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."crm_contact" ADD CONSTRAINT "crm_contact_erased_at_range" CHECK ("erased_at" >= '0001-01-01' and "erased_at" < '10000-01-01');--> statement-breakpoint
ALTER TABLE "crm"."crm_customer" ADD CONSTRAINT "crm_customer_erased_at_range" CHECK ("erased_at" >= '0001-01-01' and "erased_at" < '10000-01-01');--> statement-breakpoint
ALTER TABLE "crm"."crm_file" ADD CONSTRAINT "crm_file_erased_at_range" CHECK ("erased_at" >= '0001-01-01' and "erased_at" < '10000-01-01');--> statement-breakpoint
ALTER TABLE "crm"."crm_staff" ADD CONSTRAINT "crm_staff_erased_at_range" CHECK ("erased_at" >= '0001-01-01' and "erased_at" < '10000-01-01');--> statement-breakpoint
CREATE POLICY "crm_export_request_tenant" ON "crm"."crm_export_request" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_erasure_tenant" ON "crm"."crm_erasure" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_legal_hold_tenant" ON "crm"."crm_legal_hold" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_person_export_tenant" ON "crm"."crm_person_export" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));