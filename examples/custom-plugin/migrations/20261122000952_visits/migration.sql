CREATE TABLE "crm"."booth_visit" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"interest" integer NOT NULL,
	"remark" text,
	CONSTRAINT "booth_visit_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "booth_visit_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "booth_visit_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "booth_visit_at_range" CHECK ("at" >= '0001-01-01' and "at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."booth_visit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "booth_visit_at_idx" ON "crm"."booth_visit" ("tenant_id","at","id");--> statement-breakpoint
CREATE INDEX "booth_visit_customer_at_idx" ON "crm"."booth_visit" ("tenant_id","customer_id","at","id");--> statement-breakpoint
ALTER TABLE "crm"."booth_visit" ADD CONSTRAINT "booth_visit_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
CREATE POLICY "booth_visit_tenant" ON "crm"."booth_visit" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));