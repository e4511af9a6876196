CREATE TABLE "crm"."orders_order" (
	"tenant_id" uuid, "id" uuid, "version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL, "created_by" text NOT NULL, "updated_at" timestamp(3) with time zone NOT NULL, "updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL, "owner_id" uuid, "kind" text NOT NULL, "title" text NOT NULL,
	CONSTRAINT "orders_order_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "orders_order_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE RESTRICT,
	CONSTRAINT "orders_order_owner_id_fk" FOREIGN KEY ("tenant_id","owner_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT
);
--> statement-breakpoint
CREATE INDEX "orders_order_customer_id_idx" ON "crm"."orders_order" ("tenant_id","customer_id","id");
