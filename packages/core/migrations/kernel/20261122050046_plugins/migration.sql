CREATE TABLE "crm"."plugin_choice" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"plugin" text NOT NULL,
	"enabled" boolean NOT NULL,
	"seeded" boolean DEFAULT true NOT NULL,
	CONSTRAINT "plugin_choice_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "plugin_choice_plugin_key" UNIQUE("tenant_id","plugin"),
	CONSTRAINT "plugin_choice_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "plugin_choice_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."plugin_choice" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."plugin_hang" (
	"id" uuid PRIMARY KEY,
	"plugin" text NOT NULL,
	"place" text NOT NULL,
	"host" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "crm"."plugin_stop" (
	"plugin" text PRIMARY KEY,
	"since" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "crm"."tenant_plugin" DROP COLUMN "enabled";--> statement-breakpoint
CREATE INDEX "plugin_hang_plugin_index" ON "crm"."plugin_hang" ("plugin","at");--> statement-breakpoint
CREATE POLICY "plugin_choice_tenant" ON "crm"."plugin_choice" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));