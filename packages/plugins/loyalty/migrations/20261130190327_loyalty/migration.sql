CREATE TABLE "crm"."loyalty_benefit_use" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"benefit_id" uuid NOT NULL,
	"order_ref" text,
	"percent" numeric(19,4),
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "loyalty_benefit_use_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "loyalty_benefit_use_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "loyalty_benefit_use_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "loyalty_benefit_use_at_range" CHECK ("at" >= '0001-01-01' and "at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."loyalty_benefit_use" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."loyalty_benefit" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"percent" numeric(19,4),
	"uses" integer,
	"uses_per" text,
	"tiers" text[] DEFAULT '{}'::text[] NOT NULL,
	"min_spend" numeric(19,4),
	"currency" text,
	"min_orders" integer,
	"months" integer,
	"valid_from" timestamp(3) with time zone NOT NULL,
	"valid_until" timestamp(3) with time zone,
	CONSTRAINT "loyalty_benefit_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "loyalty_benefit_kind_check" CHECK ("kind" in ('DISCOUNT', 'ENTITLEMENT')),
	CONSTRAINT "loyalty_benefit_uses_per_check" CHECK ("uses_per" in ('MONTH', 'YEAR')),
	CONSTRAINT "loyalty_benefit_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "loyalty_benefit_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "loyalty_benefit_valid_from_range" CHECK ("valid_from" >= '0001-01-01' and "valid_from" < '10000-01-01'),
	CONSTRAINT "loyalty_benefit_valid_until_range" CHECK ("valid_until" >= '0001-01-01' and "valid_until" < '10000-01-01'),
	CONSTRAINT "loyalty_benefit_percent" CHECK ((kind = 'DISCOUNT') = (percent is not null) and (percent is null or percent > 0 and percent <= 100)),
	CONSTRAINT "loyalty_benefit_uses" CHECK ((uses is null) = (uses_per is null) and (uses is null or uses > 0)),
	CONSTRAINT "loyalty_benefit_spend" CHECK ((min_spend is null) = (currency is null)),
	CONSTRAINT "loyalty_benefit_months" CHECK ((months is null) = (min_spend is null and min_orders is null)),
	CONSTRAINT "loyalty_benefit_span" CHECK (valid_until > valid_from)
);
--> statement-breakpoint
ALTER TABLE "crm"."loyalty_benefit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."loyalty_earning" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"fact_id" uuid NOT NULL,
	"points" integer NOT NULL,
	"tier" text,
	"at" timestamp(3) with time zone NOT NULL,
	"lot_id" uuid NOT NULL,
	"by_rule" jsonb NOT NULL,
	CONSTRAINT "loyalty_earning_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "loyalty_earning_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "loyalty_earning_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "loyalty_earning_at_range" CHECK ("at" >= '0001-01-01' and "at" < '10000-01-01'),
	CONSTRAINT "loyalty_earning_points" CHECK (points >= 0)
);
--> statement-breakpoint
ALTER TABLE "crm"."loyalty_earning" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."loyalty_rule" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"name" text NOT NULL,
	"state" text DEFAULT 'DRAFT' NOT NULL,
	"kind" text NOT NULL,
	"rate" numeric(19,4),
	"currency" text,
	"points" integer,
	"valid_from" timestamp(3) with time zone NOT NULL,
	"valid_until" timestamp(3) with time zone,
	"channels" text[] DEFAULT '{}'::text[] NOT NULL,
	"products" text[] DEFAULT '{}'::text[] NOT NULL,
	"tiers" text[] DEFAULT '{}'::text[] NOT NULL,
	"min_amount" numeric(19,4),
	"cap_points" integer,
	"cap_per" text,
	CONSTRAINT "loyalty_rule_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "loyalty_rule_state_check" CHECK ("state" in ('DRAFT', 'ACTIVE', 'WITHDRAWN')),
	CONSTRAINT "loyalty_rule_kind_check" CHECK ("kind" in ('BASE', 'BONUS')),
	CONSTRAINT "loyalty_rule_cap_per_check" CHECK ("cap_per" in ('DAY', 'MONTH', 'YEAR', 'CAMPAIGN')),
	CONSTRAINT "loyalty_rule_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "loyalty_rule_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "loyalty_rule_valid_from_range" CHECK ("valid_from" >= '0001-01-01' and "valid_from" < '10000-01-01'),
	CONSTRAINT "loyalty_rule_valid_until_range" CHECK ("valid_until" >= '0001-01-01' and "valid_until" < '10000-01-01'),
	CONSTRAINT "loyalty_rule_gives" CHECK ((rate is null) <> (points is null) and (rate is null) = (currency is null)),
	CONSTRAINT "loyalty_rule_positive" CHECK (rate > 0 or points > 0),
	CONSTRAINT "loyalty_rule_validity" CHECK (valid_until > valid_from),
	CONSTRAINT "loyalty_rule_cap" CHECK ((cap_points is null) = (cap_per is null) and (cap_points is null or cap_points > 0))
);
--> statement-breakpoint
ALTER TABLE "crm"."loyalty_rule" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."loyalty_attitude" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"score" integer NOT NULL,
	"source" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "loyalty_attitude_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "loyalty_attitude_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "loyalty_attitude_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "loyalty_attitude_at_range" CHECK ("at" >= '0001-01-01' and "at" < '10000-01-01'),
	CONSTRAINT "loyalty_attitude_score" CHECK (score between 0 and 100)
);
--> statement-breakpoint
ALTER TABLE "crm"."loyalty_attitude" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
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
	"expired" integer DEFAULT 0 NOT NULL,
	"earned_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone,
	CONSTRAINT "loyalty_lot_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "loyalty_lot_book_check" CHECK ("book" in ('MEMBER', 'DEBT', 'ISSUED', 'HELD', 'REDEEMED', 'EXPIRED', 'ADJUSTED', 'TRANSFERRED')),
	CONSTRAINT "loyalty_lot_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "loyalty_lot_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "loyalty_lot_earned_at_range" CHECK ("earned_at" >= '0001-01-01' and "earned_at" < '10000-01-01'),
	CONSTRAINT "loyalty_lot_expires_at_range" CHECK ("expires_at" >= '0001-01-01' and "expires_at" < '10000-01-01'),
	CONSTRAINT "loyalty_lot_bounds" CHECK (case book when 'MEMBER' then remaining >= 0 and expired >= 0 and remaining + expired <= points when 'DEBT' then remaining between points and 0 else false end)
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
	"scheme_id" uuid,
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
CREATE TABLE "crm"."loyalty_gesture" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"contact_id" uuid,
	"occasion_id" uuid,
	"kind" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"note" text,
	CONSTRAINT "loyalty_gesture_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "loyalty_gesture_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "loyalty_gesture_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "loyalty_gesture_at_range" CHECK ("at" >= '0001-01-01' and "at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."loyalty_gesture" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."loyalty_occasion" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"contact_id" uuid,
	"kind" text NOT NULL,
	"date" date,
	"month_day" text,
	"note" text,
	CONSTRAINT "loyalty_occasion_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "loyalty_occasion_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "loyalty_occasion_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "loyalty_occasion_date_range" CHECK ("date" >= '0001-01-01' and "date" < '10000-01-01'),
	CONSTRAINT "loyalty_occasion_day" CHECK ((date is null) = (month_day is null))
);
--> statement-breakpoint
ALTER TABLE "crm"."loyalty_occasion" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."loyalty_replay_line" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"replay_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"before" integer NOT NULL,
	"after" integer NOT NULL,
	"difference" integer NOT NULL,
	"tier_before" text,
	"tier_after" text,
	CONSTRAINT "loyalty_replay_line_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "loyalty_replay_line_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "loyalty_replay_line_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "loyalty_replay_line_difference" CHECK (difference = after - before)
);
--> statement-breakpoint
ALTER TABLE "crm"."loyalty_replay_line" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."loyalty_replay" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"name" text NOT NULL,
	"state" text DEFAULT 'PLANNED' NOT NULL,
	"added" jsonb NOT NULL,
	"left" jsonb NOT NULL,
	CONSTRAINT "loyalty_replay_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "loyalty_replay_state_check" CHECK ("state" in ('PLANNED', 'APPLIED')),
	CONSTRAINT "loyalty_replay_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "loyalty_replay_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."loyalty_replay" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."loyalty_redemption" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"reward_id" uuid NOT NULL,
	"state" text DEFAULT 'RESERVED' NOT NULL,
	"points" integer NOT NULL,
	"reserved_until" timestamp(3) with time zone NOT NULL,
	"decided_at" timestamp(3) with time zone,
	"reason" text,
	"entry_id" uuid NOT NULL,
	CONSTRAINT "loyalty_redemption_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "loyalty_redemption_state_check" CHECK ("state" in ('RESERVED', 'CONFIRMED', 'CANCELLED')),
	CONSTRAINT "loyalty_redemption_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "loyalty_redemption_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "loyalty_redemption_reserved_until_range" CHECK ("reserved_until" >= '0001-01-01' and "reserved_until" < '10000-01-01'),
	CONSTRAINT "loyalty_redemption_decided_at_range" CHECK ("decided_at" >= '0001-01-01' and "decided_at" < '10000-01-01'),
	CONSTRAINT "loyalty_redemption_decided" CHECK ((state = 'RESERVED') = (decided_at is null))
);
--> statement-breakpoint
ALTER TABLE "crm"."loyalty_redemption" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."loyalty_reward" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"price" integer NOT NULL,
	"stock" integer,
	"available_from" timestamp(3) with time zone NOT NULL,
	"available_until" timestamp(3) with time zone,
	"tiers" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "loyalty_reward_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "loyalty_reward_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "loyalty_reward_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "loyalty_reward_available_from_range" CHECK ("available_from" >= '0001-01-01' and "available_from" < '10000-01-01'),
	CONSTRAINT "loyalty_reward_available_until_range" CHECK ("available_until" >= '0001-01-01' and "available_until" < '10000-01-01'),
	CONSTRAINT "loyalty_reward_price" CHECK (price > 0),
	CONSTRAINT "loyalty_reward_stock" CHECK (stock >= 0),
	CONSTRAINT "loyalty_reward_span" CHECK (available_until > available_from)
);
--> statement-breakpoint
ALTER TABLE "crm"."loyalty_reward" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."loyalty_manual_tier" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"tier" text NOT NULL,
	"starts_at" timestamp(3) with time zone NOT NULL,
	"ends_at" timestamp(3) with time zone NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "loyalty_manual_tier_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "loyalty_manual_tier_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "loyalty_manual_tier_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "loyalty_manual_tier_starts_at_range" CHECK ("starts_at" >= '0001-01-01' and "starts_at" < '10000-01-01'),
	CONSTRAINT "loyalty_manual_tier_ends_at_range" CHECK ("ends_at" >= '0001-01-01' and "ends_at" < '10000-01-01'),
	CONSTRAINT "loyalty_manual_tier_span" CHECK (ends_at >= starts_at)
);
--> statement-breakpoint
ALTER TABLE "crm"."loyalty_manual_tier" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."loyalty_scheme_tier" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"scheme_id" uuid NOT NULL,
	"tier" text NOT NULL,
	"rank" integer NOT NULL,
	"entry" numeric(19,4) NOT NULL,
	"keep" numeric(19,4) NOT NULL,
	CONSTRAINT "loyalty_scheme_tier_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "loyalty_scheme_tier_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "loyalty_scheme_tier_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "loyalty_scheme_tier_keep" CHECK (keep >= 0 and keep <= entry)
);
--> statement-breakpoint
ALTER TABLE "crm"."loyalty_scheme_tier" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."loyalty_scheme" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"name" text NOT NULL,
	"state" text DEFAULT 'DRAFT' NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"basis" text NOT NULL,
	"currency" text,
	"period" text NOT NULL,
	"months" integer,
	"grace_days" integer DEFAULT 0 NOT NULL,
	"soft_landing" boolean DEFAULT false NOT NULL,
	CONSTRAINT "loyalty_scheme_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "loyalty_scheme_state_check" CHECK ("state" in ('DRAFT', 'ACTIVE', 'RETIRED')),
	CONSTRAINT "loyalty_scheme_basis_check" CHECK ("basis" in ('POINTS', 'SPEND', 'ORDERS')),
	CONSTRAINT "loyalty_scheme_period_check" CHECK ("period" in ('CALENDAR_YEAR', 'ANNIVERSARY', 'ROLLING')),
	CONSTRAINT "loyalty_scheme_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "loyalty_scheme_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "loyalty_scheme_currency" CHECK ((basis = 'SPEND') = (currency is not null)),
	CONSTRAINT "loyalty_scheme_months" CHECK ((period = 'ROLLING') = (months is not null))
);
--> statement-breakpoint
ALTER TABLE "crm"."loyalty_scheme" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."loyalty_tier_spell" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"tier" text,
	"starts_at" timestamp(3) with time zone NOT NULL,
	"ends_at" timestamp(3) with time zone,
	"cause" text NOT NULL,
	CONSTRAINT "loyalty_tier_spell_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "loyalty_tier_spell_cause_check" CHECK ("cause" in ('ENTRY', 'UPGRADE', 'DOWNGRADE', 'MANUAL', 'MANUAL_ENDED', 'LEFT')),
	CONSTRAINT "loyalty_tier_spell_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "loyalty_tier_spell_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "loyalty_tier_spell_starts_at_range" CHECK ("starts_at" >= '0001-01-01' and "starts_at" < '10000-01-01'),
	CONSTRAINT "loyalty_tier_spell_ends_at_range" CHECK ("ends_at" >= '0001-01-01' and "ends_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."loyalty_tier_spell" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "loyalty_benefit_use_benefit_id_idx" ON "crm"."loyalty_benefit_use" ("tenant_id","benefit_id","id");--> statement-breakpoint
CREATE INDEX "loyalty_benefit_use_customer_idx" ON "crm"."loyalty_benefit_use" ("tenant_id","customer_id","at","id");--> statement-breakpoint
CREATE INDEX "loyalty_benefit_use_at_idx" ON "crm"."loyalty_benefit_use" ("tenant_id","at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "loyalty_benefit_use_order_key" ON "crm"."loyalty_benefit_use" ("tenant_id","customer_id","benefit_id","order_ref") WHERE order_ref is not null;--> statement-breakpoint
CREATE INDEX "loyalty_benefit_name_idx" ON "crm"."loyalty_benefit" ("tenant_id","name","id");--> statement-breakpoint
CREATE INDEX "loyalty_earning_lot_id_idx" ON "crm"."loyalty_earning" ("tenant_id","lot_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "loyalty_earning_fact_key" ON "crm"."loyalty_earning" ("tenant_id","fact_id");--> statement-breakpoint
CREATE INDEX "loyalty_earning_customer_at_idx" ON "crm"."loyalty_earning" ("tenant_id","customer_id","at","id");--> statement-breakpoint
CREATE INDEX "loyalty_rule_from_idx" ON "crm"."loyalty_rule" ("tenant_id","valid_from","id");--> statement-breakpoint
CREATE INDEX "loyalty_attitude_customer_idx" ON "crm"."loyalty_attitude" ("tenant_id","customer_id","at","id");--> statement-breakpoint
CREATE INDEX "loyalty_attitude_at_idx" ON "crm"."loyalty_attitude" ("tenant_id","at","id");--> statement-breakpoint
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
CREATE INDEX "loyalty_membership_scheme_id_idx" ON "crm"."loyalty_membership" ("tenant_id","scheme_id","id") WHERE "scheme_id" is not null;--> statement-breakpoint
CREATE INDEX "loyalty_gesture_contact_id_idx" ON "crm"."loyalty_gesture" ("tenant_id","contact_id","id") WHERE "contact_id" is not null;--> statement-breakpoint
CREATE INDEX "loyalty_gesture_occasion_id_idx" ON "crm"."loyalty_gesture" ("tenant_id","occasion_id","id") WHERE "occasion_id" is not null;--> statement-breakpoint
CREATE INDEX "loyalty_gesture_customer_idx" ON "crm"."loyalty_gesture" ("tenant_id","customer_id","at","id");--> statement-breakpoint
CREATE INDEX "loyalty_gesture_at_idx" ON "crm"."loyalty_gesture" ("tenant_id","at","id");--> statement-breakpoint
CREATE INDEX "loyalty_occasion_customer_id_idx" ON "crm"."loyalty_occasion" ("tenant_id","customer_id","id");--> statement-breakpoint
CREATE INDEX "loyalty_occasion_contact_id_idx" ON "crm"."loyalty_occasion" ("tenant_id","contact_id","id") WHERE "contact_id" is not null;--> statement-breakpoint
CREATE INDEX "loyalty_occasion_day_idx" ON "crm"."loyalty_occasion" ("tenant_id","month_day","id");--> statement-breakpoint
CREATE INDEX "loyalty_replay_line_customer_id_idx" ON "crm"."loyalty_replay_line" ("tenant_id","customer_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "loyalty_replay_line_key" ON "crm"."loyalty_replay_line" ("tenant_id","replay_id","customer_id");--> statement-breakpoint
CREATE INDEX "loyalty_replay_line_difference_idx" ON "crm"."loyalty_replay_line" ("tenant_id","difference","id");--> statement-breakpoint
CREATE INDEX "loyalty_redemption_customer_id_idx" ON "crm"."loyalty_redemption" ("tenant_id","customer_id","id");--> statement-breakpoint
CREATE INDEX "loyalty_redemption_reward_id_idx" ON "crm"."loyalty_redemption" ("tenant_id","reward_id","id");--> statement-breakpoint
CREATE INDEX "loyalty_redemption_entry_id_idx" ON "crm"."loyalty_redemption" ("tenant_id","entry_id","id");--> statement-breakpoint
CREATE INDEX "loyalty_reward_name_idx" ON "crm"."loyalty_reward" ("tenant_id","name","id");--> statement-breakpoint
CREATE INDEX "loyalty_manual_tier_customer_id_idx" ON "crm"."loyalty_manual_tier" ("tenant_id","customer_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "loyalty_scheme_tier_rank_key" ON "crm"."loyalty_scheme_tier" ("tenant_id","scheme_id","rank");--> statement-breakpoint
CREATE UNIQUE INDEX "loyalty_scheme_tier_tier_key" ON "crm"."loyalty_scheme_tier" ("tenant_id","scheme_id","tier");--> statement-breakpoint
CREATE UNIQUE INDEX "loyalty_scheme_default_key" ON "crm"."loyalty_scheme" ("tenant_id","is_default") WHERE is_default;--> statement-breakpoint
CREATE INDEX "loyalty_tier_spell_customer_idx" ON "crm"."loyalty_tier_spell" ("tenant_id","customer_id","starts_at","id");--> statement-breakpoint
CREATE INDEX "loyalty_tier_spell_starts_idx" ON "crm"."loyalty_tier_spell" ("tenant_id","starts_at","id");--> statement-breakpoint
ALTER TABLE "crm"."loyalty_benefit_use" ADD CONSTRAINT "loyalty_benefit_use_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_benefit_use" ADD CONSTRAINT "loyalty_benefit_use_benefit_id_fk" FOREIGN KEY ("tenant_id","benefit_id") REFERENCES "crm"."loyalty_benefit"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_earning" ADD CONSTRAINT "loyalty_earning_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_earning" ADD CONSTRAINT "loyalty_earning_fact_id_fk" FOREIGN KEY ("tenant_id","fact_id") REFERENCES "crm"."crm_fact"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_earning" ADD CONSTRAINT "loyalty_earning_lot_id_fk" FOREIGN KEY ("tenant_id","lot_id") REFERENCES "crm"."loyalty_lot"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_attitude" ADD CONSTRAINT "loyalty_attitude_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_entry" ADD CONSTRAINT "loyalty_entry_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_entry" ADD CONSTRAINT "loyalty_entry_fact_id_fk" FOREIGN KEY ("tenant_id","fact_id") REFERENCES "crm"."crm_fact"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_entry" ADD CONSTRAINT "loyalty_entry_counter_id_fk" FOREIGN KEY ("tenant_id","counter_id") REFERENCES "crm"."loyalty_entry"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_lot" ADD CONSTRAINT "loyalty_lot_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_posting" ADD CONSTRAINT "loyalty_posting_entry_id_fk" FOREIGN KEY ("tenant_id","entry_id") REFERENCES "crm"."loyalty_entry"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_posting" ADD CONSTRAINT "loyalty_posting_lot_id_fk" FOREIGN KEY ("tenant_id","lot_id") REFERENCES "crm"."loyalty_lot"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_account" ADD CONSTRAINT "loyalty_account_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_membership" ADD CONSTRAINT "loyalty_membership_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_membership" ADD CONSTRAINT "loyalty_membership_scheme_id_fk" FOREIGN KEY ("tenant_id","scheme_id") REFERENCES "crm"."loyalty_scheme"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_gesture" ADD CONSTRAINT "loyalty_gesture_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_gesture" ADD CONSTRAINT "loyalty_gesture_contact_id_fk" FOREIGN KEY ("tenant_id","contact_id") REFERENCES "crm"."crm_contact"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_gesture" ADD CONSTRAINT "loyalty_gesture_occasion_id_fk" FOREIGN KEY ("tenant_id","occasion_id") REFERENCES "crm"."loyalty_occasion"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_occasion" ADD CONSTRAINT "loyalty_occasion_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_occasion" ADD CONSTRAINT "loyalty_occasion_contact_id_fk" FOREIGN KEY ("tenant_id","contact_id") REFERENCES "crm"."crm_contact"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_replay_line" ADD CONSTRAINT "loyalty_replay_line_replay_id_fk" FOREIGN KEY ("tenant_id","replay_id") REFERENCES "crm"."loyalty_replay"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_replay_line" ADD CONSTRAINT "loyalty_replay_line_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_redemption" ADD CONSTRAINT "loyalty_redemption_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_redemption" ADD CONSTRAINT "loyalty_redemption_reward_id_fk" FOREIGN KEY ("tenant_id","reward_id") REFERENCES "crm"."loyalty_reward"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_redemption" ADD CONSTRAINT "loyalty_redemption_entry_id_fk" FOREIGN KEY ("tenant_id","entry_id") REFERENCES "crm"."loyalty_entry"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_manual_tier" ADD CONSTRAINT "loyalty_manual_tier_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_scheme_tier" ADD CONSTRAINT "loyalty_scheme_tier_scheme_id_fk" FOREIGN KEY ("tenant_id","scheme_id") REFERENCES "crm"."loyalty_scheme"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."loyalty_tier_spell" ADD CONSTRAINT "loyalty_tier_spell_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
CREATE POLICY "loyalty_benefit_use_tenant" ON "crm"."loyalty_benefit_use" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "loyalty_benefit_tenant" ON "crm"."loyalty_benefit" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "loyalty_earning_tenant" ON "crm"."loyalty_earning" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "loyalty_rule_tenant" ON "crm"."loyalty_rule" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "loyalty_attitude_tenant" ON "crm"."loyalty_attitude" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "loyalty_entry_tenant" ON "crm"."loyalty_entry" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "loyalty_lot_tenant" ON "crm"."loyalty_lot" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "loyalty_posting_tenant" ON "crm"."loyalty_posting" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "loyalty_account_tenant" ON "crm"."loyalty_account" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "loyalty_membership_tenant" ON "crm"."loyalty_membership" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "loyalty_gesture_tenant" ON "crm"."loyalty_gesture" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "loyalty_occasion_tenant" ON "crm"."loyalty_occasion" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "loyalty_replay_line_tenant" ON "crm"."loyalty_replay_line" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "loyalty_replay_tenant" ON "crm"."loyalty_replay" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "loyalty_redemption_tenant" ON "crm"."loyalty_redemption" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "loyalty_reward_tenant" ON "crm"."loyalty_reward" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "loyalty_manual_tier_tenant" ON "crm"."loyalty_manual_tier" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "loyalty_scheme_tier_tenant" ON "crm"."loyalty_scheme_tier" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "loyalty_scheme_tenant" ON "crm"."loyalty_scheme" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "loyalty_tier_spell_tenant" ON "crm"."loyalty_tier_spell" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));