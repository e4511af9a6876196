CREATE TABLE "crm"."api_key" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" text NOT NULL,
	"scopes" text[],
	"expires_at" timestamp(3) with time zone,
	"last_used_at" timestamp(3) with time zone,
	"revoked_at" timestamp(3) with time zone,
	CONSTRAINT "api_key_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "api_key_prefix" UNIQUE("tenant_id","prefix"),
	CONSTRAINT "api_key_name" UNIQUE("tenant_id","name"),
	CONSTRAINT "api_key_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "api_key_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "api_key_expires_at_range" CHECK ("expires_at" >= '0001-01-01' and "expires_at" < '10000-01-01'),
	CONSTRAINT "api_key_last_used_at_range" CHECK ("last_used_at" >= '0001-01-01' and "last_used_at" < '10000-01-01'),
	CONSTRAINT "api_key_revoked_at_range" CHECK ("revoked_at" >= '0001-01-01' and "revoked_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."api_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."role_assignment" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"role_id" uuid NOT NULL,
	"staff_id" uuid,
	"contact_id" uuid,
	"team_id" uuid,
	"api_key_id" uuid,
	"service" text,
	"valid_from" timestamp(3) with time zone,
	"valid_to" timestamp(3) with time zone,
	CONSTRAINT "role_assignment_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "role_assignment_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "role_assignment_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "role_assignment_valid_from_range" CHECK ("valid_from" >= '0001-01-01' and "valid_from" < '10000-01-01'),
	CONSTRAINT "role_assignment_valid_to_range" CHECK ("valid_to" >= '0001-01-01' and "valid_to" < '10000-01-01'),
	CONSTRAINT "role_assignment_who_check" CHECK (num_nonnulls("staff_id", "contact_id", "team_id", "api_key_id", "service") = 1),
	CONSTRAINT "role_assignment_period_check" CHECK ("valid_to" > "valid_from")
);
--> statement-breakpoint
ALTER TABLE "crm"."role_assignment" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."role" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"key" text NOT NULL,
	"label_en" text NOT NULL,
	"label_zh" text NOT NULL,
	"description" text,
	"audience" text NOT NULL,
	"built_in" boolean DEFAULT false NOT NULL,
	"grants" jsonb NOT NULL,
	CONSTRAINT "role_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "role_key" UNIQUE("tenant_id","key"),
	CONSTRAINT "role_audience_check" CHECK ("audience" in ('STAFF', 'PORTAL')),
	CONSTRAINT "role_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "role_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."role" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."session" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"staff_id" uuid,
	"contact_id" uuid,
	"digest" text NOT NULL,
	"user_agent" text,
	"address" text,
	"last_seen_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone,
	"revoked_at" timestamp(3) with time zone,
	CONSTRAINT "session_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "session_digest" UNIQUE("tenant_id","digest"),
	CONSTRAINT "session_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "session_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "session_last_seen_at_range" CHECK ("last_seen_at" >= '0001-01-01' and "last_seen_at" < '10000-01-01'),
	CONSTRAINT "session_expires_at_range" CHECK ("expires_at" >= '0001-01-01' and "expires_at" < '10000-01-01'),
	CONSTRAINT "session_revoked_at_range" CHECK ("revoked_at" >= '0001-01-01' and "revoked_at" < '10000-01-01'),
	CONSTRAINT "session_owner_check" CHECK (num_nonnulls("staff_id", "contact_id") = 1)
);
--> statement-breakpoint
ALTER TABLE "crm"."session" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "role_assignment_role_id_idx" ON "crm"."role_assignment" ("tenant_id","role_id","id");--> statement-breakpoint
CREATE INDEX "role_assignment_api_key_id_idx" ON "crm"."role_assignment" ("tenant_id","api_key_id","id") WHERE "api_key_id" is not null;--> statement-breakpoint
CREATE INDEX "role_assignment_staff_idx" ON "crm"."role_assignment" ("tenant_id","staff_id");--> statement-breakpoint
CREATE INDEX "role_assignment_contact_idx" ON "crm"."role_assignment" ("tenant_id","contact_id");--> statement-breakpoint
CREATE INDEX "role_assignment_team_idx" ON "crm"."role_assignment" ("tenant_id","team_id");--> statement-breakpoint
CREATE INDEX "role_assignment_service_idx" ON "crm"."role_assignment" ("tenant_id","service");--> statement-breakpoint
CREATE INDEX "session_staff_idx" ON "crm"."session" ("tenant_id","staff_id");--> statement-breakpoint
CREATE INDEX "session_contact_idx" ON "crm"."session" ("tenant_id","contact_id");--> statement-breakpoint
ALTER TABLE "crm"."role_assignment" ADD CONSTRAINT "role_assignment_role_id_fk" FOREIGN KEY ("tenant_id","role_id") REFERENCES "crm"."role"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."role_assignment" ADD CONSTRAINT "role_assignment_api_key_id_fk" FOREIGN KEY ("tenant_id","api_key_id") REFERENCES "crm"."api_key"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
CREATE POLICY "api_key_tenant" ON "crm"."api_key" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "role_assignment_tenant" ON "crm"."role_assignment" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "role_tenant" ON "crm"."role" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "session_tenant" ON "crm"."session" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));