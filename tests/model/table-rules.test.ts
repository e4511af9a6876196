/**
 * Every table of the full engine obeys the rules of the model (design section 3), so that the schema can be distributed by tenant as it
 * stands: read from the catalog of a migrated database, on both engines. What is exempt is listed here, with its reason.
 */
import type { Database } from '@guanxi/core/database';
import { modelOf } from '@guanxi/core/testing';
import { describeEngines } from '@guanxi/testing';
import { expect, test } from 'vitest';
import { everyPlugin } from '../every-plugin.ts';

/** Local to a database or shard group: the list of tenants, the journal of migrations, the log with its inbox, and work for later. */
const keyWithoutTenant = ['event', 'event_from_1', 'journal', 'log_head', 'log_reader', 'plugin_hang', 'plugin_stop', 'tenant'];
const numbered = ['event_inbox.seq', 'job.seq'];
const indexWithoutTenant = [
  'event_from_1_position_idx',
  'event_inbox_seq_index',
  'event_position_index',
  'job_due_index',
  'journal_pkey',
  'log_head_pkey',
  'log_reader_pkey',
  'plugin_hang_pkey',
  'plugin_hang_plugin_index',
  'plugin_stop_pkey',
  'tenant_pkey',
  'tenant_slug_key',
];
/** Of these a tenant has few enough to sort them each time. */
const sortedEachTime = ['AttributeDefinition', 'View'];
/** Of these one record has few enough to sort their ids each time. */
const sortedAlongLinks = ['Customer.files', 'Interaction.contacts', 'Complaint.improvements'];
/** The kernel's own tables are reached through statements of the engine only. */
const isKernels = (table: string): boolean => !/^[a-z0-9]+_/.test(table) || kernelTables.includes(table);
const kernelTables = [
  'access_log',
  'api_key',
  'attribute_definition',
  'attribute_unique',
  'audit',
  'change_log',
  'event',
  'event_from_1',
  'event_inbox',
  'field_class',
  'idempotency_key',
  'job',
  'journal',
  'log_head',
  'log_reader',
  'log_retention',
  'operation',
  'operation_item',
  'plugin_choice',
  'plugin_hang',
  'plugin_stop',
  'role',
  'role_assignment',
  'session',
  'sync_applied',
  'sync_device',
  'tenant',
  'tenant_plugin',
];

const list = async <R>(database: Database, text: string): Promise<readonly R[]> => (await database.query<R>({ text })).rows;

const columnsOf = (ordinals: string, table: string) =>
  `array(select a.attname::text from unnest(${ordinals}) with ordinality o(n, i) join pg_attribute a on a.attrelid = ${table} and a.attnum = o.n order by i)`;

interface Index {
  readonly name: string;
  readonly table: string;
  readonly unique: boolean;
  readonly columns: readonly string[];
}
const indexes = (database: Database) =>
  list<Index>(
    database,
    `select c.relname as name, t.relname as table, i.indisunique as unique, ${columnsOf('i.indkey::int2[]', 'i.indrelid')} as columns
     from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace where n.nspname = 'crm' order by 1`,
  );

