/** The root fields of an operation. */
import { allOf, conditionText } from '../../access/condition.ts';
import { tableCondition } from '../../access/policy.ts';
import { forbidden, missingPermission } from '../../access/rights.ts';
import type { Bind } from '../../access/sink.ts';
import { related, rowOf, symbol } from '../../access/symbols.ts';
import type { EntityDef, InterfaceDef } from '../../model/model.ts';
import type { NamedList, Root } from '../selection.ts';
import { type Emitted, listShape, nothing, plain } from '../shape.ts';
import { Columns } from '../sql/columns.ts';
import { literal } from '../sql/quote.ts';
import { codeParameter } from '../value.ts';
import { caseOf, emitCases } from './abstract.ts';
import { emitAggregate } from './aggregate.ts';
import { emitChanges } from './changes.ts';
import { guarded } from './comparable.ts';
import { given, leafValue, type PlanContext } from './context.ts';
import { listOf, uuidOf } from './leaf.ts';
import { rowsNamed, rowsOfFilter } from './named-rows.ts';
import { emitRecordAsOf } from './past.ts';
import { forOperation } from './refusal.ts';
import type { ListSource } from './sources.ts';

export function emitRoot(ctx: PlanContext, root: Root): Emitted {
  switch (root.kind) {
    case 'typename':
      return { sql: literal(root.value), shape: plain };
    case 'record':
      return emitRecord(ctx, root);
    case 'records':
      return emitRecords(ctx, root);
    case 'node':
      return emitNode(ctx, root);
    case 'nodes':
      return emitNodes(ctx, root);
    case 'changes':
      return root.selection === null ? nothing : emitChanges(ctx, root.selection);
    case 'aggregate':
      return emitAggregate(ctx, root.selection);
    case 'implementers':
      return ctx.emit.implementers(
        ctx,
        { name: root.key, of: root.of, orderBy: orderedBy(root.of), parent: null },
        root.list,
        root.connection,
      );
    case 'list': {
      requireRight(ctx, root.entity);
      const source: ListSource = {
        name: '',
        entity: root.entity,
        whole: true,
        named: rowsOfFilter(root.entity, root.list.where),
        order: root.entity.defaultOrder,
        reached: null,
        on: (alias) => forOperation(() => (root.named ? namedCondition(ctx, root.named, root.entity, alias) : true)),
      };
      return ctx.emit.connection(ctx, source, root.list, root.connection);
    }
  }
}

/** A list over an interface that hangs on no record: by its first point in time, newest first. */
function orderedBy(of: InterfaceDef): string {
  const fields = Object.entries(of.shape.fields);
  return (fields.find(([, f]) => f.type === 'DateTime') ?? fields[0])?.[0] ?? '';
}

function requireRight(ctx: PlanContext, entity: EntityDef): void {
  const missing = missingPermission(ctx.model, ctx.rights, entity);
  if (missing !== null) throw forbidden(missing);
}

function namedCondition(ctx: PlanContext, named: NamedList, entity: EntityDef, alias: string): string {
  const input = Object.fromEntries(
    Object.entries(named.input).map(([key, leaf]) => [
      key,
      symbol({ kind: 'text', text: ctx.sink.param(({ variables }) => codeParameter(leafValue(leaf, variables), leaf.path ?? [key])) }),
    ]),
  );
  return guarded(ctx, entity, alias, `(${ctx.render(named.where(rowOf(entity, alias), input, related, ctx.actor), 'reader')})`);
}

function emitRecord(ctx: PlanContext, root: Extract<Root, { kind: 'record' }>): Emitted {
  const { entity, items } = root.selection;
  requireRight(ctx, entity);
  const bind: Bind = ({ variables }) => uuidOf(leafValue(root.id, variables), entity.idPrefix, root.id)?.uuid ?? null;
  const uuid = ctx.sink.param(bind, undefined, { isSteady: true });
  const id = `${uuid}::uuid`;
  const asOf = given(ctx, root.asOf);
  if (asOf !== null) return emitRecordAsOf(ctx, root, id, asOf);
  const t = ctx.sink.alias();
  const columns = new Columns(ctx);
  ctx.emit.items(ctx, columns, entity, t, items);
  return {
    sql: columns.object(
      `from ${ctx.sink.table(entity.tableName, rowsNamed(entity, root.id))} ${t} where ${conditionText(allOf([tableCondition(ctx, entity, t), `${t}.id = ${id}`]))}`,
    ),
    shape: columns.shape(),
  };
}

function emitRecords(ctx: PlanContext, root: Extract<Root, { kind: 'records' }>): Emitted {
  const { entity, items } = root.selection;
  requireRight(ctx, entity);
  const t = ctx.sink.alias();
  const i = ctx.sink.alias();
  const columns = new Columns(ctx);
  ctx.emit.items(ctx, columns, entity, t, items);
  const ids = ctx.sink.param(({ variables }) =>
    listOf(ctx, root.ids, variables).map((v) => uuidOf(v, entity.idPrefix, root.ids)?.uuid ?? null),
  );
  const one = columns.object(
    `from ${ctx.sink.table(entity.tableName)} ${t} where ${conditionText(allOf([tableCondition(ctx, entity, t), `${t}.id = ${i}.id`]))}`,
  );
  return {
    sql: `array_to_json(array(select ${one} from unnest(${ids}::uuid[]) with ordinality ${i}(id, o) order by ${i}.o))`,
    shape: listShape(columns.shape()),
  };
}

function emitNode(ctx: PlanContext, root: Extract<Root, { kind: 'node' }>): Emitted {
  const parsed = (variables: Readonly<Record<string, unknown>>) => uuidOf(leafValue(root.id, variables), null, root.id);
  const prefix = ctx.sink.param(({ variables }) => parsed(variables)?.prefix ?? null);
  const uuid = ctx.sink.param(({ variables }) => parsed(variables)?.uuid ?? null);
  const { branches, shape } = emitCases(ctx, root.selection, `${uuid}::uuid`, { named: root.id });
  return { sql: caseOf(`${prefix}::text`, branches, (e) => e.idPrefix), shape };
}

function emitNodes(ctx: PlanContext, root: Extract<Root, { kind: 'nodes' }>): Emitted {
  const parsed = (variables: Readonly<Record<string, unknown>>) => listOf(ctx, root.ids, variables).map((v) => uuidOf(v, null, root.ids));
  const prefixes = ctx.sink.param(({ variables }) => parsed(variables).map((id) => id?.prefix ?? null));
  const uuids = ctx.sink.param(({ variables }) => parsed(variables).map((id) => id?.uuid ?? null));
  const i = ctx.sink.alias();
  const { branches, shape } = emitCases(ctx, root.selection, `${i}.id`, { named: root.ids });
  const sql = `array_to_json(array(select (${caseOf(`${i}.p`, branches, (e) => e.idPrefix)})::json from unnest(${prefixes}::text[], ${uuids}::uuid[]) with ordinality ${i}(p, id, o) order by ${i}.o))`;
  return { sql, shape: listShape(shape) };
}
