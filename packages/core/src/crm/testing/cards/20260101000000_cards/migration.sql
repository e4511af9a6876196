CREATE TABLE "crm"."cards_lending" (
	"tenant_id" uuid, "id" uuid, "version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL, "created_by" text NOT NULL, "updated_at" timestamp(3) with time zone NOT NULL, "updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL, "staff_id" uuid NOT NULL, "until" timestamp(3) with time zone NOT NULL, "returned_at" timestamp(3) with time zone, "remark" text,
	CONSTRAINT "cards_lending_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "cards_lending_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE CASCADE,
	CONSTRAINT "cards_lending_staff_id_fk" FOREIGN KEY ("tenant_id","staff_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT
);
--> statement-breakpoint
CREATE INDEX "cards_lending_customer_id_idx" ON "crm"."cards_lending" ("tenant_id","customer_id","id");
--> statement-breakpoint
CREATE TABLE "crm"."cards_sighting" (
	"tenant_id" uuid, "id" uuid, "version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL, "created_by" text NOT NULL, "updated_at" timestamp(3) with time zone NOT NULL, "updated_by" text NOT NULL,
	"lending_id" uuid NOT NULL, "seen" text NOT NULL,
	CONSTRAINT "cards_sighting_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "cards_sighting_lending_id_fk" FOREIGN KEY ("tenant_id","lending_id") REFERENCES "crm"."cards_lending"("tenant_id","id") ON DELETE CASCADE
);
--> statement-breakpoint
CREATE INDEX "cards_sighting_lending_id_idx" ON "crm"."cards_sighting" ("tenant_id","lending_id","id");
