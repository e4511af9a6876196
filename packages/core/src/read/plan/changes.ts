/**
 * The history of one record as a list (DATA-10): who changed what, when and by which command, newest first. Whoever may not see the record
 * sees no history; of a record that is gone it is seen by whoever might have seen it as it last was.
 */
import { allOf, conditionText } from '../../access/condition.ts';
import { tableCondition } from '../../access/policy.ts';
import { missingPermission } from '../../access/rights.ts';
import { GuanxiError } from '../../errors.ts';
import { labelIn } from '../../model/label.ts';
import type { ChangeItem, ChangeSelection, ChangesSelection } from '../selection.ts';
import { type Emitted, listShape, nothing, plain } from '../shape.ts';
import { Columns } from '../sql/columns.ts';
import { idText, instantText } from '../sql/output.ts';
import { literal, name } from '../sql/quote.ts';
import { type Told, toldFields } from './changed-fields.ts';
import { given, leafValue, type PlanContext } from './context.ts';
import { beyond, keyText } from './keyset.ts';
import { leafParameter, uuidOf } from './leaf.ts';
import { rowsNamed } from './named-rows.ts';
import { type OrderKey, orderText } from './order.ts';
import { type PageRows, pageItem } from './page-items.ts';
import { pageOf } from './paging.ts';
import { entriesOf, recordRemoved } from './recall.ts';
import { tellFlagged } from './records.ts';

export function emitChanges(ctx: PlanContext, selection: ChangesSelection): Emitted {
  const { entity, subject, only } = selection;
  if (entity.history === 'none') throw new GuanxiError('HISTORY_NONE', { what: entity.label }, { path: ['subject'] });
  if (missingPermission(ctx.model, ctx.rights, entity) !== null) return nothing;
  const uuid = ctx.sink.param(({ variables }) => uuidOf(leafValue(subject, variables), entity.idPrefix, subject)?.uuid ?? null);
  const id = `${uuid}::uuid`;
  const s = ctx.sink.alias();
  const { made: told, fields } = ctx.confidential.shownBy(() => toldFields(ctx, selection, s));
  const { sql, shape } = emitPage(ctx, selection, { id, s, confidential: [...fields] }, changedFields(ctx, told, only !== null));
  const p = ctx.sink.alias();
  const removed = recordRemoved(ctx, { entity, id, present: p });
  const columns = [...entity.columns.values()].filter((c) => c.key !== 'tenantId').map((c) => `${p}.${name(c.name)}`);
  const present = `${ctx.sink.table(entity.tableName, rowsNamed(entity, subject))} ${p} on ${p}.tenant_id = ${ctx.sink.tenant()} and ${p}.id = ${id}`;
  const record = `(select 1) o left join ${present} cross join lateral (select ${p}.tenant_id, ${columns.join(', ')} where ${p}.id is not null union all select g.* from (${removed}) g where ${p}.id is null) ${s}`;
  return { sql: `(select ${sql} from ${record} where ${conditionText(tableCondition(ctx, entity, s))})`, shape };
}

/** What changed in an entry, as arrays side by side: `c.names`, `c.labels`, `c.befores`, `c.afters`; null where nothing did. */
interface Changed {
  readonly of: (l: string) => string;
  /** Whether the entry is shown: what changed fields that its reader does not see did not happen, to that reader. */
  readonly shown: (l: string) => string;
}

function changedFields(ctx: PlanContext, told: readonly Told[], isNarrowed: boolean): Changed {
  const fields = told.filter((t) => t.seen !== false);
  const labels = ctx.sink.param(({ locale }) => fields.map((t) => labelIn(t.label, locale ?? 'en')));
  const rows = (l: string): string =>
    fields
      .map((t, i) => `(${i + 1}, ${literal(t.name)}, (${t.value(`${l}.before`)}), (${t.value(`${l}.after`)}), ${conditionText(t.seen)})`)
      .join(', ');
  return {
    of: (l) =>
      fields.length === 0
        ? `(select null::text[] as names, null::text[] as labels, null::jsonb[] as befores, null::jsonb[] as afters)`
        : `(select array_agg(v.name order by v.o) as names, array_agg((${labels}::text[])[v.o] order by v.o) as labels, array_agg(v.before order by v.o) as befores, array_agg(v.after order by v.o) as afters from (values ${rows(l)}) v(o, name, before, after, seen) where v.seen and v.before is distinct from v.after)`,
    shown: (l) => (isNarrowed ? 'c.names is not null' : `(c.names is not null or ${l}.op <> 'update')`),
  };
}

/** The record, as it is or last was. */
interface Past {
  readonly id: string;
  readonly s: string;
  /** Fields of it that are told and confidential. */
  readonly confidential: readonly string[];
}

