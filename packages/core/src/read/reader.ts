/** What plugins' code reads with: typed selections and paths known at run time, each one statement through the one read path. */

import { bindingsOf } from '../access/actor.ts';
import type { Access } from '../access/rights.ts';
import type { Selection } from '../model/fields.ts';
import { label } from '../model/label.ts';
import type { EntityDef, FieldDef, Model } from '../model/model.ts';
import { badInput } from '../model/refusals.ts';
import type { ReadBy } from './access-log.ts';
import { settle } from './finish.ts';
import type { ReadKernel } from './kernel.ts';
import { type CodeRows, planCodeRows } from './plan/code-rows.ts';
import { answerOf, type Via } from './run.ts';
import type { Reader } from './scope.ts';
import type { Item, RecordSelection } from './selection.ts';

type Row = Readonly<Record<string, unknown>>;

export function readerFor(kernel: ReadKernel, access: Access, via?: Via): Reader {
  const { model } = kernel;
  const rowsOf = async (asked: CodeRows): Promise<readonly unknown[]> => {
    const now = kernel.clock.now();
    const plan = planCodeRows(kernel, asked, access);
    const actor = bindingsOf(access.actor);
    const result = await (via ?? (await kernel.database())).query(plan.bind({ variables: {}, actor, now }));
    const by: ReadBy = { actor: access.actor, via: 'API', operation: null };
    const answer = await answerOf(
      { ...kernel, limits: { ...kernel.limits, maxAnswerBytes: Number.POSITIVE_INFINITY } },
      plan,
      String(result.rows[0]?.['data']),
      { variables: {}, actor, now, locale: access.actor.locale ?? 'en', by },
      via,
    );
    const data = answer.kind === 'text' ? JSON.parse(answer.text) : answer.tree;
    return (data as { rows: readonly unknown[] }).rows;
  };
  return {
    async read(selection, o) {
      const rows = await rowsOf({
        entity: entityOf(model, selection.entity.name),
        items: itemsOf(model, selection),
        ids: o.ids ?? (o.id === undefined ? null : [o.id]),
        where: o.where ?? null,
        orderBy: o.orderBy ?? null,
        direction: o.direction ?? null,
        limit: o.limit ?? null,
      });
      const [failed] = settle(rows).errors;
      // Code that goes on with a null in place of what it may not read would calculate something wrong.
      if (failed) throw failed.error;
      return rows as never;
    },
    async readPaths(name, o) {
      const entity = entityOf(model, name);
      const items = itemsOfPaths(
        model,
        entity,
        o.paths.map((p) => p.split('.')),
      );
      const rows = await rowsOf({ entity, items, ids: o.ids ?? null, where: null, orderBy: null, direction: null, limit: o.limit ?? null });
      return (settle(rows).data as readonly Row[]).map((row) =>
        Object.fromEntries([['id', row['id']], ...o.paths.map((p) => [p, at(row, p.split('.'))] as const)]),
      );
    },
  };
}

function entityOf(model: Model, name: string): EntityDef {
  const entity = model.entities.get(name);
  if (entity === undefined) throw badInput(label(`there is no entity "${name}"`, `没有实体“${name}”`));
  return entity;
}

function fieldOf(entity: EntityDef, name: string): FieldDef {
  const field = entity.fields.get(name);
  if (field === undefined) throw badInput(label(`${entity.name} has no field "${name}"`, `${entity.label.zh}没有字段“${name}”`));
  return field;
}

function itemsOf(model: Model, { entity, fields }: Selection): Item[] {
  const def = entityOf(model, entity.name);
  const named = Object.entries(fields).filter(([key]) => key !== 'id');
  return [
    valueItem(def, 'id'),
    ...named.map(([key, chosen]) => (chosen === true ? valueItem(def, key) : relationItem(model, def, key, itemsOf(model, chosen)))),
  ];
}

function valueItem(entity: EntityDef, name: string): Item {
  const field = fieldOf(entity, name);
  if (field.scalar === null)
    throw badInput(label(`say what to read of ${entity.name}.${name}`, `请指明读取${entity.label.zh}的 ${name} 中的哪些内容`));
  return field.scalar === 'Money'
    ? {
        kind: 'money',
        key: name,
        field,
        parts: [
          { key: 'amount', part: 'amount' },
          { key: 'currency', part: 'currency' },
        ],
      }
    : { kind: 'value', key: name, field };
}

function relationItem(model: Model, entity: EntityDef, name: string, items: readonly Item[]): Item {
  const field = fieldOf(entity, name);
  const { spec } = field;
  if (spec.kind !== 'one' && spec.kind !== 'many' && spec.kind !== 'through')
    throw badInput(label(`${entity.name}.${name} is no relation`, `${entity.label.zh}的 ${name} 不是关联`));
  const selection: RecordSelection = { kind: 'record', entity: entityOf(model, spec.target.name), items };
  return spec.kind === 'one' ? { kind: 'one', key: name, field, selection } : { kind: 'rows', key: name, field, selection };
}

function itemsOfPaths(model: Model, entity: EntityDef, paths: readonly (readonly string[])[]): Item[] {
  const byHead = new Map<string, (readonly string[])[]>([['id', []]]);
  for (const [head, ...rest] of paths)
    if (head !== undefined) byHead.set(head, [...(byHead.get(head) ?? []), ...(rest.length > 0 ? [rest] : [])]);
  return [...byHead].map(([head, rest]) => {
    if (rest.length === 0) return valueItem(entity, head);
    const { spec } = fieldOf(entity, head);
    const target = 'target' in spec ? entityOf(model, spec.target.name) : entity;
    return relationItem(model, entity, head, itemsOfPaths(model, target, rest));
  });
}

/** What stands at a path; along a to-many relation, a list. */
function at(value: unknown, path: readonly string[]): unknown {
  const [head, ...rest] = path;
  if (head === undefined || value === null || value === undefined) return value ?? null;
  return Array.isArray(value) ? value.map((v) => at(v, path)) : at((value as Row)[head], rest);
}
