CREATE TABLE "crm"."attribute_definition" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"entity" text NOT NULL,
	"key" text NOT NULL,
	"type" text NOT NULL,
	"label_en" text NOT NULL,
	"label_zh" text NOT NULL,
	"description" text,
	"required" boolean DEFAULT false NOT NULL,
	"unique_value" boolean DEFAULT false NOT NULL,
	"indexed" boolean DEFAULT false NOT NULL,
	"slot" text,
	"default_value" jsonb,
	"choices" jsonb,
	"reference_entity" text,
	"classification" text NOT NULL,
	"retired_at" timestamp(3) with time zone,
	CONSTRAINT "attribute_definition_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "attribute_definition_key" UNIQUE("tenant_id","entity","key"),
	CONSTRAINT "attribute_definition_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "attribute_definition_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "attribute_definition_retired_at_range" CHECK ("retired_at" >= '0001-01-01' and "retired_at" < '10000-01-01'),
	CONSTRAINT "attribute_definition_slot_check" CHECK ("slot" in ('t1', 't2', 't3', 't4', 'n1', 'n2', 'n3', 'n4', 'd1', 'd2', 'd3'))
);
--> statement-breakpoint
ALTER TABLE "crm"."attribute_definition" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."attribute_unique" (
	"tenant_id" uuid,
	"definition_id" uuid,
	"value" text,
	"record_id" uuid NOT NULL,
	CONSTRAINT "attribute_unique_pkey" PRIMARY KEY("tenant_id","definition_id","value")
);
--> statement-breakpoint
CREATE TABLE "crm"."audit" (
	"tenant_id" uuid,
	"id" uuid,
	"at" timestamp(3) with time zone NOT NULL,
	"actor" jsonb NOT NULL,
	"command" text NOT NULL,
	"outcome" text NOT NULL,
	"code" text NOT NULL,
	"path" text,
	"reference" text,
	CONSTRAINT "audit_pkey" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "crm"."change_log" (
	"tenant_id" uuid,
	"id" uuid,
	"entity" text NOT NULL,
	"record_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"op" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"command" text NOT NULL,
	"actor" jsonb NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "change_log_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "change_log_op_check" CHECK ("op" in ('insert', 'update', 'delete'))
);
--> statement-breakpoint
CREATE TABLE "crm"."event_inbox" (
	"tenant_id" uuid,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "crm"."event_inbox_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" uuid NOT NULL,
	"type" text NOT NULL,
	"version" integer NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"data" jsonb NOT NULL,
	"actor" jsonb NOT NULL,
	"command" text NOT NULL,
	"causation" uuid,
	"occurred_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "event_inbox_pkey" PRIMARY KEY("tenant_id","seq")
);
--> statement-breakpoint
CREATE TABLE "crm"."idempotency_key" (
	"tenant_id" uuid,
	"actor" text,
	"command" text,
	"key" text,
	"input_hash" text NOT NULL,
	"reply" jsonb,
	"created_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "idempotency_key_pkey" PRIMARY KEY("tenant_id","actor","command","key")
);
--> statement-breakpoint
CREATE TABLE "crm"."tenant_plugin" (
	"tenant_id" uuid,
	"plugin" text,
	"enabled" boolean DEFAULT true NOT NULL,
	"settings" jsonb DEFAULT '{}' NOT NULL,
	CONSTRAINT "tenant_plugin_pkey" PRIMARY KEY("tenant_id","plugin")
);
--> statement-breakpoint
CREATE TABLE "crm"."tenant" (
	"id" uuid PRIMARY KEY,
	"slug" text NOT NULL CONSTRAINT "tenant_slug_key" UNIQUE,
	"name" text NOT NULL,
	"zone" text NOT NULL,
	"currency" char(3) NOT NULL,
	"locale" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "tenant_locale_check" CHECK ("locale" in ('en', 'zh-CN'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX "attribute_definition_slot_key" ON "crm"."attribute_definition" ("tenant_id","entity","slot") WHERE "retired_at" is null;--> statement-breakpoint
CREATE INDEX "attribute_unique_record_index" ON "crm"."attribute_unique" ("tenant_id","record_id");--> statement-breakpoint
CREATE INDEX "audit_time_index" ON "crm"."audit" ("tenant_id","at");--> statement-breakpoint
CREATE INDEX "change_log_record_index" ON "crm"."change_log" ("tenant_id","entity","record_id","version");--> statement-breakpoint
CREATE INDEX "event_inbox_seq_index" ON "crm"."event_inbox" ("seq");--> statement-breakpoint
CREATE INDEX "idempotency_key_expiry_index" ON "crm"."idempotency_key" ("tenant_id","expires_at");--> statement-breakpoint
ALTER TABLE "crm"."attribute_unique" ADD CONSTRAINT "attribute_unique_definition_fk" FOREIGN KEY ("tenant_id","definition_id") REFERENCES "crm"."attribute_definition"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."tenant_plugin" ADD CONSTRAINT "tenant_plugin_tenant_fk" FOREIGN KEY ("tenant_id") REFERENCES "crm"."tenant"("id") ON DELETE CASCADE;--> statement-breakpoint
CREATE POLICY "attribute_definition_tenant" ON "crm"."attribute_definition" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));