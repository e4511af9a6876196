CREATE TABLE "crm"."job" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "crm"."job_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"plugin" text NOT NULL,
	"name" text NOT NULL,
	"lane" text,
	"key" text,
	"state" text DEFAULT 'WAITING' NOT NULL,
	"run_at" timestamp(3) with time zone NOT NULL,
	"input" jsonb NOT NULL,
	"causation" uuid,
	"chain" jsonb DEFAULT '[]' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"leased_by" text,
	"leased_until" timestamp(3) with time zone,
	"last_error" jsonb,
	CONSTRAINT "job_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "job_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "job_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "job_run_at_range" CHECK ("run_at" >= '0001-01-01' and "run_at" < '10000-01-01'),
	CONSTRAINT "job_leased_until_range" CHECK ("leased_until" >= '0001-01-01' and "leased_until" < '10000-01-01'),
	CONSTRAINT "job_kind_check" CHECK ("kind" in ('AFTER', 'TIMER', 'CRON', 'OPERATION', 'WEBHOOK')),
	CONSTRAINT "job_state_check" CHECK ("state" in ('WAITING', 'DEAD'))
);
--> statement-breakpoint
ALTER TABLE "crm"."job" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."operation_item" (
	"tenant_id" uuid,
	"operation_id" uuid,
	"number" integer,
	"item" jsonb NOT NULL,
	"refusal" jsonb,
	CONSTRAINT "operation_item_pkey" PRIMARY KEY("tenant_id","operation_id","number")
);
--> statement-breakpoint
CREATE TABLE "crm"."operation" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"plugin" text NOT NULL,
	"name" text NOT NULL,
	"input" jsonb NOT NULL,
	"state" text DEFAULT 'QUEUED' NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp(3) with time zone,
	"finished_at" timestamp(3) with time zone,
	"last_error" jsonb,
	CONSTRAINT "operation_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "operation_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "operation_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "operation_started_at_range" CHECK ("started_at" >= '0001-01-01' and "started_at" < '10000-01-01'),
	CONSTRAINT "operation_finished_at_range" CHECK ("finished_at" >= '0001-01-01' and "finished_at" < '10000-01-01'),
	CONSTRAINT "operation_state_check" CHECK ("state" in ('QUEUED', 'LISTING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED'))
);
--> statement-breakpoint
ALTER TABLE "crm"."operation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."log_head" (
	"single" boolean PRIMARY KEY DEFAULT true,
	"epoch" uuid NOT NULL,
	"position" bigint NOT NULL,
	"identity" text NOT NULL,
	CONSTRAINT "log_head_single_check" CHECK ("single")
);
--> statement-breakpoint
CREATE TABLE "crm"."log_reader" (
	"name" text PRIMARY KEY,
	"position" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "crm"."log_retention" (
	"tenant_id" uuid PRIMARY KEY,
	"keep_days" integer,
	"floor" bigint NOT NULL,
	CONSTRAINT "log_retention_keep_days_check" CHECK ("keep_days" > 0)
);
--> statement-breakpoint
ALTER TABLE "crm"."event_inbox" ADD COLUMN "chain" jsonb;--> statement-breakpoint
ALTER TABLE "crm"."event_inbox" ALTER COLUMN "subject_type" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "crm"."event_inbox" ALTER COLUMN "subject_id" DROP NOT NULL;--> statement-breakpoint
CREATE INDEX "job_due_index" ON "crm"."job" ("run_at") WHERE "state" = 'WAITING';--> statement-breakpoint
CREATE INDEX "job_lane_index" ON "crm"."job" ("tenant_id","lane","seq") WHERE "state" = 'WAITING' and "lane" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "job_key_index" ON "crm"."job" ("tenant_id","plugin","key") WHERE "key" is not null;--> statement-breakpoint
ALTER TABLE "crm"."log_retention" ADD CONSTRAINT "log_retention_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "crm"."tenant"("id") ON DELETE CASCADE;--> statement-breakpoint
CREATE POLICY "job_tenant" ON "crm"."job" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "operation_tenant" ON "crm"."operation" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));