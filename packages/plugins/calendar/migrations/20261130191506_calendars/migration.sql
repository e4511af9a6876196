CREATE TABLE "crm"."calendar_event" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"owner_id" uuid,
	"team_id" uuid,
	"uid" text NOT NULL,
	"title" text NOT NULL,
	"description" text,
	"location" text,
	"starts_at" timestamp(3) with time zone NOT NULL,
	"ends_at" timestamp(3) with time zone NOT NULL,
	"zone" text NOT NULL,
	"all_day" boolean DEFAULT false NOT NULL,
	"recurrence" text,
	"status" text DEFAULT 'CONFIRMED' NOT NULL,
	"visibility" text DEFAULT 'NORMAL' NOT NULL,
	"busy" boolean DEFAULT true NOT NULL,
	"customer_id" uuid,
	"sequence" integer DEFAULT 0 NOT NULL,
	"imported_as" text,
	"grams" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "calendar_event_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "calendar_event_status_check" CHECK ("status" in ('TENTATIVE', 'CONFIRMED', 'CANCELLED')),
	CONSTRAINT "calendar_event_visibility_check" CHECK ("visibility" in ('NORMAL', 'PRIVATE')),
	CONSTRAINT "calendar_event_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "calendar_event_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "calendar_event_starts_at_range" CHECK ("starts_at" >= '0001-01-01' and "starts_at" < '10000-01-01'),
	CONSTRAINT "calendar_event_ends_at_range" CHECK ("ends_at" >= '0001-01-01' and "ends_at" < '10000-01-01'),
	CONSTRAINT "calendar_event_period" CHECK (ends_at > starts_at),
	CONSTRAINT "calendar_event_owned" CHECK (owner_id is not null or team_id is not null)
);
--> statement-breakpoint
ALTER TABLE "crm"."calendar_event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."calendar_occurrence" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"event_id" uuid NOT NULL,
	"original" timestamp(3) with time zone NOT NULL,
	"starts_at" timestamp(3) with time zone NOT NULL,
	"ends_at" timestamp(3) with time zone NOT NULL,
	"title" text,
	"location" text,
	"changed" boolean DEFAULT false NOT NULL,
	"cancelled" boolean DEFAULT false NOT NULL,
	CONSTRAINT "calendar_occurrence_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "calendar_occurrence_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "calendar_occurrence_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "calendar_occurrence_original_range" CHECK ("original" >= '0001-01-01' and "original" < '10000-01-01'),
	CONSTRAINT "calendar_occurrence_starts_at_range" CHECK ("starts_at" >= '0001-01-01' and "starts_at" < '10000-01-01'),
	CONSTRAINT "calendar_occurrence_ends_at_range" CHECK ("ends_at" >= '0001-01-01' and "ends_at" < '10000-01-01'),
	CONSTRAINT "calendar_occurrence_period" CHECK (ends_at > starts_at)
);
--> statement-breakpoint
ALTER TABLE "crm"."calendar_occurrence" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."calendar_participant" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"event_id" uuid NOT NULL,
	"staff_id" uuid,
	"contact_id" uuid,
	"required" boolean DEFAULT true NOT NULL,
	"response" text DEFAULT 'NEEDS_ACTION' NOT NULL,
	CONSTRAINT "calendar_participant_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "calendar_participant_response_check" CHECK ("response" in ('NEEDS_ACTION', 'ACCEPTED', 'TENTATIVE', 'DECLINED')),
	CONSTRAINT "calendar_participant_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "calendar_participant_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "calendar_participant_one" CHECK ((staff_id is null) <> (contact_id is null))
);
--> statement-breakpoint
ALTER TABLE "crm"."calendar_participant" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."calendar_holiday_year" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"region" text NOT NULL,
	"year" integer NOT NULL,
	"source" text NOT NULL,
	"note" text,
	CONSTRAINT "calendar_holiday_year_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "calendar_holiday_year_source_check" CHECK ("source" in ('LIBRARY', 'TENANT')),
	CONSTRAINT "calendar_holiday_year_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "calendar_holiday_year_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "calendar_holiday_year_range" CHECK (year between 1900 and 2200)
);
--> statement-breakpoint
ALTER TABLE "crm"."calendar_holiday_year" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."calendar_holiday" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"year_id" uuid NOT NULL,
	"date" date NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "calendar_holiday_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "calendar_holiday_kind_check" CHECK ("kind" in ('HOLIDAY', 'MAKE_UP')),
	CONSTRAINT "calendar_holiday_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "calendar_holiday_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "calendar_holiday_date_range" CHECK ("date" >= '0001-01-01' and "date" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."calendar_holiday" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."calendar_business_calendar" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"name" text NOT NULL,
	"zone" text NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"holiday_region" text,
	"make_up_day" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "calendar_business_calendar_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "calendar_business_calendar_make_up_day_check" CHECK ("make_up_day" in ('MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY')),
	CONSTRAINT "calendar_business_calendar_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "calendar_business_calendar_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "calendar_business_calendar_default_active" CHECK (active or not is_default)
);
--> statement-breakpoint
ALTER TABLE "crm"."calendar_business_calendar" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."calendar_business_hours" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"calendar_id" uuid NOT NULL,
	"day" text NOT NULL,
	"opens" text NOT NULL,
	"closes" text NOT NULL,
	CONSTRAINT "calendar_business_hours_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "calendar_business_hours_day_check" CHECK ("day" in ('MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY')),
	CONSTRAINT "calendar_business_hours_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "calendar_business_hours_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."calendar_business_hours" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."calendar_exception" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"calendar_id" uuid NOT NULL,
	"date" date NOT NULL,
	"opens" text,
	"closes" text,
	"note" text,
	CONSTRAINT "calendar_exception_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "calendar_exception_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "calendar_exception_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "calendar_exception_date_range" CHECK ("date" >= '0001-01-01' and "date" < '10000-01-01'),
	CONSTRAINT "calendar_exception_hours" CHECK ((opens is null) = (closes is null))
);
--> statement-breakpoint
ALTER TABLE "crm"."calendar_exception" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."calendar_reminder" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"event_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"before" text NOT NULL,
	"business_time" boolean DEFAULT false NOT NULL,
	"begins_at" timestamp(3) with time zone,
	"due_at" timestamp(3) with time zone,
	"provisional" boolean DEFAULT false NOT NULL,
	"told_until" timestamp(3) with time zone,
	CONSTRAINT "calendar_reminder_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "calendar_reminder_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "calendar_reminder_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "calendar_reminder_begins_at_range" CHECK ("begins_at" >= '0001-01-01' and "begins_at" < '10000-01-01'),
	CONSTRAINT "calendar_reminder_due_at_range" CHECK ("due_at" >= '0001-01-01' and "due_at" < '10000-01-01'),
	CONSTRAINT "calendar_reminder_told_until_range" CHECK ("told_until" >= '0001-01-01' and "told_until" < '10000-01-01'),
	CONSTRAINT "calendar_reminder_due" CHECK ((begins_at is null) = (due_at is null))
);
--> statement-breakpoint
ALTER TABLE "crm"."calendar_reminder" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."calendar_booking" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"resource_id" uuid NOT NULL,
	"occurrence_id" uuid NOT NULL,
	"starts_at" timestamp(3) with time zone NOT NULL,
	"ends_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "calendar_booking_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "calendar_booking_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "calendar_booking_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "calendar_booking_starts_at_range" CHECK ("starts_at" >= '0001-01-01' and "starts_at" < '10000-01-01'),
	CONSTRAINT "calendar_booking_ends_at_range" CHECK ("ends_at" >= '0001-01-01' and "ends_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."calendar_booking" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."calendar_resource" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"location" text,
	"capacity" integer,
	"exclusive" boolean DEFAULT true NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "calendar_resource_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "calendar_resource_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "calendar_resource_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "calendar_resource_capacity" CHECK (capacity > 0)
);
--> statement-breakpoint
ALTER TABLE "crm"."calendar_resource" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "calendar_event_owner_id_idx" ON "crm"."calendar_event" ("tenant_id","owner_id","id") WHERE "owner_id" is not null;--> statement-breakpoint
CREATE INDEX "calendar_event_grams_idx" ON "crm"."calendar_event" USING gin ("tenant_id","grams");--> statement-breakpoint
CREATE INDEX "calendar_event_starts_idx" ON "crm"."calendar_event" ("tenant_id","starts_at","id");--> statement-breakpoint
CREATE INDEX "calendar_event_team_starts_idx" ON "crm"."calendar_event" ("tenant_id","team_id","starts_at","id");--> statement-breakpoint
CREATE INDEX "calendar_event_customer_starts_idx" ON "crm"."calendar_event" ("tenant_id","customer_id","starts_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_event_uid_owner_key" ON "crm"."calendar_event" ("tenant_id","uid","owner_id") WHERE owner_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_event_uid_team_key" ON "crm"."calendar_event" ("tenant_id","uid","team_id") WHERE owner_id is null;--> statement-breakpoint
CREATE INDEX "calendar_occurrence_starts_idx" ON "crm"."calendar_occurrence" ("tenant_id","starts_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_occurrence_key" ON "crm"."calendar_occurrence" ("tenant_id","event_id","original");--> statement-breakpoint
CREATE INDEX "calendar_participant_event_id_idx" ON "crm"."calendar_participant" ("tenant_id","event_id","id");--> statement-breakpoint
CREATE INDEX "calendar_participant_staff_id_idx" ON "crm"."calendar_participant" ("tenant_id","staff_id","id") WHERE "staff_id" is not null;--> statement-breakpoint
CREATE INDEX "calendar_participant_contact_id_idx" ON "crm"."calendar_participant" ("tenant_id","contact_id","id") WHERE "contact_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_holiday_year_key" ON "crm"."calendar_holiday_year" ("tenant_id","region","year");--> statement-breakpoint
CREATE INDEX "calendar_holiday_year_idx" ON "crm"."calendar_holiday_year" ("tenant_id","year","id");--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_holiday_key" ON "crm"."calendar_holiday" ("tenant_id","year_id","date");--> statement-breakpoint
CREATE INDEX "calendar_holiday_date_idx" ON "crm"."calendar_holiday" ("tenant_id","date","id");--> statement-breakpoint
CREATE INDEX "calendar_business_calendar_name_idx" ON "crm"."calendar_business_calendar" ("tenant_id","name","id");--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_business_calendar_default_key" ON "crm"."calendar_business_calendar" ("tenant_id") WHERE is_default;--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_business_hours_key" ON "crm"."calendar_business_hours" ("tenant_id","calendar_id","day","opens");--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_exception_key" ON "crm"."calendar_exception" ("tenant_id","calendar_id","date","opens");--> statement-breakpoint
CREATE INDEX "calendar_exception_date_idx" ON "crm"."calendar_exception" ("tenant_id","date","id");--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_reminder_key" ON "crm"."calendar_reminder" ("tenant_id","event_id","staff_id","before","business_time");--> statement-breakpoint
CREATE INDEX "calendar_reminder_staff_due_idx" ON "crm"."calendar_reminder" ("tenant_id","staff_id","due_at","id");--> statement-breakpoint
CREATE INDEX "calendar_reminder_due_idx" ON "crm"."calendar_reminder" ("tenant_id","due_at","id");--> statement-breakpoint
CREATE INDEX "calendar_reminder_business_idx" ON "crm"."calendar_reminder" ("tenant_id","id") WHERE business_time;--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_booking_key" ON "crm"."calendar_booking" ("tenant_id","occurrence_id","resource_id");--> statement-breakpoint
CREATE INDEX "calendar_booking_resource_idx" ON "crm"."calendar_booking" ("tenant_id","resource_id","starts_at","id");--> statement-breakpoint
CREATE INDEX "calendar_booking_starts_idx" ON "crm"."calendar_booking" ("tenant_id","starts_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_resource_name_key" ON "crm"."calendar_resource" ("tenant_id","name");--> statement-breakpoint
ALTER TABLE "crm"."calendar_event" ADD CONSTRAINT "calendar_event_owner_id_fk" FOREIGN KEY ("tenant_id","owner_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."calendar_event" ADD CONSTRAINT "calendar_event_team_id_fk" FOREIGN KEY ("tenant_id","team_id") REFERENCES "crm"."crm_team"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."calendar_event" ADD CONSTRAINT "calendar_event_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."calendar_occurrence" ADD CONSTRAINT "calendar_occurrence_event_id_fk" FOREIGN KEY ("tenant_id","event_id") REFERENCES "crm"."calendar_event"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."calendar_participant" ADD CONSTRAINT "calendar_participant_event_id_fk" FOREIGN KEY ("tenant_id","event_id") REFERENCES "crm"."calendar_event"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."calendar_participant" ADD CONSTRAINT "calendar_participant_staff_id_fk" FOREIGN KEY ("tenant_id","staff_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."calendar_participant" ADD CONSTRAINT "calendar_participant_contact_id_fk" FOREIGN KEY ("tenant_id","contact_id") REFERENCES "crm"."crm_contact"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."calendar_holiday" ADD CONSTRAINT "calendar_holiday_year_id_fk" FOREIGN KEY ("tenant_id","year_id") REFERENCES "crm"."calendar_holiday_year"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."calendar_business_hours" ADD CONSTRAINT "calendar_business_hours_calendar_id_fk" FOREIGN KEY ("tenant_id","calendar_id") REFERENCES "crm"."calendar_business_calendar"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."calendar_exception" ADD CONSTRAINT "calendar_exception_calendar_id_fk" FOREIGN KEY ("tenant_id","calendar_id") REFERENCES "crm"."calendar_business_calendar"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."calendar_reminder" ADD CONSTRAINT "calendar_reminder_event_id_fk" FOREIGN KEY ("tenant_id","event_id") REFERENCES "crm"."calendar_event"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."calendar_reminder" ADD CONSTRAINT "calendar_reminder_staff_id_fk" FOREIGN KEY ("tenant_id","staff_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."calendar_booking" ADD CONSTRAINT "calendar_booking_resource_id_fk" FOREIGN KEY ("tenant_id","resource_id") REFERENCES "crm"."calendar_resource"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."calendar_booking" ADD CONSTRAINT "calendar_booking_occurrence_id_fk" FOREIGN KEY ("tenant_id","occurrence_id") REFERENCES "crm"."calendar_occurrence"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
CREATE POLICY "calendar_event_tenant" ON "crm"."calendar_event" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "calendar_occurrence_tenant" ON "crm"."calendar_occurrence" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "calendar_participant_tenant" ON "crm"."calendar_participant" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "calendar_holiday_year_tenant" ON "crm"."calendar_holiday_year" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "calendar_holiday_tenant" ON "crm"."calendar_holiday" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "calendar_business_calendar_tenant" ON "crm"."calendar_business_calendar" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "calendar_business_hours_tenant" ON "crm"."calendar_business_hours" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "calendar_exception_tenant" ON "crm"."calendar_exception" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "calendar_reminder_tenant" ON "crm"."calendar_reminder" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "calendar_booking_tenant" ON "crm"."calendar_booking" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "calendar_resource_tenant" ON "crm"."calendar_resource" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));