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
CREATE UNIQUE INDEX "calendar_holiday_year_key" ON "crm"."calendar_holiday_year" ("tenant_id","region","year");--> statement-breakpoint
CREATE INDEX "calendar_holiday_year_idx" ON "crm"."calendar_holiday_year" ("tenant_id","year","id");--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_holiday_key" ON "crm"."calendar_holiday" ("tenant_id","year_id","date");--> statement-breakpoint
CREATE INDEX "calendar_holiday_date_idx" ON "crm"."calendar_holiday" ("tenant_id","date","id");--> statement-breakpoint
CREATE INDEX "calendar_business_calendar_name_idx" ON "crm"."calendar_business_calendar" ("tenant_id","name","id");--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_business_calendar_default_key" ON "crm"."calendar_business_calendar" ("tenant_id") WHERE is_default;--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_business_hours_key" ON "crm"."calendar_business_hours" ("tenant_id","calendar_id","day","opens");--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_exception_key" ON "crm"."calendar_exception" ("tenant_id","calendar_id","date","opens");--> statement-breakpoint
CREATE INDEX "calendar_exception_date_idx" ON "crm"."calendar_exception" ("tenant_id","date","id");--> statement-breakpoint
ALTER TABLE "crm"."calendar_holiday" ADD CONSTRAINT "calendar_holiday_year_id_fk" FOREIGN KEY ("tenant_id","year_id") REFERENCES "crm"."calendar_holiday_year"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."calendar_business_hours" ADD CONSTRAINT "calendar_business_hours_calendar_id_fk" FOREIGN KEY ("tenant_id","calendar_id") REFERENCES "crm"."calendar_business_calendar"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."calendar_exception" ADD CONSTRAINT "calendar_exception_calendar_id_fk" FOREIGN KEY ("tenant_id","calendar_id") REFERENCES "crm"."calendar_business_calendar"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
CREATE POLICY "calendar_holiday_year_tenant" ON "crm"."calendar_holiday_year" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "calendar_holiday_tenant" ON "crm"."calendar_holiday" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "calendar_business_calendar_tenant" ON "crm"."calendar_business_calendar" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "calendar_business_hours_tenant" ON "crm"."calendar_business_hours" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "calendar_exception_tenant" ON "crm"."calendar_exception" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));