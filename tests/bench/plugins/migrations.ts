/** The migration of each generated plugin, as `npm run generate` would write it for its table. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { namesOf } from './generated.ts';

/** Below `root`, a folder for each plugin. */
export async function writeMigrations(root: string, count: number): Promise<void> {
  for (let n = 1; n <= count; n += 1) {
    const { id } = namesOf(n);
    const folder = join(root, id, '20260101000000_notes');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'migration.sql'), migration(`${id}_note`));
  }
}

const instantCheck = (table: string, column: string): string =>
  `CONSTRAINT "${table}_${column}_range" CHECK ("${column}" >= '0001-01-01' and "${column}" < '10000-01-01')`;

const migration = (table: string): string =>
  [
    `CREATE TABLE "crm"."${table}" (
	"tenant_id" uuid,
	"id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"title" text NOT NULL,
	"state" text NOT NULL,
	"rating" integer NOT NULL,
	"cost" numeric(19,4),
	"remark" text,
	CONSTRAINT "${table}_pk" PRIMARY KEY("tenant_id","id"),
	${['created_at', 'updated_at', 'at'].map((column) => instantCheck(table, column)).join(',\n\t')},
	CONSTRAINT "${table}_state_check" CHECK ("state" in ('OPEN', 'WAITING', 'DONE'))
)`,
    `ALTER TABLE "crm"."${table}" ENABLE ROW LEVEL SECURITY`,
    `CREATE INDEX "${table}_customer_id_idx" ON "crm"."${table}" ("tenant_id","customer_id","id")`,
    `ALTER TABLE "crm"."${table}" ADD CONSTRAINT "${table}_customer_id_fk" FOREIGN KEY ("tenant_id","customer_id") REFERENCES "crm"."crm_customer"("tenant_id","id") ON DELETE CASCADE`,
    `CREATE POLICY "${table}_tenant" ON "crm"."${table}" AS PERMISSIVE FOR ALL TO public USING (tenant_id = (select nullif(current_setting('guanxi.tenant', true), '')::uuid))`,
  ].join('\n--> statement-breakpoint\n');
