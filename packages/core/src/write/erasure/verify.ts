/**
 * The proof's second half: every column of every table of the tenant is looked through for the erased texts. The same words in somebody
 * else's record are that person's own; anywhere else they are reported.
 */
import type { Statement } from '../../database/port.ts';
import type { EntityDef, Model } from '../../model/model.ts';
import { personalIn } from '../../model/personal.ts';
import { quoted } from '../sql-text.ts';
import { ask, type Work } from '../work.ts';
import type { Shares } from './found.ts';
import { type ErasedValues, written } from './values.ts';

export interface Remaining {
  readonly table: string;
  readonly column: string;
  readonly rows: number;
}
interface Verification {
  /** Columns that were looked through. */
  readonly scanned: number;
  readonly remaining: readonly Remaining[];
}

interface Scanned {
  readonly table: string;
  readonly columns: readonly string[];
}

export async function verifyErased(work: Work, own: Shares, values: ErasedValues): Promise<Verification> {
  const { call } = work;
  const { model } = call.kernel.narrowed(null);
  const tables = await tablesIn(work);
  const needles = written(values.telling);
  const ownIds = (entity: EntityDef | undefined): readonly string[] => (entity ? [...(own.get(entity)?.keys() ?? [])] : []);
  const all = [...own.values()].flatMap((records) => [...records.keys()]);
  const statements = tables.map(({ table, columns }): Statement => {
    const entity = model.byTable.get(table);
    const counts = columns.map((column, i) => {
      const others = othersOwn(model, table, column);
      return `count(*) filter (where ${found(column)}${others === null ? '' : ` and not (${others})`}) as c${i}`;
    });
    const text = `select ${counts.join(', ')} from crm.${quoted(table)} t where t.tenant_id = $1 and cardinality($3::uuid[]) >= 0`;
    return { text, params: [call.tenant.id, needles, entity ? ownIds(entity) : all], endless: true };
  });
  const results = await ask(work, [{ text: `set local statement_timeout = 0` }, ...statements]);
  const remaining = tables.flatMap(({ table, columns }, i) =>
    columns.flatMap((column, c) => {
      const rows = Number(results[i + 1]?.rows[0]?.[`c${c}`] ?? 0);
      return rows > 0 ? [{ table, column, rows }] : [];
    }),
  );
  return { scanned: tables.reduce((sum, t) => sum + t.columns.length, 0), remaining };
}

const found = (column: string): string => `exists (select 1 from unnest($2::text[]) n where strpos(t.${quoted(column)}::text, n) > 0)`;

/** Where words of a person are somebody else's: in a column that holds personal data, or repeats it, of a record that is not the person's. */
function othersOwn(model: Model, table: string, column: string): string | null {
  const others = 't.id <> all($3::uuid[])';
  const entity = model.byTable.get(table);
  if (entity) {
    const marked = personalIn(model).columnsOf(entity);
    if (marked.size === 0) return null;
    const isOf = [...marked].some((c) => c.name === column) || column === 'grams' || /^attr(s|_[tnd]\d)$/.test(column);
    return isOf ? others : null;
  }
  const withPersonal = [...model.entities.values()].filter((e) => personalIn(model).columnsOf(e).size > 0).map((e) => `'${e.name}'`);
  if (table === 'change_log' && (column === 'before' || column === 'after'))
    return `t.entity in (${withPersonal.join(', ')}) and t.record_id <> all($3::uuid[])`;
  return table === 'attribute_unique' && column === 'value' ? 't.record_id <> all($3::uuid[])' : null;
}

/** Columns that can hold a text, of tables that have a tenant; a part of a table is looked through with the whole. */
async function tablesIn(work: Work): Promise<readonly Scanned[]> {
  const [result] = await ask(work, [
    {
      text: `select c.relname::text as table, array_agg(a.attname::text order by a.attnum) as columns
        from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
        where n.nspname = 'crm' and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
          and a.atttypid::regtype::text in ('text', 'text[]', 'character varying', 'character varying[]', 'character', 'json', 'jsonb', 'jsonb[]')
          and exists (select 1 from pg_attribute o where o.attrelid = c.oid and o.attname = 'tenant_id' and not o.attisdropped)
        group by c.relname order by c.relname`,
    },
  ]);
  return (result?.rows ?? []) as unknown as readonly Scanned[];
}
