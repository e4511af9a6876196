CREATE TABLE "crm"."rooms_stay" (
	"tenant_id" uuid, "id" uuid, "version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL, "created_by" text NOT NULL, "updated_at" timestamp(3) with time zone NOT NULL, "updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL, "upgraded_from_id" uuid, "room" text NOT NULL, "secret" boolean DEFAULT false NOT NULL, "wishes" text[], "extra" jsonb,
	"price_amount" numeric(19,4), "price_currency" text, "arrives" timestamp(3) with time zone, "nights" integer, "remark" text, "internal" text,
	CONSTRAINT "rooms_stay_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "rooms_stay_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE RESTRICT,
	CONSTRAINT "rooms_stay_upgraded_from_id_fk" FOREIGN KEY ("tenant_id","upgraded_from_id") REFERENCES "crm"."rooms_stay"("tenant_id","id") ON DELETE RESTRICT
);
--> statement-breakpoint
CREATE INDEX "rooms_stay_customer_id_idx" ON "crm"."rooms_stay" ("tenant_id","customer_id","id");
--> statement-breakpoint
CREATE TABLE "crm"."rooms_key" (
	"tenant_id" uuid, "id" uuid, "version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL, "created_by" text NOT NULL, "updated_at" timestamp(3) with time zone NOT NULL, "updated_by" text NOT NULL,
	"stay_id" uuid NOT NULL, "code" text NOT NULL,
	CONSTRAINT "rooms_key_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "rooms_key_stay_id_fk" FOREIGN KEY ("tenant_id","stay_id") REFERENCES "crm"."rooms_stay"("tenant_id","id") ON DELETE CASCADE
);
--> statement-breakpoint
CREATE INDEX "rooms_key_stay_id_idx" ON "crm"."rooms_key" ("tenant_id","stay_id","id");
