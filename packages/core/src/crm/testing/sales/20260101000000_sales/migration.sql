CREATE TABLE "crm"."sales_deal" (
	"tenant_id" uuid, "id" uuid, "version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL, "created_by" text NOT NULL, "updated_at" timestamp(3) with time zone NOT NULL, "updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL, "title" text NOT NULL,
	CONSTRAINT "sales_deal_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "sales_deal_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE RESTRICT
);
--> statement-breakpoint
CREATE INDEX "sales_deal_customer_id_idx" ON "crm"."sales_deal" ("tenant_id","customer_id","id");
