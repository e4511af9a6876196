CREATE TABLE "crm"."tickets_ticket" (
	"tenant_id" uuid, "id" uuid, "version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL, "created_by" text NOT NULL, "updated_at" timestamp(3) with time zone NOT NULL, "updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL, "title" text NOT NULL, "state" text NOT NULL, "solution" text, "priority" integer DEFAULT 3 NOT NULL, "cost" numeric(19,4), "handler_id" uuid,
	CONSTRAINT "tickets_ticket_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "tickets_ticket_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE RESTRICT,
	CONSTRAINT "tickets_ticket_handler_id_fk" FOREIGN KEY ("tenant_id","handler_id") REFERENCES "crm"."crm_staff"("tenant_id","id") ON DELETE RESTRICT
);
--> statement-breakpoint
CREATE INDEX "tickets_ticket_customer_id_idx" ON "crm"."tickets_ticket" ("tenant_id","customer_id","id");
--> statement-breakpoint
CREATE INDEX "tickets_ticket_handler_id_idx" ON "crm"."tickets_ticket" ("tenant_id","handler_id","id") WHERE "handler_id" is not null;
--> statement-breakpoint
CREATE TABLE "crm"."tickets_promise" (
	"tenant_id" uuid, "id" uuid, "version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL, "created_by" text NOT NULL, "updated_at" timestamp(3) with time zone NOT NULL, "updated_by" text NOT NULL,
	"ticket_id" uuid NOT NULL, "text" text NOT NULL, "kept_at" timestamp(3) with time zone,
	CONSTRAINT "tickets_promise_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "tickets_promise_ticket_id_fk" FOREIGN KEY ("tenant_id","ticket_id") REFERENCES "crm"."tickets_ticket"("tenant_id","id") ON DELETE CASCADE
);
--> statement-breakpoint
CREATE INDEX "tickets_promise_ticket_id_idx" ON "crm"."tickets_promise" ("tenant_id","ticket_id","id");