function emitPage(
  ctx: PlanContext,
  { entity, list, connection, only }: ChangesSelection,
  { id, s, confidential }: Past,
  changed: Changed,
): Emitted {
  const l = ctx.sink.alias();
  const page = pageOf(ctx, list);
  const listName = JSON.stringify(['changes', entity.name, only]);
  const keys: readonly OrderKey[] = [
    { sql: `${l}.version`, type: { kind: 'int', sql: 'int', prefix: null }, notNull: true, direction: 'DESC' },
    { sql: `${l}.id`, type: { kind: 'uuid', sql: 'uuid', prefix: null }, notNull: true, direction: 'DESC' },
  ];
  const [from, to] = [given(ctx, list.from), given(ctx, list.to)];
  const instant = { kind: 'instant', sql: 'timestamptz', prefix: null } as const;
  const period = allOf([
    from ? `${l}.at >= ${leafParameter(ctx, from, instant)}` : true,
    to ? `${l}.at < ${leafParameter(ctx, to, instant)}` : true,
  ]);
  const entries = (more: string): string =>
    `from (select * from ${entriesOf(ctx, { entity, id }, l)}) ${l} cross join lateral ${changed.of(l)} c where ${conditionText(allOf([changed.shown(l), period, more]))}`;
  const window = conditionText(
    allOf([
      page.after ? beyond(ctx, listName, keys, page.after, 'after') : true,
      page.before ? beyond(ctx, listName, keys, page.before, 'before') : true,
    ]),
  );
  const whole = new Columns(ctx);
  const nodes: string[] = [];
  const rows: PageRows = {
    list: listName,
    page,
    node: (selection) => {
      const columns = changeColumns(ctx, selection as ChangeSelection, l);
      return { index: nodes.push(columns.object()) - 1, shape: columns.shape() };
    },
  };
  for (const item of connection.items) whole.put(item.key, pageItem(ctx, connection, item, rows));
  if (confidential.length > 0) whole.tell(entity.name, idText(entity.idPrefix, id, 'wire'), confidential);
  if (entity.hasClassification && ctx.rights.clearance.notes) tellFlagged(whole, entity, s);
  const parts: string[] = [];
  if (connection.items.some((i) => i.kind === 'nodes' || i.kind === 'edges' || i.kind === 'pageInfo')) {
    const columns = [...nodes.map((sql, i) => `${sql} as n${i}`), `${keyText(keys)} as k`];
    const arrays = [...nodes.map((_, i) => `array_agg(p.n${i}) as n${i}`), 'array_agg(p.k) as k', 'count(*)::int as c'];
    parts.push(
      `(select ${arrays.join(', ')} from (select ${columns.join(', ')} ${entries(window)} order by ${orderText(keys, page.backward)} limit ${page.size} + 1) p) s`,
    );
  }
  if (connection.items.some((i) => i.kind === 'totalCount' || i.kind === 'totalCountIsExact'))
    parts.push(`(select count(*)::int as n from (select 1 ${entries('true')} limit ${ctx.limits.maxCount + 1}) x) q`);
  return { sql: whole.object(parts.length === 0 ? '' : `from ${parts.join(' cross join ')}`), shape: whole.shape() };
}

function changeColumns(ctx: PlanContext, { items }: ChangeSelection, l: string): Columns {
  const columns = new Columns(ctx);
  for (const item of items) columns.put(item.key, changeItem(ctx, item, l));
  return columns;
}

function changeItem(ctx: PlanContext, item: ChangeItem, l: string): Emitted {
  switch (item.kind) {
    case 'typename':
      return { sql: literal(item.value), shape: plain };
    case 'part': {
      const parts = { at: instantText(`${l}.at`), command: `${l}.command`, operation: `upper(${l}.op)`, version: `${l}.version` };
      return { sql: parts[item.part], shape: plain };
    }
    case 'actor': {
      const actor = new Columns(ctx);
      const parts = { id: `${l}.actor ->> 'id'`, kind: `upper(${l}.actor ->> 'kind')`, __typename: literal(item.typeName) };
      for (const { key, part } of item.parts) actor.add(key, parts[part]);
      return { sql: actor.object(), shape: actor.shape() };
    }
    case 'fields': {
      // jsonb comes out with blanks that JSON.stringify does not write.
      ctx.notes.tree = true;
      const fields = new Columns(ctx);
      for (const { key, part } of item.parts) fields.add(key, part === '__typename' ? literal(item.typeName) : `f.${part}`);
      const from = 'from unnest(c.names, c.labels, c.befores, c.afters) with ordinality f(name, label, before, after, o) order by f.o';
      return { sql: fields.array(from), shape: listShape(fields.shape()) };
    }
  }
}
