/** What is worth asking an actor: what is refused by name is asked now and then, or the answers would be nothing but refusals. */
import type { Actor } from '@guanxi/core';
import { modelOf } from '@guanxi/core/testing';
import { type GraphQLSchema, getNamedType } from 'graphql';
import type { EntityDef } from '../../packages/core/src/model/model.ts';
import type { Pair } from './pair.ts';
import { plugins } from './worlds.ts';

/** Types that are made of an entity's fields end in one of these. */
const made = /^(?:Filter|Order|GroupField|GroupKeys|Aggregate(?:Avg|CountDistinct|Max|Median|Min|P90|Sum))?$/;
const constantCase = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase();

export function mayAsk({ hidden, worlds, actor }: Pair): (type: string, field: string) => boolean {
  const { entities } = modelOf(worlds[0].engine);
  const names = [...entities.keys()].sort((a, b) => b.length - a.length);
  const known = new Map<string, boolean>();
  const decide = (type: string, field: string): boolean => {
    const entity = entities.get(names.find((n) => type.startsWith(n) && made.test(type.slice(n.length))) ?? '');
    const def = entity && [...entity.fields.values()].find((f) => f.name === field || constantCase(f.name) === field);
    if (!entity || !def) return true;
    const { spec } = def;
    const leadsTo = [...('target' in spec ? [spec.target.name] : []), ...('via' in spec ? [spec.via.name] : [])];
    return (
      !hidden.refused.has(`${entity.name}.${def.name}`) &&
      !leadsTo.some((e) => hidden.closed.has(e)) &&
      holdsPermission(actor, spec.options.permission)
    );
  };
  return (type, field) => {
    const key = `${type}.${field}`;
    const may = known.get(key) ?? decide(type, field);
    known.set(key, may);
    return may;
  };
}

export const holdsPermission = ({ permissions }: Actor, permission = 'public'): boolean =>
  permission === 'public' || (Array.isArray(permissions) ? permissions.includes(permission) : permission in permissions);

/** Root fields of a query, without those whose type is closed or whose permission is not held. */
export function rootsFor({ hidden, worlds, actor }: Pair, schema: GraphQLSchema): readonly string[] {
  const entities = [...modelOf(worlds[0].engine).entities.values()];
  const of = (type: string): EntityDef | undefined =>
    entities.find((e) => [e.name, `${e.name}Connection`, `${e.name}Aggregate`].includes(type));
  const asked = new Map(plugins().flatMap(({ shape }) => (shape.queries ?? []).map((q) => [q.name, q.permission])));
  return Object.values(schema.getQueryType()?.getFields() ?? {})
    .filter((f) => !hidden.closed.has(of(getNamedType(f.type).name)?.name ?? '') && holdsPermission(actor, asked.get(f.name)))
    .map((f) => f.name);
}
