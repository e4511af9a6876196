-- The log. Positions are dense and given by the sequencer, which holds the row of log_head; partitions are ranges of positions, so that
-- what nobody keeps any more goes as a whole. The sequencer makes the next partition before it is needed.
CREATE TABLE "crm"."event" (
	"tenant_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	"id" uuid NOT NULL,
	"type" text NOT NULL,
	"version" integer NOT NULL,
	"subject_type" text,
	"subject_id" uuid,
	"data" jsonb NOT NULL,
	"actor" jsonb NOT NULL,
	"command" text NOT NULL,
	"causation" uuid,
	"chain" jsonb,
	"occurred_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "event_pkey" PRIMARY KEY ("tenant_id","position")
) PARTITION BY RANGE ("position");
--> statement-breakpoint
CREATE UNIQUE INDEX "event_position_index" ON "crm"."event" ("position");
--> statement-breakpoint
CREATE INDEX "event_subject_index" ON "crm"."event" ("tenant_id","subject_id","position");
--> statement-breakpoint
CREATE TABLE "crm"."event_from_1" PARTITION OF "crm"."event" FOR VALUES FROM (1) TO (1000001);
--> statement-breakpoint
INSERT INTO "crm"."log_head" ("epoch", "position", "identity") VALUES (gen_random_uuid(), 0, '');