describeEngines('every table', { plugins: everyPlugin() }, (t) => {
  test('has keys that begin with the tenant', async () => {
    const found = (await indexes(t().database)).filter((i) => i.columns[0] !== 'tenant_id');
    expect(found.map((i) => i.name)).toEqual(indexWithoutTenant.filter((name) => found.some((i) => i.name === name)));
    expect(
      found
        .filter((i) => i.unique)
        .map((i) => i.table)
        .every((table) => keyWithoutTenant.includes(table)),
    ).toBe(true);
  });

  test('refers to others by the tenant first, and is never left with half a key', async () => {
    const keys = await list<{ name: string; columns: string[]; target: string[]; action: string; to: string }>(
      t().database,
      `select k.conname as name, ${columnsOf('k.conkey', 'k.conrelid')} as columns, ${columnsOf('k.confkey', 'k.confrelid')} as target, k.confdeltype::text as action, f.relname as to
       from pg_constraint k join pg_namespace n on n.oid = k.connamespace join pg_class f on f.oid = k.confrelid where k.contype = 'f' and n.nspname = 'crm' order by 1`,
    );
    expect(keys.length).toBeGreaterThan(0);
    // The one key to the list of tenants is the tenant itself.
    expect(keys.filter((k) => k.columns[0] !== 'tenant_id' || (k.target[0] !== 'tenant_id' && k.to !== 'tenant'))).toEqual([]);
    expect(keys.filter((k) => k.action === 'n' || k.action === 'd')).toEqual([]);
  });

  test('has an index behind every reference', async () => {
    const known = await indexes(t().database);
    const model = modelOf(t().engine);
    const missing = [...model.entities.values()].flatMap((entity) =>
      [...entity.columns.values()]
        .filter(
          (c) => c.reference && !known.some((i) => i.table === entity.tableName && i.columns[0] === 'tenant_id' && i.columns[1] === c.name),
        )
        .map((c) => `${entity.tableName}.${c.name}`),
    );
    expect(missing).toEqual([]);
  });

  test('has an index behind every list that leads to it, and behind its order', async () => {
    const known = await indexes(t().database);
    const model = modelOf(t().engine);
    const isIndexed = (entity: string, key: string): boolean => {
      const target = model.entities.get(entity);
      const column = target?.columns.get(key);
      if (!target || !column) return true;
      return (
        key === 'id' || known.some((i) => i.table === target.tableName && i.columns[0] === 'tenant_id' && i.columns[1] === column.name)
      );
    };
    const lists = [...model.entities.values()].flatMap((entity) =>
      [...entity.fields.values()].flatMap(({ name, spec }) => {
        if (spec.kind === 'many') return [{ at: `${entity.name}.${name}`, entity: spec.target.name, key: spec.on[1] }];
        if (spec.kind === 'through') return [{ at: `${entity.name}.${name}`, entity: spec.via.name, key: spec.from[1] }];
        return [];
      }),
    );
    expect(lists.filter((l) => !isIndexed(l.entity, l.key)).map((l) => l.at)).toEqual([]);
    const unsorted = [...model.entities.values()].filter((e) => !isIndexed(e.name, e.defaultOrder.column)).map((e) => e.name);
    expect(unsorted.filter((name) => !sortedEachTime.includes(name))).toEqual([]);
  });

  test('of links, has an index of both ends where a list along it is in the order of the ids', async () => {
    const known = await indexes(t().database);
    const { entities } = modelOf(t().engine);
    const lists = [...entities.values()].flatMap((entity) =>
      [...entity.fields.values()].flatMap(({ name, spec }) => {
        const via = spec.kind === 'through' ? entities.get(spec.via.name) : undefined;
        if (spec.kind !== 'through' || !via || entities.get(spec.target.name)?.defaultOrder.column !== 'id') return [];
        const ends = [spec.from[1], spec.to[0]].map((key) => via.columns.get(key)?.name);
        return [{ at: `${entity.name}.${name}`, table: via.tableName, columns: ['tenant_id', ...ends].join() }];
      }),
    );
    const unsorted = lists.filter((l) => !known.some((i) => i.table === l.table && i.columns.join() === l.columns)).map((l) => l.at);
    expect(unsorted).toEqual(sortedAlongLinks);
  });

  test('of records with an owner, has the index that row policies use', async () => {
    const known = await indexes(t().database);
    const owned = [...modelOf(t().engine).entities.values()].filter((e) => e.hasOwner);
    const missing = owned.filter((e) => {
      const order = e.columns.get(e.defaultOrder.column)?.name;
      return !known.some((i) => i.table === e.tableName && i.columns.join().startsWith(['tenant_id', 'team_id', order, 'id'].join()));
    });
    expect(owned.length).toBeGreaterThan(0);
    expect(missing.map((e) => e.name)).toEqual([]);
  });

  test('has no serial numbers, triggers or functions', async () => {
    const identities = await list<{ at: string }>(
      t().database,
      `select c.relname || '.' || a.attname as at from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
       left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
       where n.nspname = 'crm' and c.relkind = 'r' and (a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) like 'nextval%') order by 1`,
    );
    expect(identities.map((i) => i.at)).toEqual(numbered);
    expect(
      await list(
        t().database,
        `select t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'crm' and not t.tgisinternal`,
      ),
    ).toEqual([]);
    expect(
      await list(
        t().database,
        `select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'crm' and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
      ),
    ).toEqual([]);
  });

  test('holds exact numbers, and instants as fine as JavaScript does', async () => {
    const types = await list<{ at: string; type: string }>(
      t().database,
      `select c.relname || '.' || a.attname as at, format_type(a.atttypid, a.atttypmod) as type from pg_attribute a join pg_class c on c.oid = a.attrelid
       join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'crm' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped order by 1`,
    );
    expect(types.filter(({ type }) => /^(real|double precision|money)/.test(type))).toEqual([]);
    // The journal is the runner's own: its instants are compared with nothing.
    expect(
      types.filter(({ at, type }) => type.startsWith('timestamp') && type !== 'timestamp(3) with time zone' && !at.startsWith('journal.')),
    ).toEqual([]);
  });

  test('of a plugin lets the row policies in', async () => {
    const tables = await list<{ name: string; secured: boolean; policies: string }>(
      t().database,
      `select c.relname as name, c.relrowsecurity as secured, (select count(*) from pg_policy p where p.polrelid = c.oid) as policies
       from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'crm' and c.relkind = 'r' order by 1`,
    );
    expect(
      tables.filter((table) => !isKernels(table.name) && (!table.secured || Number(table.policies) === 0)).map((table) => table.name),
    ).toEqual([]);
  });

  test('has names that Postgres did not cut', async () => {
    const names = await list<{ name: string }>(
      t().database,
      `select conname as name from pg_constraint k join pg_namespace n on n.oid = k.connamespace where n.nspname = 'crm'
       union select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'crm'`,
    );
    // Ours that were long end in a digest; of whatever else has the full 63 bytes the end may be missing.
    expect(names.filter(({ name }) => Buffer.byteLength(name) >= 63 && !/_[0-9a-f]{8}$/.test(name))).toEqual([]);
  });
});
