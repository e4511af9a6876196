CREATE TABLE "crm"."sync_applied" (
	"tenant_id" uuid,
	"device_id" uuid,
	"key" text,
	"command" text NOT NULL,
	"input_hash" text NOT NULL,
	"reply" jsonb NOT NULL,
	"record_type" text,
	"record_id" uuid,
	"version" integer,
	"made_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "sync_applied_pkey" PRIMARY KEY("tenant_id","device_id","key")
);
--> statement-breakpoint
CREATE TABLE "crm"."sync_device" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"name" text NOT NULL,
	"staff_id" uuid,
	"contact_id" uuid,
	"last_seen_at" timestamp(3) with time zone,
	"revoked_at" timestamp(3) with time zone,
	CONSTRAINT "sync_device_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "sync_device_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "sync_device_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "sync_device_last_seen_at_range" CHECK ("last_seen_at" >= '0001-01-01' and "last_seen_at" < '10000-01-01'),
	CONSTRAINT "sync_device_revoked_at_range" CHECK ("revoked_at" >= '0001-01-01' and "revoked_at" < '10000-01-01'),
	CONSTRAINT "sync_device_owner_check" CHECK (num_nonnulls("staff_id", "contact_id") = 1)
);
--> statement-breakpoint
ALTER TABLE "crm"."sync_device" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "sync_applied_record_idx" ON "crm"."sync_applied" ("tenant_id","record_id","device_id","version");--> statement-breakpoint
CREATE INDEX "sync_device_staff_idx" ON "crm"."sync_device" ("tenant_id","staff_id");--> statement-breakpoint
CREATE INDEX "sync_device_contact_idx" ON "crm"."sync_device" ("tenant_id","contact_id");--> statement-breakpoint
ALTER TABLE "crm"."sync_applied" ADD CONSTRAINT "sync_applied_device_fk" FOREIGN KEY ("tenant_id","device_id") REFERENCES "crm"."sync_device"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
CREATE POLICY "sync_device_tenant" ON "crm"."sync_device" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));