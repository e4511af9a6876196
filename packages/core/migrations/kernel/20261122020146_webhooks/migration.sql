CREATE TABLE "crm"."webhook_delivery" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"event_type" text NOT NULL,
	"event_position" bigint NOT NULL,
	"replay" boolean DEFAULT false NOT NULL,
	"attempt" integer NOT NULL,
	"status" text NOT NULL,
	"response_code" integer,
	"duration_ms" integer,
	"error" text,
	"next_attempt_at" timestamp(3) with time zone,
	CONSTRAINT "webhook_delivery_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "webhook_delivery_status_check" CHECK ("status" in ('DELIVERED', 'RETRYING', 'FAILED')),
	CONSTRAINT "webhook_delivery_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "webhook_delivery_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "webhook_delivery_next_attempt_at_range" CHECK ("next_attempt_at" >= '0001-01-01' and "next_attempt_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."webhook_delivery" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."webhook_endpoint" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"url" text NOT NULL,
	"description" text,
	"event_types" text[] NOT NULL,
	"subject_type" text,
	"payload_version" integer DEFAULT 1 NOT NULL,
	"permissions" text[] NOT NULL,
	"secrets" jsonb NOT NULL,
	"paused_at" timestamp(3) with time zone,
	"pause_reason" text,
	"failing_since" timestamp(3) with time zone,
	"held_position" bigint,
	"replay_position" bigint,
	"replay_until" bigint,
	"replay_since" timestamp(3) with time zone,
	CONSTRAINT "webhook_endpoint_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "webhook_endpoint_pause_reason_check" CHECK ("pause_reason" in ('MANUAL', 'FAILING')),
	CONSTRAINT "webhook_endpoint_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "webhook_endpoint_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "webhook_endpoint_paused_at_range" CHECK ("paused_at" >= '0001-01-01' and "paused_at" < '10000-01-01'),
	CONSTRAINT "webhook_endpoint_failing_since_range" CHECK ("failing_since" >= '0001-01-01' and "failing_since" < '10000-01-01'),
	CONSTRAINT "webhook_endpoint_replay_since_range" CHECK ("replay_since" >= '0001-01-01' and "replay_since" < '10000-01-01'),
	CONSTRAINT "webhook_endpoint_paused_check" CHECK (("paused_at" is null) = ("pause_reason" is null))
);
--> statement-breakpoint
ALTER TABLE "crm"."webhook_endpoint" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "webhook_delivery_endpoint_id_idx" ON "crm"."webhook_delivery" ("tenant_id","endpoint_id","id");--> statement-breakpoint
CREATE INDEX "webhook_delivery_age_index" ON "crm"."webhook_delivery" ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "webhook_endpoint_behind_index" ON "crm"."webhook_endpoint" ("tenant_id","id") WHERE "held_position" is not null or "replay_position" is not null;--> statement-breakpoint
ALTER TABLE "crm"."webhook_delivery" ADD CONSTRAINT "webhook_delivery_endpoint_id_fk" FOREIGN KEY ("tenant_id","endpoint_id") REFERENCES "crm"."webhook_endpoint"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
CREATE POLICY "webhook_delivery_tenant" ON "crm"."webhook_delivery" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "webhook_endpoint_tenant" ON "crm"."webhook_endpoint" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));