/**
 * What a merge of two records does to everything that refers to them, over all plugins, and how it is taken back (DATA-08). Those that the
 * tenant does not use are among them: what is stored of them is kept right, whether anybody sees it or not.
 */
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Statement } from '../database/port.ts';
import { globalId } from '../model/ids.ts';
import { label } from '../model/label.ts';
import type { EntityDef, Model, ReferenceDef } from '../model/model.ts';
import type { Call } from './call.ts';
import { illegalState } from './problems.ts';
import { quoted } from './sql-text.ts';
import type { MovedReference } from './tx.ts';
import { tableConfig } from './values.ts';
import { flush, lockRows, type Work } from './work.ts';

const installed = ({ kernel }: Call): Model => kernel.narrowed(null).model;

/** `hook` references are their plugin's own business: it hears the merge's event. */
export async function mergeReferences(
  work: Work,
  entity: EntityDef,
  o: { readonly from: string; readonly to: string },
): Promise<readonly MovedReference[]> {
  const { call, buffer, sql } = work;
  const references = installed(call)
    .incoming(entity)
    .filter((r) => r.onMerge !== 'hook');
  const results = await sql.flight(references.map((r) => movableStatement(call.tenant.id, r, o)));
  const found = references
    .map((r, i) => ({ ...r, ids: (results[i]?.rows ?? []).map((row) => row['id'] as string) }))
    .filter((r) => r.ids.length > 0);
  await lockRows(
    work,
    found.map((r) => [r.from, r.ids] as const),
  );
  for (const { from, column, ids } of found) for (const id of ids) buffer.update(from, id, { [column.key]: o.to });
  return found.flatMap(({ from, column, ids }) =>
    ids.map((id) => ({
      entity: from.name,
      column: column.key,
      id,
      from: o.from,
      to: o.to,
      version: Number(buffer.find(from, id)?.row?.['version'] ?? 0),
    })),
  );
}

/** Gives references back that still point where the merge put them; one moved on since then is left alone. */
export async function restoreReferences(work: Work, moved: readonly MovedReference[]): Promise<void> {
  const model = installed(work.call);
  const wanted = new Map<EntityDef, string[]>();
  for (const m of moved) {
    const entity = model.entities.get(m.entity);
    if (!entity?.columns.get(m.column)?.reference)
      throw illegalState(label(`${m.entity}.${m.column} is no reference`, `${m.entity}.${m.column} 不是引用`));
    wanted.set(entity, [...(wanted.get(entity) ?? []), m.id]);
  }
  const there = await stillThere(work, wanted);
  for (const { entity: name, column, id, from, to } of moved) {
    const entity = model.entities.get(name) as EntityDef;
    if (!there.has(`${name}:${id}`)) continue;
    if (work.buffer.find(entity, id)?.row?.[column] === to) work.buffer.update(entity, id, { [column]: from });
  }
  await flush(work);
}

/** Moved rows that are at another version by now, or gone. */
export async function editedReferences(
  work: Work,
  moved: readonly MovedReference[],
): Promise<readonly { readonly entity: string; readonly id: string }[]> {
  const { call, sql } = work;
  const wanted = [...new Set(moved.map((m) => m.entity))].flatMap((name) => {
    const entity = installed(call).entities.get(name);
    return entity ? [{ entity, versions: new Map(moved.filter((m) => m.entity === name).map((m) => [m.id, m.version])) }] : [];
  });
  const results = await sql.flight(
    wanted.map(({ entity, versions }) => ({
      text: `select id, version from crm.${quoted(entity.tableName)} where tenant_id = $1 and id = any($2::uuid[])`,
      params: [call.tenant.id, [...versions.keys()]],
    })),
  );
  return wanted.flatMap(({ entity, versions }, i) => {
    const present = new Map((results[i]?.rows ?? []).map((row) => [row['id'] as string, Number(row['version'])]));
    return [...versions]
      .filter(([id, version]) => present.get(id) !== version)
      .map(([id]) => ({ entity: entity.name, id: globalId(entity.idPrefix, id) }));
  });
}

/** Rows that somebody removed after the merge have nothing to give back. */
async function stillThere(work: Work, wanted: ReadonlyMap<EntityDef, readonly string[]>): Promise<ReadonlySet<string>> {
  const entries = [...wanted];
  const results = await work.sql.flight(
    entries.map(([entity, ids]) => ({
      text: `select id from crm.${quoted(entity.tableName)} where tenant_id = $1 and id = any($2::uuid[])`,
      params: [work.call.tenant.id, [...ids]],
    })),
  );
  const found = entries.map(([entity], i) => [entity, (results[i]?.rows ?? []).map((r) => r['id'] as string)] as const);
  await lockRows(
    work,
    found.filter(([, ids]) => ids.length > 0),
  );
  return new Set(found.flatMap(([entity, ids]) => ids.map((id) => `${entity.name}:${id}`)));
}

/**
 * Rows that refer to the duplicate and can refer to the survivor instead. One that would stand beside an equal row of the survivor stays
 * with the duplicate, and so does every row of a `keepSurvivor` reference when the survivor has its own.
 */
function movableStatement(
  tenant: string,
  { from, column, onMerge }: ReferenceDef,
  o: { readonly from: string; readonly to: string },
): Statement {
  const table = `crm.${quoted(from.tableName)}`;
  const name = quoted(column.name);
  const keys = onMerge === 'keepSurvivor' ? [{ others: [], where: null }] : uniqueWith(from, column.name);
  const free = keys.map(({ others, where }) => {
    // A partial key binds only rows that its condition holds for; the condition names columns without an alias.
    const bound = (alias: string): string =>
      where === null ? '' : ` and ${alias}.id in (select id from ${table} where tenant_id = $1 and (${where}))`;
    const same = others.map((c) => ` and s.${quoted(c)} = t.${quoted(c)}`).join('');
    return `not exists (select 1 from ${table} s where s.tenant_id = t.tenant_id and s.${name} = $3${same}${bound('s')}${bound('t')})`;
  });
  return {
    text: `select t.id from ${table} t where ${[`t.tenant_id = $1`, `t.${name} = $2`, ...free].join(' and ')} order by t.id`,
    params: free.length > 0 ? [tenant, o.from, o.to] : [tenant, o.from],
  };
}

interface UniqueKey {
  /** Its columns besides the tenant and the reference. */
  readonly others: readonly string[];
  /** The condition of a partial index. */
  readonly where: string | null;
}
const dialect = new PgDialect();

/** The unique keys that the reference is part of. */
function uniqueWith(entity: EntityDef, column: string): readonly UniqueKey[] {
  const { uniqueConstraints, indexes } = tableConfig(entity);
  const keys = [
    ...uniqueConstraints.map((u) => ({ names: u.columns.map((c) => c.name), where: null })),
    ...indexes
      .filter((i) => i.config.unique)
      .map((i) => ({
        names: i.config.columns.flatMap((c) => ('name' in c && typeof c.name === 'string' ? [c.name] : [])),
        where: i.config.where ? dialect.sqlToQuery(i.config.where).sql : null,
      })),
  ];
  return keys
    .filter(({ names }) => names.includes(column))
    .map(({ names, where }) => ({ others: names.filter((n) => n !== column && n !== 'tenant_id'), where }));
}
