CREATE TABLE "crm"."workflow_definition" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"key" text NOT NULL,
	"subject_type" text NOT NULL,
	"label_en" text NOT NULL,
	"label_zh" text NOT NULL,
	"shipped_by" text,
	"current_number" integer NOT NULL,
	CONSTRAINT "workflow_definition_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "workflow_definition_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "workflow_definition_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."workflow_definition" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."workflow_handover" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"task_id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"from_staff_id" uuid,
	"from_team_id" uuid,
	"to_staff_id" uuid,
	"to_team_id" uuid,
	"by_staff_id" uuid,
	"reason" text NOT NULL,
	CONSTRAINT "workflow_handover_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "workflow_handover_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "workflow_handover_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "workflow_handover_at_range" CHECK ("at" >= '0001-01-01' and "at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."workflow_handover" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."workflow_instance" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"definition_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"state" text NOT NULL,
	"entered_at" timestamp(3) with time zone NOT NULL,
	"visit" integer DEFAULT 1 NOT NULL,
	"escalation_level" integer DEFAULT 0 NOT NULL,
	"ended_at" timestamp(3) with time zone,
	CONSTRAINT "workflow_instance_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "workflow_instance_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "workflow_instance_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "workflow_instance_entered_at_range" CHECK ("entered_at" >= '0001-01-01' and "entered_at" < '10000-01-01'),
	CONSTRAINT "workflow_instance_ended_at_range" CHECK ("ended_at" >= '0001-01-01' and "ended_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."workflow_instance" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."workflow_step" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"instance_id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"cause" text NOT NULL,
	"event" text,
	"from_state" text,
	"to_state" text NOT NULL,
	"staff_id" uuid,
	"reason" text,
	CONSTRAINT "workflow_step_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "workflow_step_cause_check" CHECK ("cause" in ('START', 'EVENT', 'TIMER', 'MIGRATION')),
	CONSTRAINT "workflow_step_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "workflow_step_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "workflow_step_at_range" CHECK ("at" >= '0001-01-01' and "at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."workflow_step" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."workflow_task" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"instance_id" uuid NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"in_state" text NOT NULL,
	"key" text NOT NULL,
	"label_en" text NOT NULL,
	"label_zh" text NOT NULL,
	"state" text NOT NULL,
	"owner_id" uuid,
	"team_id" uuid,
	"due_at" timestamp(3) with time zone,
	"overdue" boolean DEFAULT false NOT NULL,
	"done_at" timestamp(3) with time zone,
	"done_by_id" uuid,
	"note" text,
	CONSTRAINT "workflow_task_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "workflow_task_state_check" CHECK ("state" in ('OPEN', 'DONE', 'CANCELLED')),
	CONSTRAINT "workflow_task_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "workflow_task_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "workflow_task_due_at_range" CHECK ("due_at" >= '0001-01-01' and "due_at" < '10000-01-01'),
	CONSTRAINT "workflow_task_done_at_range" CHECK ("done_at" >= '0001-01-01' and "done_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."workflow_task" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."workflow_version" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"definition_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"body" jsonb NOT NULL,
	"code_version" integer,
	"used_at" timestamp(3) with time zone,
	CONSTRAINT "workflow_version_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "workflow_version_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "workflow_version_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "workflow_version_used_at_range" CHECK ("used_at" >= '0001-01-01' and "used_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."workflow_version" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE UNIQUE INDEX "workflow_definition_key_key" ON "crm"."workflow_definition" ("tenant_id","key");--> statement-breakpoint
CREATE INDEX "workflow_definition_subject_idx" ON "crm"."workflow_definition" ("tenant_id","subject_type","id");--> statement-breakpoint
CREATE INDEX "workflow_handover_from_staff_id_idx" ON "crm"."workflow_handover" ("tenant_id","from_staff_id","id") WHERE "from_staff_id" is not null;--> statement-breakpoint
CREATE INDEX "workflow_handover_from_team_id_idx" ON "crm"."workflow_handover" ("tenant_id","from_team_id","id") WHERE "from_team_id" is not null;--> statement-breakpoint
CREATE INDEX "workflow_handover_to_staff_id_idx" ON "crm"."workflow_handover" ("tenant_id","to_staff_id","id") WHERE "to_staff_id" is not null;--> statement-breakpoint
CREATE INDEX "workflow_handover_to_team_id_idx" ON "crm"."workflow_handover" ("tenant_id","to_team_id","id") WHERE "to_team_id" is not null;--> statement-breakpoint
CREATE INDEX "workflow_handover_by_staff_id_idx" ON "crm"."workflow_handover" ("tenant_id","by_staff_id","id") WHERE "by_staff_id" is not null;--> statement-breakpoint
CREATE INDEX "workflow_handover_task_at_idx" ON "crm"."workflow_handover" ("tenant_id","task_id","at","id");--> statement-breakpoint
CREATE INDEX "workflow_instance_definition_id_idx" ON "crm"."workflow_instance" ("tenant_id","definition_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "workflow_instance_subject_key" ON "crm"."workflow_instance" ("tenant_id","subject_id");--> statement-breakpoint
CREATE INDEX "workflow_instance_version_state_idx" ON "crm"."workflow_instance" ("tenant_id","version_id","state","id");--> statement-breakpoint
CREATE INDEX "workflow_step_staff_id_idx" ON "crm"."workflow_step" ("tenant_id","staff_id","id") WHERE "staff_id" is not null;--> statement-breakpoint
CREATE INDEX "workflow_step_instance_at_idx" ON "crm"."workflow_step" ("tenant_id","instance_id","at","id");--> statement-breakpoint
CREATE INDEX "workflow_task_instance_id_idx" ON "crm"."workflow_task" ("tenant_id","instance_id","id");--> statement-breakpoint
CREATE INDEX "workflow_task_done_by_id_idx" ON "crm"."workflow_task" ("tenant_id","done_by_id","id") WHERE "done_by_id" is not null;--> statement-breakpoint
CREATE INDEX "workflow_task_subject_idx" ON "crm"."workflow_task" ("tenant_id","subject_id","id");--> statement-breakpoint
CREATE INDEX "workflow_task_due_idx" ON "crm"."workflow_task" ("tenant_id","due_at","id");--> statement-breakpoint
CREATE INDEX "workflow_task_team_due_idx" ON "crm"."workflow_task" ("tenant_id","team_id","due_at","id");--> statement-breakpoint
CREATE INDEX "workflow_task_owner_due_idx" ON "crm"."workflow_task" ("tenant_id","owner_id","due_at","id");--> statement-breakpoint
CREATE INDEX "workflow_task_open_owner_idx" ON "crm"."workflow_task" ("tenant_id","owner_id") WHERE state = 'OPEN';--> statement-breakpoint
CREATE UNIQUE INDEX "workflow_version_number_key" ON "crm"."workflow_version" ("tenant_id","definition_id","number");--> statement-breakpoint
CREATE INDEX "workflow_version_code_idx" ON "crm"."workflow_version" ("tenant_id","definition_id","code_version");--> statement-breakpoint
ALTER TABLE "crm"."workflow_handover" ADD CONSTRAINT "workflow_handover_task_id_fk" FOREIGN KEY ("tenant_id","task_id") REFERENCES "crm"."workflow_task"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."workflow_handover" ADD CONSTRAINT "workflow_handover_from_staff_id_fk" FOREIGN KEY ("tenant_id","from_staff_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."workflow_handover" ADD CONSTRAINT "workflow_handover_from_team_id_fk" FOREIGN KEY ("tenant_id","from_team_id") REFERENCES "crm"."crm_team"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."workflow_handover" ADD CONSTRAINT "workflow_handover_to_staff_id_fk" FOREIGN KEY ("tenant_id","to_staff_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."workflow_handover" ADD CONSTRAINT "workflow_handover_to_team_id_fk" FOREIGN KEY ("tenant_id","to_team_id") REFERENCES "crm"."crm_team"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."workflow_handover" ADD CONSTRAINT "workflow_handover_by_staff_id_fk" FOREIGN KEY ("tenant_id","by_staff_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."workflow_instance" ADD CONSTRAINT "workflow_instance_definition_id_fk" FOREIGN KEY ("tenant_id","definition_id") REFERENCES "crm"."workflow_definition"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."workflow_instance" ADD CONSTRAINT "workflow_instance_version_id_fk" FOREIGN KEY ("tenant_id","version_id") REFERENCES "crm"."workflow_version"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."workflow_step" ADD CONSTRAINT "workflow_step_instance_id_fk" FOREIGN KEY ("tenant_id","instance_id") REFERENCES "crm"."workflow_instance"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."workflow_step" ADD CONSTRAINT "workflow_step_staff_id_fk" FOREIGN KEY ("tenant_id","staff_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."workflow_task" ADD CONSTRAINT "workflow_task_instance_id_fk" FOREIGN KEY ("tenant_id","instance_id") REFERENCES "crm"."workflow_instance"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."workflow_task" ADD CONSTRAINT "workflow_task_owner_id_fk" FOREIGN KEY ("tenant_id","owner_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."workflow_task" ADD CONSTRAINT "workflow_task_team_id_fk" FOREIGN KEY ("tenant_id","team_id") REFERENCES "crm"."crm_team"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."workflow_task" ADD CONSTRAINT "workflow_task_done_by_id_fk" FOREIGN KEY ("tenant_id","done_by_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."workflow_version" ADD CONSTRAINT "workflow_version_definition_id_fk" FOREIGN KEY ("tenant_id","definition_id") REFERENCES "crm"."workflow_definition"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
CREATE POLICY "workflow_definition_tenant" ON "crm"."workflow_definition" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "workflow_handover_tenant" ON "crm"."workflow_handover" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "workflow_instance_tenant" ON "crm"."workflow_instance" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "workflow_step_tenant" ON "crm"."workflow_step" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "workflow_task_tenant" ON "crm"."workflow_task" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "workflow_version_tenant" ON "crm"."workflow_version" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));