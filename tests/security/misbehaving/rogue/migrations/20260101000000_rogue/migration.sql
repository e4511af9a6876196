CREATE TABLE "crm"."rogue_note" (
	"tenant_id" uuid, "id" uuid, "version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL, "created_by" text NOT NULL, "updated_at" timestamp(3) with time zone NOT NULL, "updated_by" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "rogue_note_pk" PRIMARY KEY("tenant_id","id")
);
