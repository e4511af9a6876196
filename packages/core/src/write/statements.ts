/**
 * The SQL of a flush. Rows travel as one JSON parameter, whatever their number: the text of a statement depends on its table and columns
 * only, so Postgres and the driver see few texts, and the limit of 65,535 parameters is never near.
 */
import type { Parameter, Statement } from '../database/port.ts';
import type { ColumnDef, EntityDef } from '../model/model.ts';
import type { Batch } from './batches.ts';
import type { Operation, Values } from './buffer.ts';
import { quoted } from './sql-text.ts';
import { tableColumn } from './values.ts';

/** Rows of one statement: a bound on the size of one message. */
const MAX_ROWS = 5_000;
const stampColumns = ['version', 'updatedAt', 'updatedBy'];
/** Texts of updates kept for one entity: code decides which columns it changes together. */
const MAX_TEXTS = 200;
/** Alike in all rows that a transaction makes: they travel once. */
const newStamps = ['version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy'];

export interface FlushStatement {
  readonly statement: Statement;
  readonly operations: readonly Operation[];
  /** Set where the database filled in values that code does not know: whole rows come back. */
  readonly returns: EntityDef | null;
}

export function statementsOf(tenant: string, batch: Batch): readonly FlushStatement[] {
  const out: FlushStatement[] = [];
  const returns =
    batch.kind === 'insert' && [...batch.entity.columns.keys()].some((key) => key !== 'tenantId' && !batch.columns.includes(key))
      ? batch.entity
      : null;
  for (let from = 0; from < batch.operations.length; from += MAX_ROWS) {
    const operations = batch.operations.slice(from, from + MAX_ROWS);
    const statement = statementOf(tenant, batch, operations);
    out.push({ statement: returns ? { ...statement, text: `${statement.text} returning t.*` } : statement, operations, returns });
  }
  return out;
}

function statementOf(tenant: string, batch: Batch, operations: readonly Operation[]): Statement {
  const { entity, kind } = batch;
  const table = `crm.${quoted(entity.tableName)}`;
  if (kind === 'remove')
    return {
      text: `delete from ${table} where tenant_id = $1 and id = any($2::uuid[])`,
      params: [tenant, operations.map((op) => op.entry.id)],
    };
  if (kind === 'insert') {
    const rows = operations.map((op) => (op.kind === 'insert' ? op.values : {}));
    const columns = columnsOf(
      entity,
      batch.columns.filter((key) => !newStamps.includes(key)),
    );
    const stamps = columnsOf(
      entity,
      batch.columns.filter((key) => newStamps.includes(key)),
    );
    const names = [...columns, ...stamps].map((c) => quoted(c.name));
    const values = [...columns.map((c) => `r.${quoted(c.name)}`), ...stamps.map((c, i) => `$${i + 3}::${sqlType(entity, c)}`)];
    return {
      text: `insert into ${table} as t (tenant_id, ${names.join(', ')}) select $1::uuid, ${values.join(', ')} from ${recordset('$2', entity, columns)}`,
      params: [tenant, rowsJson(columns, rows), ...stamps.map(({ key }) => stampText(rows[0]?.[key]))],
      prepare: true,
    };
  }
  const { text, columns } = updateOf(entity, batch.columns, operations.length === 1);
  return { text, params: [tenant, rowsJson(columns, operations.map(updated))], prepare: true };
}

interface Update {
  readonly text: string;
  /** What travels of each row. */
  readonly columns: readonly ColumnDef[];
}
const updates = new WeakMap<EntityDef, Map<string, Update>>();

function updateOf(entity: EntityDef, changed: readonly string[], isOne: boolean): Update {
  const known = updates.get(entity) ?? new Map<string, Update>();
  updates.set(entity, known);
  const key = `${isOne} ${changed.join()}`;
  const found = known.get(key);
  if (found) return found;
  const assigned = columnsOf(entity, [...changed, ...stampColumns]);
  const columns = [...columnsOf(entity, ['id']), ...assigned];
  const rows = recordset('$2', entity, columns);
  // Of a set out of JSON the planner believes that it has 100 rows, for which it would rather read a small table as a whole.
  const source = isOne ? `(select * from ${rows} limit 1) as r` : rows;
  const sets = assigned.map((c) => `${quoted(c.name)} = r.${quoted(c.name)}`).join(', ');
  const text = `update crm.${quoted(entity.tableName)} t set ${sets} from ${source} where t.tenant_id = $1 and t.id = r.id`;
  if (known.size >= MAX_TEXTS) known.clear();
  known.set(key, { text, columns });
  return { text, columns };
}

function updated(op: Operation): Values {
  const row = op.entry.row ?? op.entry.stored ?? {};
  const { version, updatedAt, updatedBy } = row;
  return { id: op.entry.id, version, updatedAt, updatedBy, ...(op.kind === 'update' ? op.values : {}) };
}

const stampText = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value));

const columnsOf = (entity: EntityDef, keys: readonly string[]): readonly ColumnDef[] =>
  keys.map((key) => entity.columns.get(key) as ColumnDef);

/** `r(id uuid, …)` out of a JSON parameter. */
function recordset(parameter: string, entity: EntityDef, columns: readonly ColumnDef[]): string {
  return `json_to_recordset(${parameter}::json) as r(${columns.map((c) => `${quoted(c.name)} ${sqlType(entity, c)}`).join(', ')})`;
}

function sqlType(entity: EntityDef, column: ColumnDef): string {
  const type = tableColumn(entity, column).getSQLType();
  return column.array && !type.endsWith('[]') ? `${type}[]` : type;
}

/** A column without a value is left out: a record of JSON that lacks it reads as NULL, and most columns of most rows are empty. */
function rowsJson(columns: readonly ColumnDef[], rows: readonly Values[]): string {
  return JSON.stringify(
    rows.map((row) => {
      const out: Record<string, unknown> = {};
      for (const { name, key } of columns) {
        const value = row[key];
        if (value !== null && value !== undefined) out[name] = typeof value === 'bigint' ? String(value) : value;
      }
      return out;
    }),
  );
}

/** Columns of a kernel table with their types. */
type Types = Readonly<Record<string, string>>;

/**
 * Inserts rows of a kernel table out of one JSON parameter. What is alike in all of them (`common`) travels once, as values in that order.
 * @example const inserted = jsonInsert('audit', { id: 'uuid', code: 'text' }, { at: 'timestamptz' });
 */
export function jsonInsert(
  table: string,
  columns: Types,
  common: Types = {},
): (tenant: string, rows: readonly object[], ...values: Parameter[]) => Statement {
  const own = Object.keys(columns);
  const names = ['tenant_id', ...own, ...Object.keys(common)];
  const selected = ['$1::uuid', ...own.map((n) => `r.${n}`), ...Object.values(common).map((type, i) => `$${i + 3}::${type}`)];
  const text = `insert into crm.${table} (${names.join(', ')}) select ${selected.join(', ')} from json_to_recordset($2::json) as r(${own.map((n) => `${n} ${columns[n]}`).join(', ')})`;
  return (tenant, rows, ...values) => ({ text, params: [tenant, JSON.stringify(rows), ...values], prepare: true });
}
