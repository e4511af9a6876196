CREATE TABLE "crm"."vault_safe" (
	"tenant_id" uuid, "id" uuid, "version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL, "created_by" text NOT NULL, "updated_at" timestamp(3) with time zone NOT NULL, "updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL, "keeper_id" uuid, "label" text NOT NULL, "level" integer NOT NULL, "amount" integer NOT NULL, "parts" integer NOT NULL,
	"code" text NOT NULL, "sealed" boolean NOT NULL, "hint" text, "worth_amount" numeric(19,4), "worth_currency" text,
	CONSTRAINT "vault_safe_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "vault_safe_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE RESTRICT,
	CONSTRAINT "vault_safe_keeper_id_fk" FOREIGN KEY ("tenant_id","keeper_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT
);
--> statement-breakpoint
CREATE INDEX "vault_safe_customer_id_idx" ON "crm"."vault_safe" ("tenant_id","customer_id","id");
--> statement-breakpoint
CREATE INDEX "vault_safe_keeper_id_idx" ON "crm"."vault_safe" ("tenant_id","keeper_id","id");
--> statement-breakpoint
ALTER TABLE "crm"."vault_safe" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY "vault_safe_tenant" ON "crm"."vault_safe" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));
