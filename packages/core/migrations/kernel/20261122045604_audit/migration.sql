CREATE TABLE "crm"."access_log" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"actor_kind" text NOT NULL,
	"purpose" text,
	"via" text NOT NULL,
	"operation" text,
	"entity" text NOT NULL,
	"fields" text[] NOT NULL,
	"records" text[] NOT NULL,
	"record_count" integer NOT NULL,
	CONSTRAINT "access_log_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "access_log_via_check" CHECK ("via" in ('QUERY', 'SUBSCRIPTION', 'LIVE', 'EXPORT', 'API', 'SYNC', 'WEBHOOK')),
	CONSTRAINT "access_log_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "access_log_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "access_log_count_check" CHECK ("record_count" >= cardinality("records"))
);
--> statement-breakpoint
ALTER TABLE "crm"."access_log" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."field_class" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"entity" text NOT NULL,
	"field" text NOT NULL,
	"classification" text NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "field_class_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "field_class_key" UNIQUE("tenant_id","entity","field"),
	CONSTRAINT "field_class_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "field_class_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "field_class_check" CHECK ("classification" in ('PUBLIC', 'INTERNAL', 'CONFIDENTIAL'))
);
--> statement-breakpoint
ALTER TABLE "crm"."field_class" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "crm"."audit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "crm"."audit" RENAME COLUMN "at" TO "created_at";--> statement-breakpoint
ALTER TABLE "crm"."audit" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "crm"."audit" ADD COLUMN "created_by" text;--> statement-breakpoint
ALTER TABLE "crm"."audit" ADD COLUMN "updated_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "crm"."audit" ADD COLUMN "updated_by" text;--> statement-breakpoint
ALTER TABLE "crm"."audit" ADD COLUMN "actor_kind" text;--> statement-breakpoint
ALTER TABLE "crm"."audit" ADD COLUMN "subject_type" text;--> statement-breakpoint
ALTER TABLE "crm"."audit" ADD COLUMN "subject_id" uuid;--> statement-breakpoint
ALTER TABLE "crm"."audit" ADD COLUMN "details" jsonb;--> statement-breakpoint
ALTER TABLE "crm"."audit" RENAME CONSTRAINT "audit_pkey" TO "audit_pk";--> statement-breakpoint
-- Lines that are there say who it was in "actor".
UPDATE "crm"."audit" SET "created_by" = "actor" ->> 'id', "updated_by" = "actor" ->> 'id', "updated_at" = "created_at", "actor_kind" = "actor" ->> 'kind', "outcome" = upper("outcome");--> statement-breakpoint
ALTER TABLE "crm"."audit" ALTER COLUMN "created_by" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "crm"."audit" ALTER COLUMN "updated_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "crm"."audit" ALTER COLUMN "updated_by" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "crm"."audit" ALTER COLUMN "actor_kind" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "crm"."audit" DROP COLUMN "actor";--> statement-breakpoint
ALTER TABLE "crm"."audit" DROP COLUMN "reference";--> statement-breakpoint
ALTER TABLE "crm"."audit" ALTER COLUMN "code" DROP NOT NULL;--> statement-breakpoint
DROP INDEX "crm"."audit_time_index";--> statement-breakpoint
CREATE INDEX "audit_time_index" ON "crm"."audit" ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "access_log_time_index" ON "crm"."access_log" ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "access_log_actor_index" ON "crm"."access_log" ("tenant_id","created_by","id");--> statement-breakpoint
CREATE INDEX "access_log_records_index" ON "crm"."access_log" USING gin ("tenant_id","records");--> statement-breakpoint
CREATE INDEX "audit_actor_index" ON "crm"."audit" ("tenant_id","created_by","id");--> statement-breakpoint
ALTER TABLE "crm"."audit" ADD CONSTRAINT "audit_outcome_check" CHECK ("outcome" in ('DONE', 'REFUSED'));--> statement-breakpoint
ALTER TABLE "crm"."audit" ADD CONSTRAINT "audit_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01');--> statement-breakpoint
ALTER TABLE "crm"."audit" ADD CONSTRAINT "audit_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01');--> statement-breakpoint
CREATE POLICY "access_log_tenant" ON "crm"."access_log" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "audit_tenant" ON "crm"."audit" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "field_class_tenant" ON "crm"."field_class" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));