/**
 * Makes the second of two worlds: whatever the actor must not see is another there. Values of hidden fields and rows are replaced, hidden rows
 * are doubled or gone, other tenants have other records, some under the same ids; their histories and events tell of it.
 */
import type { Database, Parameter, Transaction } from '@guanxi/core/database';
import type { ColumnDef, EntityDef } from '../../packages/core/src/model/model.ts';
import type { Hidden } from './hidden.ts';

export interface Altering {
  readonly tenant: string;
  readonly other: string;
  readonly entities: readonly EntityDef[];
  readonly hidden: Hidden;
  /** Columns that decide what is seen, as `Entity.column`. */
  readonly deciding: ReadonlySet<string>;
  /** Of the tenant's own rules: its records say how others are read. */
  readonly rules: ReadonlySet<string>;
  readonly texts: readonly string[];
}
/** How many columns of rows, and how many rows. */
export interface Altered {
  values: number;
  doubled: number;
  gone: number;
  foreign: number;
}

export async function alter(owner: Database, o: Altering): Promise<Altered> {
  const done: Altered = { values: 0, doubled: 0, gone: 0, foreign: 0 };
  // As a replica does, past foreign keys: the copies of another tenant come in any order.
  await owner.transaction(async (tx) => {
    await tx.query({ text: 'set local session_replication_role = replica' });
    for (const entity of o.entities) {
      done.foreign += await sameIdsElsewhere(tx, entity, o);
      if (!o.rules.has(entity.name)) done.doubled += await double(tx, entity, o);
      await replace(tx, entity, [...entity.columns.values()], rowsHidden(entity, o), o, done);
    }
    for (const { entity, columns, ids } of o.hidden.cells)
      await replace(tx, entity, columns, { text: 't.tenant_id = $1 and t.id = any($2::uuid[])', params: [o.tenant, ids] }, o, done);
    await events(tx, o);
  });
  await owner.transaction(async (tx) => {
    for (const entity of o.entities) if (!o.rules.has(entity.name)) done.gone += await remove(tx, entity, o);
  });
  return done;
}

interface Which {
  readonly text: string;
  readonly params: readonly Parameter[];
}
const seenOf = ({ hidden }: Altering, entity: EntityDef): readonly string[] => [...(hidden.seen.get(entity.name) ?? [])];
const isHidden = 't.tenant_id = $1 and t.id <> all($2::uuid[])';

const rowsHidden = (entity: EntityDef, o: Altering): Which =>
  o.rules.has(entity.name)
    ? { text: 't.tenant_id <> $1 and $2::uuid[] is not null', params: [o.tenant, []] }
    : { text: `(t.tenant_id <> $1 or t.id <> all($2::uuid[]))`, params: [o.tenant, seenOf(o, entity)] };

/** A statement that fails is as if it had not been tried. */
async function attempt(tx: Transaction, text: string, params: readonly Parameter[]): Promise<number> {
  await tx.query({ text: 'savepoint attempt' });
  try {
    const { affected } = await tx.query({ text, params: [...params] });
    await tx.query({ text: 'release savepoint attempt' });
    return affected;
  } catch {
    await tx.query({ text: 'rollback to savepoint attempt' });
    return -1;
  }
}

/** Other values in these columns, and the same in what the change log says of them. */
async function replace(
  tx: Transaction,
  entity: EntityDef,
  columns: readonly ColumnDef[],
  which: Which,
  o: Altering,
  done: Altered,
): Promise<void> {
  const replaced: ColumnDef[] = [];
  for (const column of columns) {
    if (['id', 'reference', 'uuid'].includes(column.kind) || column.key === 'tenantId') continue;
    if (o.deciding.has(`${entity.name}.${column.key}`)) continue;
    for (const value of valuesFor(entity, column, o.texts)) {
      const affected = await attempt(
        tx,
        `update crm.${entity.tableName} t set "${column.name}" = ${value} where ${which.text}`,
        which.params,
      );
      if (affected < 0) continue;
      if (affected > 0) replaced.push(column);
      done.values += affected;
      break;
    }
  }
  if (replaced.length === 0) return;
  const now = `jsonb_strip_nulls(jsonb_build_object(${replaced.map((c) => `'${c.key}', to_jsonb(t."${c.name}")`).join(', ')}))`;
  await attempt(
    tx,
    `update crm.change_log c set after = c.after || ${now}, before = c.before || ${now} from crm.${entity.tableName} t
      where c.entity = '${entity.name}' and c.tenant_id = t.tenant_id and c.record_id = t.id and ${which.text}`,
    which.params,
  );
}

/** From the boldest to the mildest. The text of an element is often one that questions ask for. */
function valuesFor(entity: EntityDef, column: ColumnDef, texts: readonly string[]): readonly string[] {
  const chance = `('x' || substr(md5(t.id::text || '${column.name}'), 1, 6))::bit(24)::int`;
  const name = `t."${column.name}"`;
  const among = (values: readonly string[]): string =>
    `(array[${values.map((v) => `'${v.replaceAll("'", "''")}'`).join(', ')}])[1 + ${chance} % ${values.length}]`;
  const anothers = `(select s."${column.name}" from crm.${entity.tableName} s where s.tenant_id = t.tenant_id order by md5(s.id::text || t.id::text) limit 1)`;
  // What a search finds a record by: another's.
  if (column.key === 'grams') return [anothers];
  const bold = ((): readonly string[] => {
    if (column.key === 'attrs') return [attributesOf(name, among(texts))];
    if (column.enum) return [column.array ? `array[${among([...column.enum.values.keys()])}]` : among([...column.enum.values.keys()])];
    if (column.array) return [`array[${among(texts)}]`];
    switch (column.kind) {
      case 'int':
      case 'bigint':
        return [`${chance} % 20 - 3`, `abs(${chance} % 20)`, `${name} + 1`];
      case 'decimal':
        return [`(${chance} % 2000)::numeric / 4`, `${name} + 1`];
      case 'boolean':
        return [`not ${name}`];
      case 'instant':
        return [`timestamptz '2025-01-05T01:00:00Z' + (${chance} % 9000) * interval '1 hour'`];
      case 'date':
        return [`date '2025-01-05' + ${chance} % 400`];
      case 'json':
        return [`'{"altered": true}'::jsonb`];
      default:
        return /currency$/i.test(column.key) ? [among(['CNY', 'EUR', 'USD'])] : [among(texts), `${name} || '隐'`];
    }
  })();
  const sometimesNull = column.notNull ? [] : bold.slice(0, 1).map((v) => `case when ${chance} % 4 > 0 then ${v} end`);
  return [...sometimesNull, ...bold, anothers];
}

