CREATE TABLE "crm"."complaints_case" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"number" text NOT NULL,
	"customer_id" uuid,
	"contact_id" uuid,
	"complainant_name" text,
	"complainant_phone" text,
	"complainant_email" text,
	"employee_id" uuid,
	"type" text NOT NULL,
	"class" text,
	"cause_id" uuid,
	"severity" integer NOT NULL,
	"channel" text NOT NULL,
	"touchpoint" text,
	"department" text,
	"text" text NOT NULL,
	"reply" text,
	"state" text NOT NULL,
	"key_customer" boolean DEFAULT false NOT NULL,
	"owner_id" uuid,
	"team_id" uuid,
	"first_handler_id" uuid,
	"duplicate_of_id" uuid,
	"policy_id" uuid,
	"received_at" timestamp(3) with time zone NOT NULL,
	"handling_from" timestamp(3) with time zone NOT NULL,
	"ack_due" timestamp(3) with time zone,
	"handle_due" timestamp(3) with time zone,
	"provisional" boolean DEFAULT false NOT NULL,
	"waiting_since" timestamp(3) with time zone,
	"acknowledged_at" timestamp(3) with time zone,
	"solved_at" timestamp(3) with time zone,
	"closed_at" timestamp(3) with time zone,
	"ack_breached_at" timestamp(3) with time zone,
	"handle_breached_at" timestamp(3) with time zone,
	"ack_minutes" integer,
	"solve_minutes" integer,
	"escalated_at" timestamp(3) with time zone,
	"escalation_level" integer DEFAULT 0 NOT NULL,
	"reopened_count" integer DEFAULT 0 NOT NULL,
	"confirmed_by" text,
	"outcome" text,
	"adopted" boolean,
	"classification" text DEFAULT 'INTERNAL' NOT NULL,
	"grams" text[] DEFAULT '{}'::text[] NOT NULL,
	CONSTRAINT "complaints_case_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "complaints_case_number_key" UNIQUE("tenant_id","number"),
	CONSTRAINT "complaints_case_type_check" CHECK ("type" in ('COMPLAINT', 'ENQUIRY', 'SUGGESTION', 'PRAISE')),
	CONSTRAINT "complaints_case_state_check" CHECK ("state" in ('RECEIVED', 'ACKNOWLEDGED', 'CLASSIFIED', 'ASSIGNED', 'SOLUTION_OFFERED', 'PROMISED', 'FULFILLED', 'ESCALATED', 'REOPENED', 'ANSWERED', 'ADOPTED', 'DECLINED', 'CREDITED', 'CLOSED')),
	CONSTRAINT "complaints_case_classification_check" CHECK ("classification" in ('PUBLIC', 'INTERNAL', 'CONFIDENTIAL')),
	CONSTRAINT "complaints_case_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "complaints_case_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "complaints_case_received_at_range" CHECK ("received_at" >= '0001-01-01' and "received_at" < '10000-01-01'),
	CONSTRAINT "complaints_case_handling_from_range" CHECK ("handling_from" >= '0001-01-01' and "handling_from" < '10000-01-01'),
	CONSTRAINT "complaints_case_ack_due_range" CHECK ("ack_due" >= '0001-01-01' and "ack_due" < '10000-01-01'),
	CONSTRAINT "complaints_case_handle_due_range" CHECK ("handle_due" >= '0001-01-01' and "handle_due" < '10000-01-01'),
	CONSTRAINT "complaints_case_waiting_since_range" CHECK ("waiting_since" >= '0001-01-01' and "waiting_since" < '10000-01-01'),
	CONSTRAINT "complaints_case_acknowledged_at_range" CHECK ("acknowledged_at" >= '0001-01-01' and "acknowledged_at" < '10000-01-01'),
	CONSTRAINT "complaints_case_solved_at_range" CHECK ("solved_at" >= '0001-01-01' and "solved_at" < '10000-01-01'),
	CONSTRAINT "complaints_case_closed_at_range" CHECK ("closed_at" >= '0001-01-01' and "closed_at" < '10000-01-01'),
	CONSTRAINT "complaints_case_ack_breached_at_range" CHECK ("ack_breached_at" >= '0001-01-01' and "ack_breached_at" < '10000-01-01'),
	CONSTRAINT "complaints_case_handle_breached_at_range" CHECK ("handle_breached_at" >= '0001-01-01' and "handle_breached_at" < '10000-01-01'),
	CONSTRAINT "complaints_case_escalated_at_range" CHECK ("escalated_at" >= '0001-01-01' and "escalated_at" < '10000-01-01'),
	CONSTRAINT "complaints_case_severity" CHECK (severity between 1 and 5),
	CONSTRAINT "complaints_case_from" CHECK (num_nonnulls(customer_id, complainant_name, employee_id) >= 1),
	CONSTRAINT "complaints_case_acknowledged" CHECK (acknowledged_at >= received_at),
	CONSTRAINT "complaints_case_itself" CHECK (duplicate_of_id <> id)
);
--> statement-breakpoint
ALTER TABLE "crm"."complaints_case" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."complaints_counter" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"last" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "complaints_counter_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "complaints_counter_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "complaints_counter_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."complaints_counter" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."complaints_pause" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"complaint_id" uuid NOT NULL,
	"from" timestamp(3) with time zone NOT NULL,
	"to" timestamp(3) with time zone,
	"reason" text NOT NULL,
	CONSTRAINT "complaints_pause_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "complaints_pause_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "complaints_pause_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "complaints_pause_from_range" CHECK ("from" >= '0001-01-01' and "from" < '10000-01-01'),
	CONSTRAINT "complaints_pause_to_range" CHECK ("to" >= '0001-01-01' and "to" < '10000-01-01'),
	CONSTRAINT "complaints_pause_period" CHECK ("to" >= "from")
);
--> statement-breakpoint
ALTER TABLE "crm"."complaints_pause" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."complaints_policy" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"name" text NOT NULL,
	"type" text,
	"class" text,
	"min_severity" integer,
	"key_customer" boolean DEFAULT false NOT NULL,
	"clock" text NOT NULL,
	"calendar_id" uuid,
	"ack_within" text NOT NULL,
	"handle_within" text NOT NULL,
	"warn_before" text NOT NULL,
	"responsible_role" text NOT NULL,
	"retired_at" timestamp(3) with time zone,
	"replaced_by_id" uuid,
	CONSTRAINT "complaints_policy_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "complaints_policy_type_check" CHECK ("type" in ('COMPLAINT', 'ENQUIRY', 'SUGGESTION', 'PRAISE')),
	CONSTRAINT "complaints_policy_clock_check" CHECK ("clock" in ('ALWAYS', 'BUSINESS_HOURS')),
	CONSTRAINT "complaints_policy_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "complaints_policy_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "complaints_policy_retired_at_range" CHECK ("retired_at" >= '0001-01-01' and "retired_at" < '10000-01-01'),
	CONSTRAINT "complaints_policy_hours" CHECK ((clock = 'BUSINESS_HOURS') = (calendar_id is not null)),
	CONSTRAINT "complaints_policy_severity" CHECK (min_severity between 1 and 5)
);
--> statement-breakpoint
ALTER TABLE "crm"."complaints_policy" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."complaints_attempt" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"complaint_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"by_id" uuid,
	"note" text NOT NULL,
	CONSTRAINT "complaints_attempt_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "complaints_attempt_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "complaints_attempt_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "complaints_attempt_at_range" CHECK ("at" >= '0001-01-01' and "at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."complaints_attempt" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."complaints_digest" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"role" text NOT NULL,
	"from" timestamp(3) with time zone NOT NULL,
	"to" timestamp(3) with time zone NOT NULL,
	"content" jsonb NOT NULL,
	CONSTRAINT "complaints_digest_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "complaints_digest_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "complaints_digest_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "complaints_digest_from_range" CHECK ("from" >= '0001-01-01' and "from" < '10000-01-01'),
	CONSTRAINT "complaints_digest_to_range" CHECK ("to" >= '0001-01-01' and "to" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."complaints_digest" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."complaints_escalation" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"complaint_id" uuid NOT NULL,
	"level" integer NOT NULL,
	"cause" text NOT NULL,
	"role" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"by_id" uuid,
	"note" text,
	"suppressed_at" timestamp(3) with time zone,
	"suppressed_by_id" uuid,
	"suppressed_reason" text,
	CONSTRAINT "complaints_escalation_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "complaints_escalation_key" UNIQUE("tenant_id","complaint_id","level"),
	CONSTRAINT "complaints_escalation_cause_check" CHECK ("cause" in ('SEVERITY', 'AGE', 'REPETITION', 'KEY_CUSTOMER', 'BREACH', 'MANUAL')),
	CONSTRAINT "complaints_escalation_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "complaints_escalation_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "complaints_escalation_at_range" CHECK ("at" >= '0001-01-01' and "at" < '10000-01-01'),
	CONSTRAINT "complaints_escalation_suppressed_at_range" CHECK ("suppressed_at" >= '0001-01-01' and "suppressed_at" < '10000-01-01'),
	CONSTRAINT "complaints_escalation_suppressed" CHECK (num_nonnulls(suppressed_at, suppressed_reason) in (0, 2)),
	CONSTRAINT "complaints_escalation_level" CHECK (level between 1 and 9)
);
--> statement-breakpoint
ALTER TABLE "crm"."complaints_escalation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."complaints_escalation_rule" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"level" integer NOT NULL,
	"cause" text NOT NULL,
	"threshold" integer,
	"after" text,
	"min_severity" integer DEFAULT 1 NOT NULL,
	"role" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "complaints_escalation_rule_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "complaints_escalation_rule_cause_check" CHECK ("cause" in ('SEVERITY', 'AGE', 'REPETITION', 'KEY_CUSTOMER', 'BREACH', 'MANUAL')),
	CONSTRAINT "complaints_escalation_rule_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "complaints_escalation_rule_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "complaints_escalation_rule_level" CHECK (level between 1 and 9),
	CONSTRAINT "complaints_escalation_rule_severity" CHECK (min_severity between 1 and 5),
	CONSTRAINT "complaints_escalation_rule_age" CHECK ((cause = 'AGE') = ("after" is not null)),
	CONSTRAINT "complaints_escalation_rule_threshold" CHECK ((cause in ('SEVERITY', 'REPETITION')) = (threshold is not null))
);
--> statement-breakpoint
ALTER TABLE "crm"."complaints_escalation_rule" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."complaints_block" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"complaint_id" uuid NOT NULL,
	"suppression_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"until" timestamp(3) with time zone,
	"released_at" timestamp(3) with time zone,
	"lifted_by_id" uuid,
	"lifted_reason" text,
	CONSTRAINT "complaints_block_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "complaints_block_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "complaints_block_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "complaints_block_until_range" CHECK ("until" >= '0001-01-01' and "until" < '10000-01-01'),
	CONSTRAINT "complaints_block_released_at_range" CHECK ("released_at" >= '0001-01-01' and "released_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."complaints_block" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."complaints_option" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"complaint_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"position" integer NOT NULL,
	"text" text NOT NULL,
	"cost_amount" numeric(19,4),
	"cost_currency" text,
	"chosen_at" timestamp(3) with time zone,
	CONSTRAINT "complaints_option_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "complaints_option_key" UNIQUE("tenant_id","complaint_id","round","position"),
	CONSTRAINT "complaints_option_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "complaints_option_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "complaints_option_chosen_at_range" CHECK ("chosen_at" >= '0001-01-01' and "chosen_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."complaints_option" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."complaints_step" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"complaint_id" uuid NOT NULL,
	"step" text NOT NULL,
	"note" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"by_id" uuid,
	CONSTRAINT "complaints_step_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "complaints_step_key" UNIQUE("tenant_id","complaint_id","step"),
	CONSTRAINT "complaints_step_step_check" CHECK ("step" in ('LISTENED', 'ATMOSPHERE', 'EMPATHY', 'EXPECTATIONS', 'ALTERNATIVES')),
	CONSTRAINT "complaints_step_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "complaints_step_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "complaints_step_at_range" CHECK ("at" >= '0001-01-01' and "at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."complaints_step" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."complaints_improvement_case" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"improvement_id" uuid NOT NULL,
	"complaint_id" uuid NOT NULL,
	CONSTRAINT "complaints_improvement_case_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "complaints_improvement_case_key" UNIQUE("tenant_id","improvement_id","complaint_id"),
	CONSTRAINT "complaints_improvement_case_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "complaints_improvement_case_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."complaints_improvement_case" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."complaints_improvement" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"title" text NOT NULL,
	"department" text NOT NULL,
	"action" text NOT NULL,
	"cause_id" uuid,
	"responsible_id" uuid NOT NULL,
	"due_at" timestamp(3) with time zone,
	"state" text NOT NULL,
	"done_at" timestamp(3) with time zone,
	"effect_checked_at" timestamp(3) with time zone,
	"effect_checked_by_id" uuid,
	"effect" text,
	"effective" boolean,
	"closed_at" timestamp(3) with time zone,
	CONSTRAINT "complaints_improvement_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "complaints_improvement_state_check" CHECK ("state" in ('OPEN', 'DONE', 'CHECKED', 'CLOSED')),
	CONSTRAINT "complaints_improvement_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "complaints_improvement_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "complaints_improvement_due_at_range" CHECK ("due_at" >= '0001-01-01' and "due_at" < '10000-01-01'),
	CONSTRAINT "complaints_improvement_done_at_range" CHECK ("done_at" >= '0001-01-01' and "done_at" < '10000-01-01'),
	CONSTRAINT "complaints_improvement_effect_checked_at_range" CHECK ("effect_checked_at" >= '0001-01-01' and "effect_checked_at" < '10000-01-01'),
	CONSTRAINT "complaints_improvement_closed_at_range" CHECK ("closed_at" >= '0001-01-01' and "closed_at" < '10000-01-01'),
	CONSTRAINT "complaints_improvement_checked" CHECK (num_nonnulls(effect_checked_at, effect, effective) in (0, 3)),
	CONSTRAINT "complaints_improvement_closed" CHECK (closed_at is null or effect_checked_at is not null)
);
--> statement-breakpoint
ALTER TABLE "crm"."complaints_improvement" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."complaints_letter" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"complaint_id" uuid NOT NULL,
	"written_on" date,
	"sender" text,
	"answer_due" timestamp(3) with time zone NOT NULL,
	"answered_at" timestamp(3) with time zone,
	"answer_reference" text,
	"answered_by_id" uuid,
	CONSTRAINT "complaints_letter_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "complaints_letter_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "complaints_letter_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "complaints_letter_written_on_range" CHECK ("written_on" >= '0001-01-01' and "written_on" < '10000-01-01'),
	CONSTRAINT "complaints_letter_answer_due_range" CHECK ("answer_due" >= '0001-01-01' and "answer_due" < '10000-01-01'),
	CONSTRAINT "complaints_letter_answered_at_range" CHECK ("answered_at" >= '0001-01-01' and "answered_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."complaints_letter" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."complaints_credit" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"complaint_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"note" text,
	CONSTRAINT "complaints_credit_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "complaints_credit_key" UNIQUE("tenant_id","complaint_id","staff_id"),
	CONSTRAINT "complaints_credit_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "complaints_credit_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."complaints_credit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."complaints_reward" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"complaint_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"points" integer NOT NULL,
	CONSTRAINT "complaints_reward_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "complaints_reward_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "complaints_reward_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "complaints_reward_points" CHECK (points > 0)
);
--> statement-breakpoint
ALTER TABLE "crm"."complaints_reward" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."complaints_authority" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"staff_id" uuid,
	"role" text,
	"max_amount" numeric(19,4) NOT NULL,
	"max_days" integer NOT NULL,
	CONSTRAINT "complaints_authority_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "complaints_authority_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "complaints_authority_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "complaints_authority_whose" CHECK (num_nonnulls(staff_id, role) = 1),
	CONSTRAINT "complaints_authority_limits" CHECK (max_amount >= 0 and max_days >= 0)
);
--> statement-breakpoint
ALTER TABLE "crm"."complaints_authority" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."complaints_promise" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"complaint_id" uuid NOT NULL,
	"text" text NOT NULL,
	"value_amount" numeric(19,4),
	"value_currency" text,
	"due_at" timestamp(3) with time zone NOT NULL,
	"owner_id" uuid NOT NULL,
	"given_by_id" uuid NOT NULL,
	"approved_by_id" uuid,
	"state" text NOT NULL,
	"fulfilled_at" timestamp(3) with time zone,
	"broken_at" timestamp(3) with time zone,
	"reason" text,
	CONSTRAINT "complaints_promise_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "complaints_promise_state_check" CHECK ("state" in ('PENDING', 'REJECTED', 'OPEN', 'BROKEN', 'FULFILLED', 'RELEASED')),
	CONSTRAINT "complaints_promise_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "complaints_promise_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "complaints_promise_due_at_range" CHECK ("due_at" >= '0001-01-01' and "due_at" < '10000-01-01'),
	CONSTRAINT "complaints_promise_fulfilled_at_range" CHECK ("fulfilled_at" >= '0001-01-01' and "fulfilled_at" < '10000-01-01'),
	CONSTRAINT "complaints_promise_broken_at_range" CHECK ("broken_at" >= '0001-01-01' and "broken_at" < '10000-01-01'),
	CONSTRAINT "complaints_promise_fulfilled" CHECK ((state = 'FULFILLED') = (fulfilled_at is not null)),
	CONSTRAINT "complaints_promise_value" CHECK (value_amount >= 0)
);
--> statement-breakpoint
ALTER TABLE "crm"."complaints_promise" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."complaints_category" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"type" text NOT NULL,
	"class" text NOT NULL,
	"department" text NOT NULL,
	"responsible_id" uuid,
	"default_severity" integer DEFAULT 3 NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "complaints_category_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "complaints_category_key" UNIQUE("tenant_id","type","class"),
	CONSTRAINT "complaints_category_type_check" CHECK ("type" in ('COMPLAINT', 'ENQUIRY', 'SUGGESTION', 'PRAISE')),
	CONSTRAINT "complaints_category_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "complaints_category_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "complaints_category_severity" CHECK (default_severity between 1 and 5)
);
--> statement-breakpoint
ALTER TABLE "crm"."complaints_category" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."complaints_cause" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"class" text NOT NULL,
	"name_en" text NOT NULL,
	"name_zh" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "complaints_cause_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "complaints_cause_key" UNIQUE("tenant_id","class","name_zh"),
	CONSTRAINT "complaints_cause_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "complaints_cause_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."complaints_cause" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."complaints_hint" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"word" text NOT NULL,
	"type" text NOT NULL,
	"class" text,
	"weight" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "complaints_hint_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "complaints_hint_key" UNIQUE NULLS NOT DISTINCT("tenant_id","word","type","class"),
	CONSTRAINT "complaints_hint_type_check" CHECK ("type" in ('COMPLAINT', 'ENQUIRY', 'SUGGESTION', 'PRAISE')),
	CONSTRAINT "complaints_hint_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "complaints_hint_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "complaints_hint_weight" CHECK (weight between 1 and 10)
);
--> statement-breakpoint
ALTER TABLE "crm"."complaints_hint" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "crm"."complaints_reclassification" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"complaint_id" uuid NOT NULL,
	"from_type" text NOT NULL,
	"from_class" text,
	"from_severity" integer NOT NULL,
	"to_type" text NOT NULL,
	"to_class" text,
	"to_severity" integer NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"by_id" uuid NOT NULL,
	"reason" text,
	CONSTRAINT "complaints_reclassification_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "complaints_reclassification_from_type_check" CHECK ("from_type" in ('COMPLAINT', 'ENQUIRY', 'SUGGESTION', 'PRAISE')),
	CONSTRAINT "complaints_reclassification_to_type_check" CHECK ("to_type" in ('COMPLAINT', 'ENQUIRY', 'SUGGESTION', 'PRAISE')),
	CONSTRAINT "complaints_reclassification_created_at_range" CHECK ("created_at" >= '0001-01-01' and "created_at" < '10000-01-01'),
	CONSTRAINT "complaints_reclassification_updated_at_range" CHECK ("updated_at" >= '0001-01-01' and "updated_at" < '10000-01-01'),
	CONSTRAINT "complaints_reclassification_at_range" CHECK ("at" >= '0001-01-01' and "at" < '10000-01-01')
);
--> statement-breakpoint
ALTER TABLE "crm"."complaints_reclassification" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "complaints_case_contact_id_idx" ON "crm"."complaints_case" ("tenant_id","contact_id","id") WHERE "contact_id" is not null;--> statement-breakpoint
CREATE INDEX "complaints_case_employee_id_idx" ON "crm"."complaints_case" ("tenant_id","employee_id","id") WHERE "employee_id" is not null;--> statement-breakpoint
CREATE INDEX "complaints_case_cause_id_idx" ON "crm"."complaints_case" ("tenant_id","cause_id","id") WHERE "cause_id" is not null;--> statement-breakpoint
CREATE INDEX "complaints_case_first_handler_id_idx" ON "crm"."complaints_case" ("tenant_id","first_handler_id","id") WHERE "first_handler_id" is not null;--> statement-breakpoint
CREATE INDEX "complaints_case_duplicate_of_id_idx" ON "crm"."complaints_case" ("tenant_id","duplicate_of_id","id") WHERE "duplicate_of_id" is not null;--> statement-breakpoint
CREATE INDEX "complaints_case_policy_id_idx" ON "crm"."complaints_case" ("tenant_id","policy_id","id") WHERE "policy_id" is not null;--> statement-breakpoint
CREATE INDEX "complaints_case_grams_idx" ON "crm"."complaints_case" USING gin ("tenant_id","grams");--> statement-breakpoint
CREATE INDEX "complaints_case_received_idx" ON "crm"."complaints_case" ("tenant_id","received_at","id");--> statement-breakpoint
CREATE INDEX "complaints_case_customer_received_idx" ON "crm"."complaints_case" ("tenant_id","customer_id","received_at","id");--> statement-breakpoint
CREATE INDEX "complaints_case_team_received_idx" ON "crm"."complaints_case" ("tenant_id","team_id","received_at","id");--> statement-breakpoint
CREATE INDEX "complaints_case_owner_received_idx" ON "crm"."complaints_case" ("tenant_id","owner_id","received_at","id");--> statement-breakpoint
CREATE INDEX "complaints_case_open_due_idx" ON "crm"."complaints_case" ("tenant_id","handle_due","id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "complaints_case_open_ack_idx" ON "crm"."complaints_case" ("tenant_id","ack_due","id") WHERE acknowledged_at is null and closed_at is null;--> statement-breakpoint
CREATE INDEX "complaints_case_provisional_idx" ON "crm"."complaints_case" ("tenant_id","id") WHERE provisional and closed_at is null;--> statement-breakpoint
CREATE INDEX "complaints_case_confidential_idx" ON "crm"."complaints_case" ("tenant_id","id") WHERE classification = 'CONFIDENTIAL';--> statement-breakpoint
CREATE INDEX "complaints_pause_case_from_idx" ON "crm"."complaints_pause" ("tenant_id","complaint_id","from","id");--> statement-breakpoint
CREATE INDEX "complaints_policy_calendar_id_idx" ON "crm"."complaints_policy" ("tenant_id","calendar_id","id") WHERE "calendar_id" is not null;--> statement-breakpoint
CREATE INDEX "complaints_policy_replaced_by_id_idx" ON "crm"."complaints_policy" ("tenant_id","replaced_by_id","id") WHERE "replaced_by_id" is not null;--> statement-breakpoint
CREATE INDEX "complaints_policy_name_idx" ON "crm"."complaints_policy" ("tenant_id","name","id");--> statement-breakpoint
CREATE INDEX "complaints_attempt_by_id_idx" ON "crm"."complaints_attempt" ("tenant_id","by_id","id") WHERE "by_id" is not null;--> statement-breakpoint
CREATE INDEX "complaints_attempt_case_at_idx" ON "crm"."complaints_attempt" ("tenant_id","complaint_id","at","id");--> statement-breakpoint
CREATE INDEX "complaints_digest_to_idx" ON "crm"."complaints_digest" ("tenant_id","to","id");--> statement-breakpoint
CREATE INDEX "complaints_escalation_complaint_id_idx" ON "crm"."complaints_escalation" ("tenant_id","complaint_id","id");--> statement-breakpoint
CREATE INDEX "complaints_escalation_by_id_idx" ON "crm"."complaints_escalation" ("tenant_id","by_id","id") WHERE "by_id" is not null;--> statement-breakpoint
CREATE INDEX "complaints_escalation_suppressed_by_id_idx" ON "crm"."complaints_escalation" ("tenant_id","suppressed_by_id","id") WHERE "suppressed_by_id" is not null;--> statement-breakpoint
CREATE INDEX "complaints_escalation_at_idx" ON "crm"."complaints_escalation" ("tenant_id","at","id");--> statement-breakpoint
CREATE INDEX "complaints_escalation_rule_level_idx" ON "crm"."complaints_escalation_rule" ("tenant_id","level","id");--> statement-breakpoint
CREATE INDEX "complaints_block_complaint_id_idx" ON "crm"."complaints_block" ("tenant_id","complaint_id","id");--> statement-breakpoint
CREATE INDEX "complaints_block_suppression_id_idx" ON "crm"."complaints_block" ("tenant_id","suppression_id","id");--> statement-breakpoint
CREATE INDEX "complaints_block_lifted_by_id_idx" ON "crm"."complaints_block" ("tenant_id","lifted_by_id","id") WHERE "lifted_by_id" is not null;--> statement-breakpoint
CREATE INDEX "complaints_option_complaint_id_idx" ON "crm"."complaints_option" ("tenant_id","complaint_id","id");--> statement-breakpoint
CREATE INDEX "complaints_step_complaint_id_idx" ON "crm"."complaints_step" ("tenant_id","complaint_id","id");--> statement-breakpoint
CREATE INDEX "complaints_step_by_id_idx" ON "crm"."complaints_step" ("tenant_id","by_id","id") WHERE "by_id" is not null;--> statement-breakpoint
CREATE INDEX "complaints_improvement_case_improvement_id_idx" ON "crm"."complaints_improvement_case" ("tenant_id","improvement_id","id");--> statement-breakpoint
CREATE INDEX "complaints_improvement_case_complaint_id_idx" ON "crm"."complaints_improvement_case" ("tenant_id","complaint_id","id");--> statement-breakpoint
CREATE INDEX "complaints_improvement_cause_id_idx" ON "crm"."complaints_improvement" ("tenant_id","cause_id","id") WHERE "cause_id" is not null;--> statement-breakpoint
CREATE INDEX "complaints_improvement_responsible_id_idx" ON "crm"."complaints_improvement" ("tenant_id","responsible_id","id");--> statement-breakpoint
CREATE INDEX "complaints_improvement_effect_checked_by_id_idx" ON "crm"."complaints_improvement" ("tenant_id","effect_checked_by_id","id") WHERE "effect_checked_by_id" is not null;--> statement-breakpoint
CREATE INDEX "complaints_improvement_state_idx" ON "crm"."complaints_improvement" ("tenant_id","state","id");--> statement-breakpoint
CREATE UNIQUE INDEX "complaints_letter_complaint_id_key" ON "crm"."complaints_letter" ("tenant_id","complaint_id");--> statement-breakpoint
CREATE INDEX "complaints_letter_answered_by_id_idx" ON "crm"."complaints_letter" ("tenant_id","answered_by_id","id") WHERE "answered_by_id" is not null;--> statement-breakpoint
CREATE INDEX "complaints_letter_due_idx" ON "crm"."complaints_letter" ("tenant_id","answer_due","id");--> statement-breakpoint
CREATE INDEX "complaints_credit_complaint_id_idx" ON "crm"."complaints_credit" ("tenant_id","complaint_id","id");--> statement-breakpoint
CREATE INDEX "complaints_credit_staff_id_idx" ON "crm"."complaints_credit" ("tenant_id","staff_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "complaints_reward_complaint_id_key" ON "crm"."complaints_reward" ("tenant_id","complaint_id");--> statement-breakpoint
CREATE INDEX "complaints_reward_customer_id_idx" ON "crm"."complaints_reward" ("tenant_id","customer_id","id");--> statement-breakpoint
CREATE INDEX "complaints_authority_staff_id_idx" ON "crm"."complaints_authority" ("tenant_id","staff_id","id") WHERE "staff_id" is not null;--> statement-breakpoint
CREATE INDEX "complaints_authority_role_idx" ON "crm"."complaints_authority" ("tenant_id","role");--> statement-breakpoint
CREATE INDEX "complaints_promise_owner_id_idx" ON "crm"."complaints_promise" ("tenant_id","owner_id","id");--> statement-breakpoint
CREATE INDEX "complaints_promise_given_by_id_idx" ON "crm"."complaints_promise" ("tenant_id","given_by_id","id");--> statement-breakpoint
CREATE INDEX "complaints_promise_approved_by_id_idx" ON "crm"."complaints_promise" ("tenant_id","approved_by_id","id") WHERE "approved_by_id" is not null;--> statement-breakpoint
CREATE INDEX "complaints_promise_case_due_idx" ON "crm"."complaints_promise" ("tenant_id","complaint_id","due_at","id");--> statement-breakpoint
CREATE INDEX "complaints_promise_due_idx" ON "crm"."complaints_promise" ("tenant_id","due_at","id");--> statement-breakpoint
CREATE INDEX "complaints_category_responsible_id_idx" ON "crm"."complaints_category" ("tenant_id","responsible_id","id") WHERE "responsible_id" is not null;--> statement-breakpoint
CREATE INDEX "complaints_reclassification_by_id_idx" ON "crm"."complaints_reclassification" ("tenant_id","by_id","id");--> statement-breakpoint
CREATE INDEX "complaints_reclassification_case_at_idx" ON "crm"."complaints_reclassification" ("tenant_id","complaint_id","at","id");--> statement-breakpoint
ALTER TABLE "crm"."complaints_case" ADD CONSTRAINT "complaints_case_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_case" ADD CONSTRAINT "complaints_case_contact_id_fk" FOREIGN KEY ("tenant_id","contact_id") REFERENCES "crm"."crm_contact"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_case" ADD CONSTRAINT "complaints_case_employee_id_fk" FOREIGN KEY ("tenant_id","employee_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_case" ADD CONSTRAINT "complaints_case_cause_id_fk" FOREIGN KEY ("tenant_id","cause_id") REFERENCES "crm"."complaints_cause"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_case" ADD CONSTRAINT "complaints_case_owner_id_fk" FOREIGN KEY ("tenant_id","owner_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_case" ADD CONSTRAINT "complaints_case_team_id_fk" FOREIGN KEY ("tenant_id","team_id") REFERENCES "crm"."crm_team"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_case" ADD CONSTRAINT "complaints_case_first_handler_id_fk" FOREIGN KEY ("tenant_id","first_handler_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_case" ADD CONSTRAINT "complaints_case_duplicate_of_id_fk" FOREIGN KEY ("tenant_id","duplicate_of_id") REFERENCES "crm"."complaints_case"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_case" ADD CONSTRAINT "complaints_case_policy_id_fk" FOREIGN KEY ("tenant_id","policy_id") REFERENCES "crm"."complaints_policy"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_pause" ADD CONSTRAINT "complaints_pause_complaint_id_fk" FOREIGN KEY ("tenant_id","complaint_id") REFERENCES "crm"."complaints_case"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."complaints_policy" ADD CONSTRAINT "complaints_policy_calendar_id_fk" FOREIGN KEY ("tenant_id","calendar_id") REFERENCES "crm"."calendar_business_calendar"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_policy" ADD CONSTRAINT "complaints_policy_replaced_by_id_fk" FOREIGN KEY ("tenant_id","replaced_by_id") REFERENCES "crm"."complaints_policy"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_attempt" ADD CONSTRAINT "complaints_attempt_complaint_id_fk" FOREIGN KEY ("tenant_id","complaint_id") REFERENCES "crm"."complaints_case"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."complaints_attempt" ADD CONSTRAINT "complaints_attempt_by_id_fk" FOREIGN KEY ("tenant_id","by_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_escalation" ADD CONSTRAINT "complaints_escalation_complaint_id_fk" FOREIGN KEY ("tenant_id","complaint_id") REFERENCES "crm"."complaints_case"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."complaints_escalation" ADD CONSTRAINT "complaints_escalation_by_id_fk" FOREIGN KEY ("tenant_id","by_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_escalation" ADD CONSTRAINT "complaints_escalation_suppressed_by_id_fk" FOREIGN KEY ("tenant_id","suppressed_by_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_block" ADD CONSTRAINT "complaints_block_complaint_id_fk" FOREIGN KEY ("tenant_id","complaint_id") REFERENCES "crm"."complaints_case"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."complaints_block" ADD CONSTRAINT "complaints_block_suppression_id_fk" FOREIGN KEY ("tenant_id","suppression_id") REFERENCES "crm"."crm_customer_suppression"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."complaints_block" ADD CONSTRAINT "complaints_block_lifted_by_id_fk" FOREIGN KEY ("tenant_id","lifted_by_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_option" ADD CONSTRAINT "complaints_option_complaint_id_fk" FOREIGN KEY ("tenant_id","complaint_id") REFERENCES "crm"."complaints_case"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."complaints_step" ADD CONSTRAINT "complaints_step_complaint_id_fk" FOREIGN KEY ("tenant_id","complaint_id") REFERENCES "crm"."complaints_case"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."complaints_step" ADD CONSTRAINT "complaints_step_by_id_fk" FOREIGN KEY ("tenant_id","by_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_improvement_case" ADD CONSTRAINT "complaints_improvement_case_improvement_id_fk" FOREIGN KEY ("tenant_id","improvement_id") REFERENCES "crm"."complaints_improvement"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."complaints_improvement_case" ADD CONSTRAINT "complaints_improvement_case_complaint_id_fk" FOREIGN KEY ("tenant_id","complaint_id") REFERENCES "crm"."complaints_case"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."complaints_improvement" ADD CONSTRAINT "complaints_improvement_cause_id_fk" FOREIGN KEY ("tenant_id","cause_id") REFERENCES "crm"."complaints_cause"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_improvement" ADD CONSTRAINT "complaints_improvement_responsible_id_fk" FOREIGN KEY ("tenant_id","responsible_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_improvement" ADD CONSTRAINT "complaints_improvement_effect_checked_by_id_fk" FOREIGN KEY ("tenant_id","effect_checked_by_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_letter" ADD CONSTRAINT "complaints_letter_complaint_id_fk" FOREIGN KEY ("tenant_id","complaint_id") REFERENCES "crm"."complaints_case"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."complaints_letter" ADD CONSTRAINT "complaints_letter_answered_by_id_fk" FOREIGN KEY ("tenant_id","answered_by_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_credit" ADD CONSTRAINT "complaints_credit_complaint_id_fk" FOREIGN KEY ("tenant_id","complaint_id") REFERENCES "crm"."complaints_case"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."complaints_credit" ADD CONSTRAINT "complaints_credit_staff_id_fk" FOREIGN KEY ("tenant_id","staff_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_reward" ADD CONSTRAINT "complaints_reward_complaint_id_fk" FOREIGN KEY ("tenant_id","complaint_id") REFERENCES "crm"."complaints_case"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."complaints_reward" ADD CONSTRAINT "complaints_reward_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_authority" ADD CONSTRAINT "complaints_authority_staff_id_fk" FOREIGN KEY ("tenant_id","staff_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_promise" ADD CONSTRAINT "complaints_promise_complaint_id_fk" FOREIGN KEY ("tenant_id","complaint_id") REFERENCES "crm"."complaints_case"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."complaints_promise" ADD CONSTRAINT "complaints_promise_owner_id_fk" FOREIGN KEY ("tenant_id","owner_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_promise" ADD CONSTRAINT "complaints_promise_given_by_id_fk" FOREIGN KEY ("tenant_id","given_by_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_promise" ADD CONSTRAINT "complaints_promise_approved_by_id_fk" FOREIGN KEY ("tenant_id","approved_by_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_category" ADD CONSTRAINT "complaints_category_responsible_id_fk" FOREIGN KEY ("tenant_id","responsible_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
ALTER TABLE "crm"."complaints_reclassification" ADD CONSTRAINT "complaints_reclassification_complaint_id_fk" FOREIGN KEY ("tenant_id","complaint_id") REFERENCES "crm"."complaints_case"("tenant_id","id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "crm"."complaints_reclassification" ADD CONSTRAINT "complaints_reclassification_by_id_fk" FOREIGN KEY ("tenant_id","by_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT;--> statement-breakpoint
CREATE POLICY "complaints_case_tenant" ON "crm"."complaints_case" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "complaints_counter_tenant" ON "crm"."complaints_counter" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "complaints_pause_tenant" ON "crm"."complaints_pause" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "complaints_policy_tenant" ON "crm"."complaints_policy" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "complaints_attempt_tenant" ON "crm"."complaints_attempt" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "complaints_digest_tenant" ON "crm"."complaints_digest" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "complaints_escalation_tenant" ON "crm"."complaints_escalation" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "complaints_escalation_rule_tenant" ON "crm"."complaints_escalation_rule" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "complaints_block_tenant" ON "crm"."complaints_block" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "complaints_option_tenant" ON "crm"."complaints_option" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "complaints_step_tenant" ON "crm"."complaints_step" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "complaints_improvement_case_tenant" ON "crm"."complaints_improvement_case" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "complaints_improvement_tenant" ON "crm"."complaints_improvement" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "complaints_letter_tenant" ON "crm"."complaints_letter" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "complaints_credit_tenant" ON "crm"."complaints_credit" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "complaints_reward_tenant" ON "crm"."complaints_reward" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "complaints_authority_tenant" ON "crm"."complaints_authority" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "complaints_promise_tenant" ON "crm"."complaints_promise" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "complaints_category_tenant" ON "crm"."complaints_category" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "complaints_cause_tenant" ON "crm"."complaints_cause" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "complaints_hint_tenant" ON "crm"."complaints_hint" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "complaints_reclassification_tenant" ON "crm"."complaints_reclassification" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid));