/** Values of open enums that a plugin gave and records of others still hold: without the plugin nobody could say what they mean. */
import { journalPreparation, type Queryable } from './journal.ts';

/** Where values that a plugin gave may stand. */
export interface GivenValues {
  readonly enum: string;
  /** Without the schema. */
  readonly table: string;
  readonly column: string;
  readonly array: boolean;
  readonly values: readonly string[];
}

/** `CustomerRole EXHIBITOR in crm_customer.roles` */
export async function valuesInUse(db: Queryable, given: readonly GivenValues[]): Promise<readonly string[]> {
  if (given.length === 0 || (await journalPreparation(db)).length > 0) return [];
  const found: string[] = [];
  for (const { enum: name, table, column, array, values } of given) {
    const { rows: there } = await db.query<{ is: boolean }>({
      text: `select to_regclass($1) is not null as is`,
      params: [`crm."${table}"`],
    });
    if (!there[0]?.is) continue;
    const each = array ? `unnest("${column}") as each(held)` : `(select "${column}") as each(held)`;
    const { rows } = await db.query<{ held: string }>({
      text: `select distinct held from crm."${table}" cross join lateral ${each} where held = any($1::text[]) order by 1`,
      params: [values],
    });
    found.push(...rows.map((row) => `${name} ${row.held} in ${table}.${column}`));
  }
  return found;
}
