/** A column as its reader sees it: refused without its field's permission or above the reader's clearance, null where its field is not visible. */
import type { ColumnDef, EntityDef, FieldDef } from '../model/model.ts';
import { allOf, type Condition, conditionText } from './condition.ts';
import type { AccessContext } from './context.ts';
import { classOf, refusalOf } from './rights.ts';
import { related, rowOf } from './symbols.ts';
import { columnType } from './types.ts';

const over = new WeakMap<EntityDef, ReadonlyMap<string, readonly FieldDef[]>>();

/** The fields over an entity's columns, by column: each of them guards it. */
function allOver(entity: EntityDef): ReadonlyMap<string, readonly FieldDef[]> {
  const known = over.get(entity);
  if (known) return known;
  const out = new Map<string, FieldDef[]>();
  for (const field of entity.fields.values()) {
    const { spec } = field;
    const keys = spec.kind === 'column' ? [spec.column] : spec.kind === 'money' ? [`${spec.prefix}Amount`, `${spec.prefix}Currency`] : [];
    for (const key of keys) out.set(key, [...(out.get(key) ?? []), field]);
  }
  over.set(entity, out);
  return out;
}
export const fieldsOver = (entity: EntityDef, column: string): readonly FieldDef[] => allOver(entity).get(column) ?? [];

/** Notes what is confidential. @throws FORBIDDEN, PURPOSE_REQUIRED where the actor may not read the field */
export function requireField(ctx: AccessContext, field: FieldDef): void {
  const refusal = refusalOf(ctx.rights, field);
  if (refusal !== null) throw refusal;
  if (ctx.rights.clearance.notes && classOf(ctx.rights, field) === 'CONFIDENTIAL') ctx.confidential.note(field.entity, field.name);
}

/** @throws FORBIDDEN, PURPOSE_REQUIRED where the actor may not read a field over it. */
export function readableColumn(ctx: AccessContext, entity: EntityDef, alias: string, column: ColumnDef): string {
  const plain = `${alias}."${column.name}"`;
  const fields = fieldsOver(entity, column.key);
  for (const field of fields) requireField(ctx, field);
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

/** Whether a row's value of a field is shown. @throws FORBIDDEN, PURPOSE_REQUIRED as reading one of its columns does */
export function valueVisible(
  ctx: AccessContext,
  field: FieldDef,
  columns: readonly ColumnDef[],
  entity: EntityDef,
  alias: string,
): Condition {
  const fields = [field, ...columns.flatMap((c) => fieldsOver(entity, c.key))];
  for (const each of fields) requireField(ctx, each);
  return fieldsVisible(ctx, [...new Set(fields)], entity, alias);
}

/** Whether a column's value can be missing for this reader though the database holds one. */
export const isGuarded = (entity: EntityDef, column: string): boolean =>
  fieldsOver(entity, column).some((f) => f.spec.options.visible !== undefined);
