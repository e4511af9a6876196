CREATE TABLE "crm"."operation_refusal" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"operation_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"item" jsonb NOT NULL,
	"code" text NOT NULL,
	"message" text NOT NULL,
	"error" jsonb NOT NULL,
	CONSTRAINT "operation_refusal_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "operation_refusal_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "operation_refusal_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."operation_refusal" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "crm"."operation_item" DROP COLUMN "refusal";--> statement-breakpoint
CREATE INDEX "operation_refusal_number_idx" ON "crm"."operation_refusal" ("tenant_id","operation_id","number");--> statement-breakpoint
ALTER TABLE "crm"."operation_refusal" ADD CONSTRAINT "operation_refusal_operation_id_fk" FOREIGN KEY ("tenant_id","operation_id") REFERENCES "crm"."operation"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
CREATE POLICY "operation_refusal_tenant" ON "crm"."operation_refusal" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));