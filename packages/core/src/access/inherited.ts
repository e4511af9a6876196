/** The class that a field has by what it is made of: the highest of the columns that it reads, other tables' too. */
import { SQL } from 'drizzle-orm';
import type { EntityDef, FieldDef, Model } from '../model/model.ts';
import type { Classification } from '../model/scalars.ts';
import { highest } from './clearance.ts';
import { fieldsOver } from './columns.ts';
import { related, rowOf, symbolOf } from './symbols.ts';

interface Used {
  readonly entity: EntityDef;
  readonly column: string;
}

/** As declared. Columns without a field have no class of their own: whatever shows them has. */
export const inheritedClass = (model: Model, field: FieldDef): Classification =>
  highest(
    columnsOf(model, field).flatMap(({ entity, column }) =>
      fieldsOver(entity, column).flatMap((f) => (f === field ? [] : [f.classification])),
    ),
  );

function columnsOf(model: Model, { entity: name, spec }: FieldDef): readonly Used[] {
  const entity = model.entities.get(name);
  if (!entity) return [];
  const own = (keys: readonly string[]): readonly Used[] => keys.map((column) => ({ entity, column }));
  const through = (target: { readonly name: string }, where: ((row: never, q: typeof related) => SQL) | null): readonly Used[] => {
    const def = model.entities.get(target.name);
    return def && where ? usedIn(model, where(rowOf(def, 'x') as never, related)) : [];
  };
  switch (spec.kind) {
    case 'computed':
      return own(spec.needs);
    case 'sql':
      return usedIn(model, spec.expression(rowOf(entity, 'x'), related));
    case 'measure':
      return usedIn(model, spec.sql(rowOf(entity, 'x')));
    case 'one':
      return own([spec.on[0]]);
    case 'many':
      return [...own([spec.on[0]]), ...through(spec.target, spec.where)];
    case 'through':
      return [...own([spec.from[0]]), ...through(spec.via, spec.where)];
    case 'any':
      return own([spec.type, spec.id]);
    case 'all':
      return own([spec.of]);
    default:
      return [];
  }
}

function usedIn(model: Model, expression: SQL): readonly Used[] {
  const symbolic = symbolOf(expression);
  if (!symbolic) return expression.queryChunks.flatMap((chunk) => (chunk instanceof SQL ? usedIn(model, chunk) : []));
  if (symbolic.kind === 'column') return [{ entity: symbolic.entity, column: symbolic.column.key }];
  if (symbolic.kind !== 'related') return [];
  const target = model.entities.get(symbolic.entity.name);
  if (!target) return [];
  const summed = symbolic.column === null ? [] : [{ entity: target, column: symbolic.column }];
  return [...summed, ...usedIn(model, symbolic.where(rowOf(target, 'x')))];
}