/** Under the same keys: texts where numbers or dates were, which raise where they are cast. */
const attributesOf = (name: string, text: string): string =>
  `(select jsonb_object_agg(a.key, case jsonb_typeof(a.value) when 'boolean' then to_jsonb(not a.value::boolean) else to_jsonb(${text}) end)
    from jsonb_each(${name}) a)`;

/** Up to three hidden rows once more, under ids of their own; what they refer to stays as it is. */
async function double(tx: Transaction, entity: EntityDef, o: Altering): Promise<number> {
  const changed = freshColumns(entity);
  let doubled = 0;
  for (let i = 0; i < 3; i++) {
    const affected = await attempt(
      tx,
      `insert into crm.${entity.tableName} ${copyOf(entity, `id = md5(t.id::text || 'double')::uuid${changed}`)}
        from crm.${entity.tableName} t where ${isHidden} order by t.id offset ${i} limit 1`,
      [o.tenant, seenOf(o, entity)],
    );
    doubled += Math.max(0, affected);
  }
  return doubled;
}

/** Records of the tenant under their own ids, as another tenant's. */
async function sameIdsElsewhere(tx: Transaction, entity: EntityDef, o: Altering): Promise<number> {
  const affected = await attempt(
    tx,
    `insert into crm.${entity.tableName} ${copyOf(entity, `tenant_id = '${o.other}'::uuid`)} from crm.${entity.tableName} t where t.tenant_id = $1`,
    [o.tenant],
  );
  return Math.max(0, affected);
}

/** All columns of a row, some of them set: `(columns) select values`. */
function copyOf(entity: EntityDef, set: string): string {
  const given = new Map(set.split(', ').map((each) => each.split(' = ', 2) as [string, string]));
  const names = ['tenant_id', ...[...entity.columns.values()].map((c) => c.name)].filter((n, i, all) => all.indexOf(n) === i);
  const columns = names.map((n) => `"${n}"`).join(', ');
  return `(${columns}) select ${names.map((n) => given.get(n) ?? `t."${n}"`).join(', ')}`;
}

/** Natural keys cannot be taken twice: a text that is unique gets an addition where one is enforced. */
const freshColumns = (entity: EntityDef): string =>
  [...entity.columns.values()]
    .filter(
      (c) => ['code', 'email', 'externalRef', 'storageKey', 'sourceRef', 'name', 'key'].includes(c.key) && c.kind === 'text' && !c.array,
    )
    .map((c) => `, ${c.name} = t."${c.name}" || '隐二'`)
    .join('');

/** One or two hidden rows that nothing visible hangs on. */
async function remove(tx: Transaction, entity: EntityDef, o: Altering): Promise<number> {
  const { rows } = await tx.query<{ id: string }>({
    text: `select t.id from crm.${entity.tableName} t where ${isHidden} order by md5(t.id::text) limit 4`,
    params: [o.tenant, seenOf(o, entity)],
  });
  let gone = 0;
  for (const { id } of rows) {
    if (gone === 2) break;
    await tx.query({ text: 'savepoint removal' });
    const before = await countSeen(tx, o);
    const affected = await attempt(tx, `delete from crm.${entity.tableName} where tenant_id = $1 and id = $2`, [o.tenant, id]);
    const isClean = affected > 0 && (await countSeen(tx, o)) === before;
    await tx.query({ text: isClean ? 'release savepoint removal' : 'rollback to savepoint removal' });
    if (isClean) gone += 1;
  }
  return gone;
}

async function countSeen(tx: Transaction, o: Altering): Promise<number> {
  const parts = o.entities.map((e, i) => `(select count(*) from crm.${e.tableName} where tenant_id = $1 and id = any($${i + 2}::uuid[]))`);
  const { rows } = await tx.query<{ n: string }>({
    text: `select (${parts.join(' + ')})::text as n`,
    params: [o.tenant, ...o.entities.map((e) => seenOf(o, e))],
  });
  return Number(rows[0]?.n);
}

/** What was told of hidden records, other than before; as many events as before, since the log's positions are given over all. */
async function events(tx: Transaction, o: Altering): Promise<void> {
  const seen = o.entities.flatMap((e) => seenOf(o, e));
  await tx.query({
    text: `update crm.event t set data = (select jsonb_object_agg(d.key, case
        when jsonb_typeof(d.value) = 'string' and d.value #>> '{}' !~ '^[0-9a-f]{8}-' then to_jsonb('隐' || (d.value #>> '{}')) else d.value end)
        from jsonb_each(t.data) d)
      where t.subject_id is not null and jsonb_typeof(t.data) = 'object' and t.data <> '{}' and (t.tenant_id <> $1 or t.subject_id <> all($2::uuid[]))`,
    params: [o.tenant, seen],
  });
}
