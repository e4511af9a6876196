CREATE TABLE "crm"."loyalty_entry" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"points" integer NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"reason" text,
	"key" text,
	"fact_id" uuid,
	"counter_id" uuid,
	CONSTRAINT "loyalty_entry_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "loyalty_entry_kind_check" CHECK ("kind" in ('EARN', 'REDEEM', 'EXPIRE', 'ADJUST', 'REVERSE', 'TRANSFER')),
	CONSTRAINT "loyalty_entry_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "loyalty_entry_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "loyalty_entry_at_range" CHECK ("at" >= '0001-01-01' and "at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."loyalty_entry" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."loyalty_lot" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"book" text NOT NULL,
	"points" integer NOT NULL,
	"remaining" integer NOT NULL,
	"earned_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone,
	CONSTRAINT "loyalty_lot_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "loyalty_lot_book_check" CHECK ("book" in ('MEMBER', 'DEBT', 'ISSUED', 'HELD', 'REDEEMED', 'EXPIRED', 'ADJUSTED', 'TRANSFERRED')),
	CONSTRAINT "loyalty_lot_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "loyalty_lot_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "loyalty_lot_earned_at_range" CHECK ("earned_at" >= '0001-01-01' and "earned_at" < '10000-01-01'),
	CONSTRAINT "loyalty_lot_expires_at_range" CHECK ("expires_at" >= '0001-01-01' and "expires_at" < '10000-01-01'),
	CONSTRAINT "loyalty_lot_bounds" CHECK (case book when 'MEMBER' then remaining between 0 and points when 'DEBT' then remaining between points and 0 else false end)
);
--> statement-breakpoint
ALTER TABLE "crm"."loyalty_lot" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."loyalty_posting" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"entry_id" uuid NOT NULL,
	"book" text NOT NULL,
	"lot_id" uuid,
	"points" integer NOT NULL,
	CONSTRAINT "loyalty_posting_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "loyalty_posting_book_check" CHECK ("book" in ('MEMBER', 'DEBT', 'ISSUED', 'HELD', 'REDEEMED', 'EXPIRED', 'ADJUSTED', 'TRANSFERRED')),
	CONSTRAINT "loyalty_posting_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "loyalty_posting_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "loyalty_posting_lot" CHECK (points <> 0 and (lot_id is not null) = (book in ('MEMBER', 'DEBT')))
);
--> statement-breakpoint
ALTER TABLE "crm"."loyalty_posting" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."loyalty_account" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"status" text DEFAULT 'ACTIVE' NOT NULL,
	"since" timestamp(3) with time zone,
	"points" integer DEFAULT 0 NOT NULL,
	"debt" integer DEFAULT 0 NOT NULL,
	"tier" text,
	"tier_since" timestamp(3) with time zone,
	"qualified" numeric(19,4),
	"to_next_tier" numeric(19,4),
	"review_at" timestamp(3) with time zone,
	CONSTRAINT "loyalty_account_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "loyalty_account_status_check" CHECK ("status" in ('ACTIVE', 'MERGED')),
	CONSTRAINT "loyalty_account_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "loyalty_account_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "loyalty_account_since_range" CHECK ("since" >= '0001-01-01' and "since" < '10000-01-01'),
	CONSTRAINT "loyalty_account_tier_since_range" CHECK ("tier_since" >= '0001-01-01' and "tier_since" < '10000-01-01'),
	CONSTRAINT "loyalty_account_review_at_range" CHECK ("review_at" >= '0001-01-01' and "review_at" < '10000-01-01'),
	CONSTRAINT "loyalty_account_never_negative" CHECK (points >= 0 and debt >= 0)
);
--> statement-breakpoint
ALTER TABLE "crm"."loyalty_account" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."loyalty_membership" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"starts_at" timestamp(3) with time zone,
	"ends_at" timestamp(3) with time zone,
	CONSTRAINT "loyalty_membership_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "loyalty_membership_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "loyalty_membership_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "loyalty_membership_starts_at_range" CHECK ("starts_at" >= '0001-01-01' and "starts_at" < '10000-01-01'),
	CONSTRAINT "loyalty_membership_ends_at_range" CHECK ("ends_at" >= '0001-01-01' and "ends_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."loyalty_membership" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "loyalty_entry_fact_id_idx" ON "crm"."loyalty_entry" ("tenant_id","fact_id","id") WHERE "fact_id" is not null;--> statement-breakpoint
CREATE INDEX "loyalty_entry_counter_id_idx" ON "crm"."loyalty_entry" ("tenant_id","counter_id","id") WHERE "counter_id" is not null;--> statement-breakpoint
CREATE INDEX "loyalty_entry_customer_at_idx" ON "crm"."loyalty_entry" ("tenant_id","customer_id","at","id");--> statement-breakpoint
CREATE INDEX "loyalty_entry_at_idx" ON "crm"."loyalty_entry" ("tenant_id","at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "loyalty_entry_key" ON "crm"."loyalty_entry" ("tenant_id","key") WHERE key is not null;--> statement-breakpoint
CREATE INDEX "loyalty_lot_customer_open_idx" ON "crm"."loyalty_lot" ("tenant_id","customer_id","expires_at","id") WHERE remaining <> 0;--> statement-breakpoint
CREATE INDEX "loyalty_lot_customer_idx" ON "crm"."loyalty_lot" ("tenant_id","customer_id","id");--> statement-breakpoint
CREATE INDEX "loyalty_lot_due_idx" ON "crm"."loyalty_lot" ("tenant_id","expires_at","id") WHERE remaining > 0;--> statement-breakpoint
CREATE INDEX "loyalty_posting_entry_id_idx" ON "crm"."loyalty_posting" ("tenant_id","entry_id","id");--> statement-breakpoint
CREATE INDEX "loyalty_posting_lot_id_idx" ON "crm"."loyalty_posting" ("tenant_id","lot_id","id") WHERE "lot_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "loyalty_account_customer_id_key" ON "crm"."loyalty_account" ("tenant_id","customer_id");--> statement-breakpoint
CREATE INDEX "loyalty_account_tier_idx" ON "crm"."loyalty_account" ("tenant_id","tier","points","id");--> statement-breakpoint
CREATE INDEX "loyalty_account_points_idx" ON "crm"."loyalty_account" ("tenant_id","points","id");--> statement-breakpoint
CREATE INDEX "loyalty_account_review_idx" ON "crm"."loyalty_account" ("tenant_id","review_at","id") WHERE review_at is not null;--> statement-breakpoint
CREATE INDEX "loyalty_membership_customer_id_idx" ON "crm"."loyalty_membership" ("tenant_id","customer_id","id");--> statement-breakpoint
ALTER TABLE "crm"."loyalty_entry" ADD CONSTRAINT "loyalty_entry_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_entry" ADD CONSTRAINT "loyalty_entry_fact_id_fk" FOREIGN KEY ("tenant_id","fact_id") REFERENCES "crm"."crm_fact"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_entry" ADD CONSTRAINT "loyalty_entry_counter_id_fk" FOREIGN KEY ("tenant_id","counter_id") REFERENCES "crm"."loyalty_entry"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_lot" ADD CONSTRAINT "loyalty_lot_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_posting" ADD CONSTRAINT "loyalty_posting_entry_id_fk" FOREIGN KEY ("tenant_id","entry_id") REFERENCES "crm"."loyalty_entry"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_posting" ADD CONSTRAINT "loyalty_posting_lot_id_fk" FOREIGN KEY ("tenant_id","lot_id") REFERENCES "crm"."loyalty_lot"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_account" ADD CONSTRAINT "loyalty_account_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_membership" ADD CONSTRAINT "loyalty_membership_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
CREATE POLICY "loyalty_entry_tenant" ON "crm"."loyalty_entry" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "loyalty_lot_tenant" ON "crm"."loyalty_lot" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "loyalty_posting_tenant" ON "crm"."loyalty_posting" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "loyalty_account_tenant" ON "crm"."loyalty_account" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "loyalty_membership_tenant" ON "crm"."loyalty_membership" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));