/** A column as its reader sees it: refused without its field's permission, null where its field is not visible. */
import type { ColumnDef, EntityDef, FieldDef } from '../model/model.ts';
import { allOf, type Condition, conditionText } from './condition.ts';
import type { AccessContext } from './context.ts';
import { forbidden, lackedFor } from './rights.ts';
import { related, rowOf } from './symbols.ts';
import { columnType } from './types.ts';

const guarding = new WeakMap<EntityDef, ReadonlyMap<string, readonly FieldDef[]>>();

/** The fields that guard an entity's columns, by column. */
function guards(entity: EntityDef): ReadonlyMap<string, readonly FieldDef[]> {
  const known = guarding.get(entity);
  if (known) return known;
  const out = new Map<string, FieldDef[]>();
  for (const field of entity.fields.values()) {
    const { spec } = field;
    if (spec.options.permission === undefined && spec.options.visible === undefined) continue;
    const keys = spec.kind === 'column' ? [spec.column] : spec.kind === 'money' ? [`${spec.prefix}Amount`, `${spec.prefix}Currency`] : [];
    for (const key of keys) out.set(key, [...(out.get(key) ?? []), field]);
  }
  guarding.set(entity, out);
  return out;
}

/** @throws FORBIDDEN where the actor lacks the permission of a field over it. */
export function readableColumn(ctx: AccessContext, entity: EntityDef, alias: string, column: ColumnDef): string {
  const plain = `${alias}."${column.name}"`;
  const fields = guards(entity).get(column.key);
  if (fields === undefined) return plain;
  for (const field of fields) {
    const lacked = lackedFor(ctx.rights, field);
    if (lacked !== null) throw forbidden(lacked);
  }
  return visibleValue(ctx, fields, entity, alias, plain, columnType(column));
}

/** The value where every field's `visible` holds, else null. */
export function visibleValue(
  ctx: AccessContext,
  fields: readonly FieldDef[],
  entity: EntityDef,
  alias: string,
  value: string,
  type: string,
): string {
  const condition = fieldsVisible(ctx, fields, entity, alias);
  if (condition === true) return value;
  return condition === false ? `null::${type}` : `(case when ${condition} then ${value} end)`;
}

function fieldsVisible(ctx: AccessContext, fields: readonly FieldDef[], entity: EntityDef, alias: string): Condition {
  const seen = allOf(
    fields.map(({ spec: { options } }) => {
      if (options.visible === undefined) return true;
      const said = options.visible(rowOf(entity, alias), ctx.actor, related);
      return typeof said === 'boolean' ? said : ctx.render(said, 'policy');
    }),
  );
  const present = ctx.present.get(alias);
  if (present === undefined || seen === false) return seen;
  const now = fieldsVisible(ctx, fields, entity, present);
  return now === true ? seen : allOf([seen, `${present}."id" is null or ${conditionText(now)}`]);
}

/** Whether a row's value of a field is shown. @throws FORBIDDEN as reading one of its columns does */
export function valueVisible(
  ctx: AccessContext,
  field: FieldDef,
  columns: readonly ColumnDef[],
  entity: EntityDef,
  alias: string,
): Condition {
  const fields = [field, ...columns.flatMap((c) => guards(entity).get(c.key) ?? [])];
  for (const each of fields) {
    const lacked = lackedFor(ctx.rights, each);
    if (lacked !== null) throw forbidden(lacked);
  }
  return fieldsVisible(ctx, [...new Set(fields)], entity, alias);
}

/** Whether a column's value can be missing for this reader though the database holds one. */
export const isGuarded = (entity: EntityDef, column: string): boolean =>
  guards(entity)
    .get(column)
    ?.some((f) => f.spec.options.visible !== undefined) ?? false;
