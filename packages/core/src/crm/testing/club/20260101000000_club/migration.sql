CREATE TABLE "crm"."club_rank" (
	"tenant_id" uuid, "id" uuid, "version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL, "created_by" text NOT NULL, "updated_at" timestamp(3) with time zone NOT NULL, "updated_by" text NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "club_rank_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "crm"."club_member" (
	"tenant_id" uuid, "id" uuid, "version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL, "created_by" text NOT NULL, "updated_at" timestamp(3) with time zone NOT NULL, "updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL, "card" text NOT NULL,
	CONSTRAINT "club_member_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "club_member_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE CASCADE
);
--> statement-breakpoint
CREATE INDEX "club_member_customer_id_idx" ON "crm"."club_member" ("tenant_id","customer_id","id");
