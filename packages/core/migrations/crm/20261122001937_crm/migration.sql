CREATE TABLE "crm"."crm_contact_address" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"contact_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"lines" text[] NOT NULL,
	"city" text,
	"region" text,
	"postal_code" text,
	"country" text,
	"country_code" text,
	"is_primary" boolean DEFAULT false NOT NULL,
	"normalised" text NOT NULL,
	CONSTRAINT "crm_contact_address_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_contact_address_kind_check" CHECK ("kind" in ('OFFICE', 'HOME', 'BILLING', 'DELIVERY', 'OTHER')),
	CONSTRAINT "crm_contact_address_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_contact_address_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_contact_address" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_customer_address" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"lines" text[] NOT NULL,
	"city" text,
	"region" text,
	"postal_code" text,
	"country" text,
	"country_code" text,
	"is_primary" boolean DEFAULT false NOT NULL,
	"normalised" text NOT NULL,
	CONSTRAINT "crm_customer_address_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_customer_address_kind_check" CHECK ("kind" in ('OFFICE', 'HOME', 'BILLING', 'DELIVERY', 'OTHER')),
	CONSTRAINT "crm_customer_address_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_customer_address_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_customer_address" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_contact_channel" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"contact_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"normalised" text NOT NULL,
	"verification" text NOT NULL,
	"is_primary" boolean DEFAULT false NOT NULL,
	"label" text,
	CONSTRAINT "crm_contact_channel_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_contact_channel_kind_check" CHECK ("kind" in ('PHONE', 'MOBILE', 'FAX', 'EMAIL', 'WECHAT', 'WEB', 'OTHER')),
	CONSTRAINT "crm_contact_channel_verification_check" CHECK ("verification" in ('VERIFIED', 'UNVERIFIED')),
	CONSTRAINT "crm_contact_channel_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_contact_channel_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_contact_channel" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_customer_channel" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"normalised" text NOT NULL,
	"verification" text NOT NULL,
	"is_primary" boolean DEFAULT false NOT NULL,
	"label" text,
	CONSTRAINT "crm_customer_channel_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_customer_channel_kind_check" CHECK ("kind" in ('PHONE', 'MOBILE', 'FAX', 'EMAIL', 'WECHAT', 'WEB', 'OTHER')),
	CONSTRAINT "crm_customer_channel_verification_check" CHECK ("verification" in ('VERIFIED', 'UNVERIFIED')),
	CONSTRAINT "crm_customer_channel_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_customer_channel_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_customer_channel" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_contact_link" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"role" text NOT NULL,
	"decision_role" text DEFAULT 'UNKNOWN' NOT NULL,
	"is_primary" boolean DEFAULT false NOT NULL,
	"valid_from" date,
	"valid_to" date,
	CONSTRAINT "crm_contact_link_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_contact_link_decision_role_check" CHECK ("decision_role" in ('DECISION_MAKER', 'NOT_DECISION_MAKER', 'UNKNOWN', 'INFLUENCER', 'USER')),
	CONSTRAINT "crm_contact_link_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_contact_link_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "crm_contact_link_valid_from_range" CHECK ("valid_from" >= '0001-01-01' and "valid_from" < '10000-01-01'),
	CONSTRAINT "crm_contact_link_valid_to_range" CHECK ("valid_to" >= '0001-01-01' and "valid_to" < '10000-01-01'),
	CONSTRAINT "crm_contact_link_period" CHECK (valid_to >= valid_from),
	CONSTRAINT "crm_contact_link_primary_open" CHECK (not is_primary or valid_to is null)
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_contact_link" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_contact" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"name" text NOT NULL,
	"family_name" text,
	"given_name" text,
	"title" text,
	"salutation" text,
	"language" text,
	"latent_needs" text[] DEFAULT '{}'::text[] NOT NULL,
	"likes" text[] DEFAULT '{}'::text[] NOT NULL,
	"dislikes" text[] DEFAULT '{}'::text[] NOT NULL,
	"external_ref" text,
	"attrs" jsonb DEFAULT '{}' NOT NULL,
	"attr_t1" text,
	"attr_t2" text,
	"attr_t3" text,
	"attr_t4" text,
	"attr_n1" numeric,
	"attr_n2" numeric,
	"attr_n3" numeric,
	"attr_n4" numeric,
	"attr_d1" timestamp(3) with time zone,
	"attr_d2" timestamp(3) with time zone,
	"attr_d3" timestamp(3) with time zone,
	"grams" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "crm_contact_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_contact_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_contact_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "crm_contact_attr_d1_range" CHECK ("attr_d1" >= '0001-01-01' and "attr_d1" < '10000-01-01'),
	CONSTRAINT "crm_contact_attr_d2_range" CHECK ("attr_d2" >= '0001-01-01' and "attr_d2" < '10000-01-01'),
	CONSTRAINT "crm_contact_attr_d3_range" CHECK ("attr_d3" >= '0001-01-01' and "attr_d3" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_contact" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_customer" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"roles" text[] NOT NULL,
	"sector" text,
	"industry" text,
	"region" text,
	"source" text,
	"department" text,
	"registration_number" text,
	"language" text,
	"zone" text,
	"currency" text,
	"owner_id" uuid,
	"team_id" uuid,
	"merged_into_id" uuid,
	"name_block" text NOT NULL,
	"registration_key" text,
	"attrs" jsonb DEFAULT '{}' NOT NULL,
	"attr_t1" text,
	"attr_t2" text,
	"attr_t3" text,
	"attr_t4" text,
	"attr_n1" numeric,
	"attr_n2" numeric,
	"attr_n3" numeric,
	"attr_n4" numeric,
	"attr_d1" timestamp(3) with time zone,
	"attr_d2" timestamp(3) with time zone,
	"attr_d3" timestamp(3) with time zone,
	"grams" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "crm_customer_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_customer_kind_check" CHECK ("kind" in ('ORGANISATION', 'PERSON')),
	CONSTRAINT "crm_customer_status_check" CHECK ("status" in ('PROSPECT', 'ACTIVE', 'INACTIVE', 'TERMINATED', 'MERGED')),
	CONSTRAINT "crm_customer_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_customer_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "crm_customer_attr_d1_range" CHECK ("attr_d1" >= '0001-01-01' and "attr_d1" < '10000-01-01'),
	CONSTRAINT "crm_customer_attr_d2_range" CHECK ("attr_d2" >= '0001-01-01' and "attr_d2" < '10000-01-01'),
	CONSTRAINT "crm_customer_attr_d3_range" CHECK ("attr_d3" >= '0001-01-01' and "attr_d3" < '10000-01-01'),
	CONSTRAINT "crm_customer_roles_some" CHECK (cardinality(roles) > 0),
	CONSTRAINT "crm_customer_merged_into" CHECK ((status = 'MERGED') = (merged_into_id is not null))
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_customer" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_customer_merge" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"survivor_id" uuid NOT NULL,
	"duplicate_id" uuid NOT NULL,
	"moved" jsonb NOT NULL,
	"links" jsonb NOT NULL,
	"status_before" text NOT NULL,
	"survivor_version" integer NOT NULL,
	"undone_at" timestamp(3) with time zone,
	CONSTRAINT "crm_customer_merge_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_customer_merge_status_before_check" CHECK ("status_before" in ('PROSPECT', 'ACTIVE', 'INACTIVE', 'TERMINATED', 'MERGED')),
	CONSTRAINT "crm_customer_merge_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_customer_merge_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "crm_customer_merge_undone_at_range" CHECK ("undone_at" >= '0001-01-01' and "undone_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_customer_merge" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_fact" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"contact_id" uuid,
	"at" timestamp(3) with time zone NOT NULL,
	"value_amount" numeric(19,4) NOT NULL,
	"value_currency" text NOT NULL,
	"margin_amount" numeric(19,4),
	"margin_currency" text,
	"product_refs" text[] DEFAULT '{}'::text[] NOT NULL,
	"channel" text,
	"source_plugin" text NOT NULL,
	"source_ref" text NOT NULL,
	"order_ref" text,
	"reversal_of_id" uuid,
	CONSTRAINT "crm_fact_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_fact_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_fact_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "crm_fact_at_range" CHECK ("at" >= '0001-01-01' and "at" < '10000-01-01'),
	CONSTRAINT "crm_fact_sign" CHECK (case when reversal_of_id is null then value_amount >= 0 else value_amount < 0 end),
	CONSTRAINT "crm_fact_margin_currency" CHECK (margin_currency = value_currency)
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_fact" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_file_link" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"file_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"linked_type" text,
	"linked_id" uuid,
	CONSTRAINT "crm_file_link_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_file_link_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_file_link_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_file_link" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_file" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"name" text NOT NULL,
	"content_type" text NOT NULL,
	"bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"storage_key" text NOT NULL,
	"uploaded_by_id" uuid,
	CONSTRAINT "crm_file_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_file_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_file_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_file" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_interaction_contact" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"interaction_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	CONSTRAINT "crm_interaction_contact_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_interaction_contact_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_interaction_contact_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_interaction_contact" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_interaction" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"direction" text NOT NULL,
	"phase" text,
	"touchpoint" text,
	"at" timestamp(3) with time zone NOT NULL,
	"subject" text NOT NULL,
	"body" text,
	"outcome" text,
	"learned_facts" text[] DEFAULT '{}'::text[] NOT NULL,
	"recorded_by_id" uuid,
	"corrects_id" uuid,
	"linked_type" text,
	"linked_id" uuid,
	CONSTRAINT "crm_interaction_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_interaction_direction_check" CHECK ("direction" in ('INBOUND', 'OUTBOUND')),
	CONSTRAINT "crm_interaction_phase_check" CHECK ("phase" in ('PRE_SALE', 'IN_SALE', 'POST_SALE')),
	CONSTRAINT "crm_interaction_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_interaction_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "crm_interaction_at_range" CHECK ("at" >= '0001-01-01' and "at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_interaction" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_note" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"contact_id" uuid,
	"text" text NOT NULL,
	"pinned" boolean DEFAULT false NOT NULL,
	"author_id" uuid,
	CONSTRAINT "crm_note_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_note_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_note_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_note" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_handover_line" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"handover_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"topic" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "crm_handover_line_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_handover_line_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_handover_line_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_handover_line" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_handover" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"from_id" uuid NOT NULL,
	"to_id" uuid NOT NULL,
	"customer_count" integer NOT NULL,
	"note" text,
	CONSTRAINT "crm_handover_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_handover_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_handover_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_handover" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_verification" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"field" text NOT NULL,
	"correct" boolean NOT NULL,
	"verified_at" timestamp(3) with time zone NOT NULL,
	"verified_by_id" uuid,
	CONSTRAINT "crm_verification_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_verification_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_verification_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "crm_verification_verified_at_range" CHECK ("verified_at" >= '0001-01-01' and "verified_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_verification" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_relationship" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"from_id" uuid,
	"to_id" uuid NOT NULL,
	"type" text NOT NULL,
	"role" text,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"end_reason" text,
	"contract_ref" text,
	"value_to_company" text,
	"value_to_customer" text,
	"attrs" jsonb DEFAULT '{}' NOT NULL,
	"attr_t1" text,
	"attr_t2" text,
	"attr_t3" text,
	"attr_t4" text,
	"attr_n1" numeric,
	"attr_n2" numeric,
	"attr_n3" numeric,
	"attr_n4" numeric,
	"attr_d1" timestamp(3) with time zone,
	"attr_d2" timestamp(3) with time zone,
	"attr_d3" timestamp(3) with time zone,
	CONSTRAINT "crm_relationship_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_relationship_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_relationship_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "crm_relationship_valid_from_range" CHECK ("valid_from" >= '0001-01-01' and "valid_from" < '10000-01-01'),
	CONSTRAINT "crm_relationship_valid_to_range" CHECK ("valid_to" >= '0001-01-01' and "valid_to" < '10000-01-01'),
	CONSTRAINT "crm_relationship_attr_d1_range" CHECK ("attr_d1" >= '0001-01-01' and "attr_d1" < '10000-01-01'),
	CONSTRAINT "crm_relationship_attr_d2_range" CHECK ("attr_d2" >= '0001-01-01' and "attr_d2" < '10000-01-01'),
	CONSTRAINT "crm_relationship_attr_d3_range" CHECK ("attr_d3" >= '0001-01-01' and "attr_d3" < '10000-01-01'),
	CONSTRAINT "crm_relationship_period" CHECK (valid_to >= valid_from),
	CONSTRAINT "crm_relationship_end_reason" CHECK ((valid_to is null) = (end_reason is null))
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_relationship" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_staff" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"title" text,
	"manager_id" uuid,
	"team_id" uuid,
	"active" boolean DEFAULT true NOT NULL,
	"external_ref" text,
	CONSTRAINT "crm_staff_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_staff_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_staff_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_staff" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_contact_tagging" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"contact_id" uuid NOT NULL,
	"tag_id" uuid NOT NULL,
	CONSTRAINT "crm_contact_tagging_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_contact_tagging_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_contact_tagging_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_contact_tagging" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_customer_tagging" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"tag_id" uuid NOT NULL,
	CONSTRAINT "crm_customer_tagging_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_customer_tagging_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_customer_tagging_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_customer_tagging" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_tag" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"name" text NOT NULL,
	"color" text,
	"description" text,
	"name_key" text NOT NULL,
	CONSTRAINT "crm_tag_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_tag_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_tag_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_tag" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_team" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"name" text NOT NULL,
	"parent_id" uuid,
	"active" boolean DEFAULT true NOT NULL,
	"external_ref" text,
	CONSTRAINT "crm_team_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_team_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_team_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_team" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."crm_view" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"name" text NOT NULL,
	"entity" text NOT NULL,
	"query" jsonb NOT NULL,
	"shared" boolean DEFAULT false NOT NULL,
	"owner_id" uuid NOT NULL,
	CONSTRAINT "crm_view_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "crm_view_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "crm_view_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."crm_view" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "crm_contact_address_contact_id_idx" ON "crm"."crm_contact_address" ("tenant_id","contact_id","id");--> statement-breakpoint
CREATE INDEX "crm_contact_address_normalised_idx" ON "crm"."crm_contact_address" ("tenant_id","normalised");--> statement-breakpoint
CREATE INDEX "crm_customer_address_customer_id_idx" ON "crm"."crm_customer_address" ("tenant_id","customer_id","id");--> statement-breakpoint
CREATE INDEX "crm_customer_address_normalised_idx" ON "crm"."crm_customer_address" ("tenant_id","normalised");--> statement-breakpoint
CREATE INDEX "crm_contact_channel_contact_id_idx" ON "crm"."crm_contact_channel" ("tenant_id","contact_id","id");--> statement-breakpoint
CREATE INDEX "crm_contact_channel_normalised_idx" ON "crm"."crm_contact_channel" ("tenant_id","normalised");--> statement-breakpoint
CREATE INDEX "crm_customer_channel_customer_id_idx" ON "crm"."crm_customer_channel" ("tenant_id","customer_id","id");--> statement-breakpoint
CREATE INDEX "crm_customer_channel_normalised_idx" ON "crm"."crm_customer_channel" ("tenant_id","normalised");--> statement-breakpoint
CREATE INDEX "crm_contact_link_customer_id_idx" ON "crm"."crm_contact_link" ("tenant_id","customer_id","id");--> statement-breakpoint
CREATE INDEX "crm_contact_link_contact_id_idx" ON "crm"."crm_contact_link" ("tenant_id","contact_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "crm_contact_link_primary_key" ON "crm"."crm_contact_link" ("tenant_id","customer_id") WHERE is_primary;--> statement-breakpoint
CREATE UNIQUE INDEX "crm_contact_link_open_key" ON "crm"."crm_contact_link" ("tenant_id","customer_id","contact_id") WHERE valid_to is null;--> statement-breakpoint
CREATE INDEX "crm_contact_attrs_idx" ON "crm"."crm_contact" USING gin ("tenant_id","attrs" jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "crm_contact_attr_t1_idx" ON "crm"."crm_contact" ("tenant_id","attr_t1","id") WHERE "attr_t1" is not null;--> statement-breakpoint
CREATE INDEX "crm_contact_attr_t2_idx" ON "crm"."crm_contact" ("tenant_id","attr_t2","id") WHERE "attr_t2" is not null;--> statement-breakpoint
CREATE INDEX "crm_contact_attr_t3_idx" ON "crm"."crm_contact" ("tenant_id","attr_t3","id") WHERE "attr_t3" is not null;--> statement-breakpoint
CREATE INDEX "crm_contact_attr_t4_idx" ON "crm"."crm_contact" ("tenant_id","attr_t4","id") WHERE "attr_t4" is not null;--> statement-breakpoint
CREATE INDEX "crm_contact_attr_n1_idx" ON "crm"."crm_contact" ("tenant_id","attr_n1","id") WHERE "attr_n1" is not null;--> statement-breakpoint
CREATE INDEX "crm_contact_attr_n2_idx" ON "crm"."crm_contact" ("tenant_id","attr_n2","id") WHERE "attr_n2" is not null;--> statement-breakpoint
CREATE INDEX "crm_contact_attr_n3_idx" ON "crm"."crm_contact" ("tenant_id","attr_n3","id") WHERE "attr_n3" is not null;--> statement-breakpoint
CREATE INDEX "crm_contact_attr_n4_idx" ON "crm"."crm_contact" ("tenant_id","attr_n4","id") WHERE "attr_n4" is not null;--> statement-breakpoint
CREATE INDEX "crm_contact_attr_d1_idx" ON "crm"."crm_contact" ("tenant_id","attr_d1","id") WHERE "attr_d1" is not null;--> statement-breakpoint
CREATE INDEX "crm_contact_attr_d2_idx" ON "crm"."crm_contact" ("tenant_id","attr_d2","id") WHERE "attr_d2" is not null;--> statement-breakpoint
CREATE INDEX "crm_contact_attr_d3_idx" ON "crm"."crm_contact" ("tenant_id","attr_d3","id") WHERE "attr_d3" is not null;--> statement-breakpoint
CREATE INDEX "crm_contact_grams_idx" ON "crm"."crm_contact" USING gin ("tenant_id","grams");--> statement-breakpoint
CREATE INDEX "crm_contact_created_idx" ON "crm"."crm_contact" ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "crm_contact_name_idx" ON "crm"."crm_contact" ("tenant_id","name","id");--> statement-breakpoint
CREATE INDEX "crm_contact_created_by_idx" ON "crm"."crm_contact" ("tenant_id","created_by");--> statement-breakpoint
CREATE UNIQUE INDEX "crm_contact_external_ref_key" ON "crm"."crm_contact" ("tenant_id","external_ref") WHERE external_ref is not null;--> statement-breakpoint
CREATE INDEX "crm_customer_merged_into_id_idx" ON "crm"."crm_customer" ("tenant_id","merged_into_id","id") WHERE "merged_into_id" is not null;--> statement-breakpoint
CREATE INDEX "crm_customer_attrs_idx" ON "crm"."crm_customer" USING gin ("tenant_id","attrs" jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "crm_customer_attr_t1_idx" ON "crm"."crm_customer" ("tenant_id","attr_t1","id") WHERE "attr_t1" is not null;--> statement-breakpoint
CREATE INDEX "crm_customer_attr_t2_idx" ON "crm"."crm_customer" ("tenant_id","attr_t2","id") WHERE "attr_t2" is not null;--> statement-breakpoint
CREATE INDEX "crm_customer_attr_t3_idx" ON "crm"."crm_customer" ("tenant_id","attr_t3","id") WHERE "attr_t3" is not null;--> statement-breakpoint
CREATE INDEX "crm_customer_attr_t4_idx" ON "crm"."crm_customer" ("tenant_id","attr_t4","id") WHERE "attr_t4" is not null;--> statement-breakpoint
CREATE INDEX "crm_customer_attr_n1_idx" ON "crm"."crm_customer" ("tenant_id","attr_n1","id") WHERE "attr_n1" is not null;--> statement-breakpoint
CREATE INDEX "crm_customer_attr_n2_idx" ON "crm"."crm_customer" ("tenant_id","attr_n2","id") WHERE "attr_n2" is not null;--> statement-breakpoint
CREATE INDEX "crm_customer_attr_n3_idx" ON "crm"."crm_customer" ("tenant_id","attr_n3","id") WHERE "attr_n3" is not null;--> statement-breakpoint
CREATE INDEX "crm_customer_attr_n4_idx" ON "crm"."crm_customer" ("tenant_id","attr_n4","id") WHERE "attr_n4" is not null;--> statement-breakpoint
CREATE INDEX "crm_customer_attr_d1_idx" ON "crm"."crm_customer" ("tenant_id","attr_d1","id") WHERE "attr_d1" is not null;--> statement-breakpoint
CREATE INDEX "crm_customer_attr_d2_idx" ON "crm"."crm_customer" ("tenant_id","attr_d2","id") WHERE "attr_d2" is not null;--> statement-breakpoint
CREATE INDEX "crm_customer_attr_d3_idx" ON "crm"."crm_customer" ("tenant_id","attr_d3","id") WHERE "attr_d3" is not null;--> statement-breakpoint
CREATE INDEX "crm_customer_grams_idx" ON "crm"."crm_customer" USING gin ("tenant_id","grams");--> statement-breakpoint
CREATE UNIQUE INDEX "crm_customer_code_key" ON "crm"."crm_customer" ("tenant_id","code");--> statement-breakpoint
CREATE INDEX "crm_customer_created_idx" ON "crm"."crm_customer" ("tenant_id","created_at","id","kind","status","sector","industry","region","source","department","owner_id","team_id","attr_n1","attr_n2","attr_n3","attr_n4");--> statement-breakpoint
CREATE INDEX "crm_customer_team_created_idx" ON "crm"."crm_customer" ("tenant_id","team_id","created_at","id");--> statement-breakpoint
CREATE INDEX "crm_customer_owner_created_idx" ON "crm"."crm_customer" ("tenant_id","owner_id","created_at","id");--> statement-breakpoint
CREATE INDEX "crm_customer_name_idx" ON "crm"."crm_customer" ("tenant_id","name","id");--> statement-breakpoint
CREATE INDEX "crm_customer_name_block_idx" ON "crm"."crm_customer" ("tenant_id","name_block");--> statement-breakpoint
CREATE INDEX "crm_customer_created_by_idx" ON "crm"."crm_customer" ("tenant_id","created_by");--> statement-breakpoint
CREATE INDEX "crm_customer_registration_idx" ON "crm"."crm_customer" ("tenant_id","registration_key") WHERE registration_key is not null;--> statement-breakpoint
CREATE INDEX "crm_customer_merge_survivor_id_idx" ON "crm"."crm_customer_merge" ("tenant_id","survivor_id","id");--> statement-breakpoint
CREATE INDEX "crm_customer_merge_duplicate_id_idx" ON "crm"."crm_customer_merge" ("tenant_id","duplicate_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "crm_customer_merge_open_key" ON "crm"."crm_customer_merge" ("tenant_id","duplicate_id") WHERE undone_at is null;--> statement-breakpoint
CREATE INDEX "crm_fact_contact_id_idx" ON "crm"."crm_fact" ("tenant_id","contact_id","id") WHERE "contact_id" is not null;--> statement-breakpoint
CREATE INDEX "crm_fact_reversal_of_id_idx" ON "crm"."crm_fact" ("tenant_id","reversal_of_id","id") WHERE "reversal_of_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "crm_fact_source_key" ON "crm"."crm_fact" ("tenant_id","source_plugin","source_ref");--> statement-breakpoint
CREATE INDEX "crm_fact_customer_at_idx" ON "crm"."crm_fact" ("tenant_id","customer_id","at","id");--> statement-breakpoint
CREATE INDEX "crm_fact_at_idx" ON "crm"."crm_fact" ("tenant_id","at","id","channel","source_plugin","value_amount","value_currency");--> statement-breakpoint
CREATE INDEX "crm_fact_order_ref_idx" ON "crm"."crm_fact" ("tenant_id","order_ref","id") WHERE order_ref is not null;--> statement-breakpoint
CREATE INDEX "crm_file_link_file_id_idx" ON "crm"."crm_file_link" ("tenant_id","file_id","id");--> statement-breakpoint
CREATE INDEX "crm_file_link_customer_id_idx" ON "crm"."crm_file_link" ("tenant_id","customer_id","id");--> statement-breakpoint
CREATE INDEX "crm_file_uploaded_by_id_idx" ON "crm"."crm_file" ("tenant_id","uploaded_by_id","id") WHERE "uploaded_by_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "crm_file_storage_key_key" ON "crm"."crm_file" ("tenant_id","storage_key");--> statement-breakpoint
CREATE INDEX "crm_file_created_idx" ON "crm"."crm_file" ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "crm_interaction_contact_interaction_id_idx" ON "crm"."crm_interaction_contact" ("tenant_id","interaction_id","id");--> statement-breakpoint
CREATE INDEX "crm_interaction_contact_contact_id_idx" ON "crm"."crm_interaction_contact" ("tenant_id","contact_id","id");--> statement-breakpoint
CREATE INDEX "crm_interaction_recorded_by_id_idx" ON "crm"."crm_interaction" ("tenant_id","recorded_by_id","id") WHERE "recorded_by_id" is not null;--> statement-breakpoint
CREATE INDEX "crm_interaction_corrects_id_idx" ON "crm"."crm_interaction" ("tenant_id","corrects_id","id") WHERE "corrects_id" is not null;--> statement-breakpoint
CREATE INDEX "crm_interaction_customer_at_idx" ON "crm"."crm_interaction" ("tenant_id","customer_id","at","id");--> statement-breakpoint
CREATE INDEX "crm_interaction_at_idx" ON "crm"."crm_interaction" ("tenant_id","at","id");--> statement-breakpoint
CREATE INDEX "crm_note_contact_id_idx" ON "crm"."crm_note" ("tenant_id","contact_id","id") WHERE "contact_id" is not null;--> statement-breakpoint
CREATE INDEX "crm_note_author_id_idx" ON "crm"."crm_note" ("tenant_id","author_id","id") WHERE "author_id" is not null;--> statement-breakpoint
CREATE INDEX "crm_note_customer_created_idx" ON "crm"."crm_note" ("tenant_id","customer_id","created_at","id");--> statement-breakpoint
CREATE INDEX "crm_handover_line_handover_id_idx" ON "crm"."crm_handover_line" ("tenant_id","handover_id","id");--> statement-breakpoint
CREATE INDEX "crm_handover_line_customer_id_idx" ON "crm"."crm_handover_line" ("tenant_id","customer_id","id");--> statement-breakpoint
CREATE INDEX "crm_handover_from_id_idx" ON "crm"."crm_handover" ("tenant_id","from_id","id");--> statement-breakpoint
CREATE INDEX "crm_handover_to_id_idx" ON "crm"."crm_handover" ("tenant_id","to_id","id");--> statement-breakpoint
CREATE INDEX "crm_handover_created_idx" ON "crm"."crm_handover" ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "crm_verification_verified_by_id_idx" ON "crm"."crm_verification" ("tenant_id","verified_by_id","id") WHERE "verified_by_id" is not null;--> statement-breakpoint
CREATE INDEX "crm_verification_field_idx" ON "crm"."crm_verification" ("tenant_id","customer_id","field","verified_at");--> statement-breakpoint
CREATE INDEX "crm_relationship_from_id_idx" ON "crm"."crm_relationship" ("tenant_id","from_id","id") WHERE "from_id" is not null;--> statement-breakpoint
CREATE INDEX "crm_relationship_to_id_idx" ON "crm"."crm_relationship" ("tenant_id","to_id","id");--> statement-breakpoint
CREATE INDEX "crm_relationship_attrs_idx" ON "crm"."crm_relationship" USING gin ("tenant_id","attrs" jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "crm_relationship_attr_t1_idx" ON "crm"."crm_relationship" ("tenant_id","attr_t1","id") WHERE "attr_t1" is not null;--> statement-breakpoint
CREATE INDEX "crm_relationship_attr_t2_idx" ON "crm"."crm_relationship" ("tenant_id","attr_t2","id") WHERE "attr_t2" is not null;--> statement-breakpoint
CREATE INDEX "crm_relationship_attr_t3_idx" ON "crm"."crm_relationship" ("tenant_id","attr_t3","id") WHERE "attr_t3" is not null;--> statement-breakpoint
CREATE INDEX "crm_relationship_attr_t4_idx" ON "crm"."crm_relationship" ("tenant_id","attr_t4","id") WHERE "attr_t4" is not null;--> statement-breakpoint
CREATE INDEX "crm_relationship_attr_n1_idx" ON "crm"."crm_relationship" ("tenant_id","attr_n1","id") WHERE "attr_n1" is not null;--> statement-breakpoint
CREATE INDEX "crm_relationship_attr_n2_idx" ON "crm"."crm_relationship" ("tenant_id","attr_n2","id") WHERE "attr_n2" is not null;--> statement-breakpoint
CREATE INDEX "crm_relationship_attr_n3_idx" ON "crm"."crm_relationship" ("tenant_id","attr_n3","id") WHERE "attr_n3" is not null;--> statement-breakpoint
CREATE INDEX "crm_relationship_attr_n4_idx" ON "crm"."crm_relationship" ("tenant_id","attr_n4","id") WHERE "attr_n4" is not null;--> statement-breakpoint
CREATE INDEX "crm_relationship_attr_d1_idx" ON "crm"."crm_relationship" ("tenant_id","attr_d1","id") WHERE "attr_d1" is not null;--> statement-breakpoint
CREATE INDEX "crm_relationship_attr_d2_idx" ON "crm"."crm_relationship" ("tenant_id","attr_d2","id") WHERE "attr_d2" is not null;--> statement-breakpoint
CREATE INDEX "crm_relationship_attr_d3_idx" ON "crm"."crm_relationship" ("tenant_id","attr_d3","id") WHERE "attr_d3" is not null;--> statement-breakpoint
CREATE INDEX "crm_relationship_valid_from_idx" ON "crm"."crm_relationship" ("tenant_id","valid_from","id");--> statement-breakpoint
CREATE INDEX "crm_relationship_type_idx" ON "crm"."crm_relationship" ("tenant_id","type","id");--> statement-breakpoint
CREATE INDEX "crm_staff_manager_id_idx" ON "crm"."crm_staff" ("tenant_id","manager_id","id") WHERE "manager_id" is not null;--> statement-breakpoint
CREATE INDEX "crm_staff_team_id_idx" ON "crm"."crm_staff" ("tenant_id","team_id","id") WHERE "team_id" is not null;--> statement-breakpoint
CREATE INDEX "crm_staff_name_idx" ON "crm"."crm_staff" ("tenant_id","name","id");--> statement-breakpoint
CREATE UNIQUE INDEX "crm_staff_email_key" ON "crm"."crm_staff" ("tenant_id","email") WHERE email is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "crm_staff_external_ref_key" ON "crm"."crm_staff" ("tenant_id","external_ref") WHERE external_ref is not null;--> statement-breakpoint
CREATE INDEX "crm_contact_tagging_contact_id_idx" ON "crm"."crm_contact_tagging" ("tenant_id","contact_id","id");--> statement-breakpoint
CREATE INDEX "crm_contact_tagging_tag_id_idx" ON "crm"."crm_contact_tagging" ("tenant_id","tag_id","id");--> statement-breakpoint
CREATE INDEX "crm_customer_tagging_customer_id_idx" ON "crm"."crm_customer_tagging" ("tenant_id","customer_id","id");--> statement-breakpoint
CREATE INDEX "crm_customer_tagging_tag_id_idx" ON "crm"."crm_customer_tagging" ("tenant_id","tag_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "crm_tag_name_key" ON "crm"."crm_tag" ("tenant_id","name_key");--> statement-breakpoint
CREATE INDEX "crm_team_parent_id_idx" ON "crm"."crm_team" ("tenant_id","parent_id","id") WHERE "parent_id" is not null;--> statement-breakpoint
CREATE INDEX "crm_team_name_idx" ON "crm"."crm_team" ("tenant_id","name","id");--> statement-breakpoint
CREATE UNIQUE INDEX "crm_team_external_ref_key" ON "crm"."crm_team" ("tenant_id","external_ref") WHERE external_ref is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "crm_view_name_key" ON "crm"."crm_view" ("tenant_id","owner_id","entity","name");--> statement-breakpoint
CREATE INDEX "crm_view_entity_name_idx" ON "crm"."crm_view" ("tenant_id","entity","name","id");--> statement-breakpoint
ALTER TABLE "crm"."crm_contact_address" ADD CONSTRAINT "crm_contact_address_contact_id_fk" FOREIGN KEY ("tenant_id","contact_id") REFERENCES "crm"."crm_contact"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_customer_address" ADD CONSTRAINT "crm_customer_address_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_contact_channel" ADD CONSTRAINT "crm_contact_channel_contact_id_fk" FOREIGN KEY ("tenant_id","contact_id") REFERENCES "crm"."crm_contact"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_customer_channel" ADD CONSTRAINT "crm_customer_channel_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_contact_link" ADD CONSTRAINT "crm_contact_link_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_contact_link" ADD CONSTRAINT "crm_contact_link_contact_id_fk" FOREIGN KEY ("tenant_id","contact_id") REFERENCES "crm"."crm_contact"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_customer" ADD CONSTRAINT "crm_customer_owner_id_fk" FOREIGN KEY ("tenant_id","owner_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."crm_customer" ADD CONSTRAINT "crm_customer_team_id_fk" FOREIGN KEY ("tenant_id","team_id") REFERENCES "crm"."crm_team"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."crm_customer" ADD CONSTRAINT "crm_customer_merged_into_id_fk" FOREIGN KEY ("tenant_id","merged_into_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."crm_customer_merge" ADD CONSTRAINT "crm_customer_merge_survivor_id_fk" FOREIGN KEY ("tenant_id","survivor_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_customer_merge" ADD CONSTRAINT "crm_customer_merge_duplicate_id_fk" FOREIGN KEY ("tenant_id","duplicate_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_fact" ADD CONSTRAINT "crm_fact_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."crm_fact" ADD CONSTRAINT "crm_fact_contact_id_fk" FOREIGN KEY ("tenant_id","contact_id") REFERENCES "crm"."crm_contact"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."crm_fact" ADD CONSTRAINT "crm_fact_reversal_of_id_fk" FOREIGN KEY ("tenant_id","reversal_of_id") REFERENCES "crm"."crm_fact"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."crm_file_link" ADD CONSTRAINT "crm_file_link_file_id_fk" FOREIGN KEY ("tenant_id","file_id") REFERENCES "crm"."crm_file"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_file_link" ADD CONSTRAINT "crm_file_link_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_file" ADD CONSTRAINT "crm_file_uploaded_by_id_fk" FOREIGN KEY ("tenant_id","uploaded_by_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."crm_interaction_contact" ADD CONSTRAINT "crm_interaction_contact_interaction_id_fk" FOREIGN KEY ("tenant_id","interaction_id") REFERENCES "crm"."crm_interaction"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_interaction_contact" ADD CONSTRAINT "crm_interaction_contact_contact_id_fk" FOREIGN KEY ("tenant_id","contact_id") REFERENCES "crm"."crm_contact"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_interaction" ADD CONSTRAINT "crm_interaction_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_interaction" ADD CONSTRAINT "crm_interaction_recorded_by_id_fk" FOREIGN KEY ("tenant_id","recorded_by_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."crm_interaction" ADD CONSTRAINT "crm_interaction_corrects_id_fk" FOREIGN KEY ("tenant_id","corrects_id") REFERENCES "crm"."crm_interaction"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_note" ADD CONSTRAINT "crm_note_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_note" ADD CONSTRAINT "crm_note_contact_id_fk" FOREIGN KEY ("tenant_id","contact_id") REFERENCES "crm"."crm_contact"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_note" ADD CONSTRAINT "crm_note_author_id_fk" FOREIGN KEY ("tenant_id","author_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."crm_handover_line" ADD CONSTRAINT "crm_handover_line_handover_id_fk" FOREIGN KEY ("tenant_id","handover_id") REFERENCES "crm"."crm_handover"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_handover_line" ADD CONSTRAINT "crm_handover_line_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_handover" ADD CONSTRAINT "crm_handover_from_id_fk" FOREIGN KEY ("tenant_id","from_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."crm_handover" ADD CONSTRAINT "crm_handover_to_id_fk" FOREIGN KEY ("tenant_id","to_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."crm_verification" ADD CONSTRAINT "crm_verification_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_verification" ADD CONSTRAINT "crm_verification_verified_by_id_fk" FOREIGN KEY ("tenant_id","verified_by_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."crm_relationship" ADD CONSTRAINT "crm_relationship_from_id_fk" FOREIGN KEY ("tenant_id","from_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_relationship" ADD CONSTRAINT "crm_relationship_to_id_fk" FOREIGN KEY ("tenant_id","to_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_staff" ADD CONSTRAINT "crm_staff_manager_id_fk" FOREIGN KEY ("tenant_id","manager_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."crm_staff" ADD CONSTRAINT "crm_staff_team_id_fk" FOREIGN KEY ("tenant_id","team_id") REFERENCES "crm"."crm_team"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."crm_contact_tagging" ADD CONSTRAINT "crm_contact_tagging_contact_id_fk" FOREIGN KEY ("tenant_id","contact_id") REFERENCES "crm"."crm_contact"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_contact_tagging" ADD CONSTRAINT "crm_contact_tagging_tag_id_fk" FOREIGN KEY ("tenant_id","tag_id") REFERENCES "crm"."crm_tag"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_customer_tagging" ADD CONSTRAINT "crm_customer_tagging_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_customer_tagging" ADD CONSTRAINT "crm_customer_tagging_tag_id_fk" FOREIGN KEY ("tenant_id","tag_id") REFERENCES "crm"."crm_tag"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."crm_team" ADD CONSTRAINT "crm_team_parent_id_fk" FOREIGN KEY ("tenant_id","parent_id") REFERENCES "crm"."crm_team"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."crm_view" ADD CONSTRAINT "crm_view_owner_id_fk" FOREIGN KEY ("tenant_id","owner_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
CREATE POLICY "crm_contact_address_tenant" ON "crm"."crm_contact_address" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_customer_address_tenant" ON "crm"."crm_customer_address" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_contact_channel_tenant" ON "crm"."crm_contact_channel" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_customer_channel_tenant" ON "crm"."crm_customer_channel" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_contact_link_tenant" ON "crm"."crm_contact_link" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_contact_tenant" ON "crm"."crm_contact" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_customer_tenant" ON "crm"."crm_customer" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_customer_merge_tenant" ON "crm"."crm_customer_merge" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_fact_tenant" ON "crm"."crm_fact" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_file_link_tenant" ON "crm"."crm_file_link" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_file_tenant" ON "crm"."crm_file" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_interaction_contact_tenant" ON "crm"."crm_interaction_contact" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_interaction_tenant" ON "crm"."crm_interaction" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_note_tenant" ON "crm"."crm_note" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_handover_line_tenant" ON "crm"."crm_handover_line" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_handover_tenant" ON "crm"."crm_handover" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_verification_tenant" ON "crm"."crm_verification" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_relationship_tenant" ON "crm"."crm_relationship" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_staff_tenant" ON "crm"."crm_staff" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_contact_tagging_tenant" ON "crm"."crm_contact_tagging" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_customer_tagging_tenant" ON "crm"."crm_customer_tagging" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_tag_tenant" ON "crm"."crm_tag" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_team_tenant" ON "crm"."crm_team" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "crm_view_tenant" ON "crm"."crm_view" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));