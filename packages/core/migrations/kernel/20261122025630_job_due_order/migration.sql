DROP INDEX "crm"."job_due_index";--> statement-breakpoint
CREATE INDEX "job_due_index" ON "crm"."job" ("run_at","seq") WHERE "state" = 'WAITING';