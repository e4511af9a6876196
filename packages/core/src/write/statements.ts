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
  const columns = columnsOf(entity, [...batch.columns, ...stampColumns]);
  const assigned = columns.map((c) => `${quoted(c.name)} = r.${quoted(c.name)}`);
  const rows = recordset('$2', entity, [...columnsOf(entity, ['id']), ...columns]);
  // Of a set out of JSON the planner believes that it has 100 rows, for which it would rather read a small table as a whole.
  const source = operations.length === 1 ? `(select * from ${rows} limit 1) as r` : rows;
  return {
    text: `update ${table} t set ${assigned.join(', ')} from ${source} where t.tenant_id = $1 and t.id = r.id`,
    params: [tenant, rowsJson([...columnsOf(entity, ['id']), ...columns], operations.map(updated))],
    prepare: true,
  };
}

function updated(op: Operation): Values {
  const row = op.entry.row ?? op.entry.stored ?? {};
  return { id: op.entry.id, ...Object.fromEntries(stampColumns.map((key) => [key, row[key]])), ...(op.kind === 'update' ? op.values : {}) };
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

/** A value that all rows of a statement have, with its type. */
export type Common = Readonly<Record<string, readonly [type: string, value: Parameter]>>;

/** Rows of a kernel table out of one JSON parameter; what is alike in all of them travels once. */
export function insertJson(
  table: string,
  columns: Readonly<Record<string, string>>,
  tenant: string,
  rows: readonly Values[],
  common: Common = {},
): Statement {
  const own = Object.keys(columns);
  const alike = Object.entries(common);
  const names = ['tenant_id', ...own, ...alike.map(([name]) => name)];
  const values = ['$1::uuid', ...own.map((n) => `r.${n}`), ...alike.map(([, [type]], i) => `$${i + 3}::${type}`)];
  return {
    text: `insert into crm.${table} (${names.join(', ')}) select ${values.join(', ')} from json_to_recordset($2::json) as r(${own.map((n) => `${n} ${columns[n]}`).join(', ')})`,
    params: [tenant, JSON.stringify(rows), ...alike.map(([, [, value]]) => value)],
    prepare: true,
  };
}
