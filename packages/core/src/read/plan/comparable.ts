/** What can be compared, sorted and grouped by: an expression with its type, read as the reader would see it. */

import { isGuarded, requireField } from '../../access/columns.ts';
import { conditionText } from '../../access/condition.ts';
import type { AccessContext } from '../../access/context.ts';
import { tableCondition } from '../../access/policy.ts';
import { canRaise } from '../../access/raise.ts';

import { related, rowOf } from '../../access/symbols.ts';
import { columnType } from '../../access/types.ts';
import { label } from '../../model/label.ts';
import type { ColumnDef, ColumnKind, EntityDef, FieldDef } from '../../model/model.ts';
import { badInput } from '../../model/refusals.ts';
import type { ScalarName } from '../../model/scalars.ts';
import { prefixOf } from '../sql/output.ts';
import type { ValueType } from '../value.ts';
import type { PlanContext } from './context.ts';

export interface Comparable {
  readonly sql: string;
  readonly type: ValueType;
  readonly array: boolean;
  readonly notNull: boolean;
}

const kinds: Readonly<Record<ScalarName, readonly [ColumnKind, string]>> = {
  ID: ['text', 'text'],
  String: ['text', 'text'],
  Int: ['int', 'int'],
  Float: ['decimal', 'numeric'],
  Decimal: ['decimal', 'numeric'],
  Boolean: ['boolean', 'boolean'],
  DateTime: ['instant', 'timestamptz'],
  Date: ['date', 'date'],
  JSON: ['json', 'jsonb'],
  Money: ['json', 'jsonb'],
};

export function comparableColumn(ctx: PlanContext, entity: EntityDef, alias: string, column: ColumnDef): Comparable {
  return {
    sql: ctx.column(entity, alias, column),
    type: { kind: column.kind, sql: columnType(column).replace('[]', ''), prefix: prefixOf(ctx.model, entity.idPrefix, column) },
    array: column.array,
    notNull: column.notNull && !isGuarded(entity, column.key),
  };
}

/** @throws FORBIDDEN where the actor may not read the field. */
export function comparableField(
  ctx: PlanContext,
  entity: EntityDef,
  alias: string,
  field: FieldDef,
  part: 'amount' | 'currency' = 'amount',
): Comparable {
  requireField(ctx, field);
  const { spec } = field;
  if (spec.kind === 'column' && field.column) return comparableColumn(ctx, entity, alias, field.column);
  if (spec.kind === 'money')
    return comparableColumn(
      ctx,
      entity,
      alias,
      entity.columns.get(`${spec.prefix}${part === 'amount' ? 'Amount' : 'Currency'}`) as ColumnDef,
    );
  if (spec.kind === 'sql') {
    const [kind, sql] = kinds[spec.type];
    const expression = `(${ctx.render(spec.expression(rowOf(entity, alias), related), 'reader')})::${sql}`;
    return {
      sql: guarded(ctx, entity, alias, ctx.visible([field], entity, alias, expression, sql)),
      type: { kind, sql, prefix: null },
      array: false,
      notNull: false,
    };
  }
  throw badInput(
    label(
      `${entity.name}.${field.name} cannot be filtered, sorted or grouped by`,
      `${entity.label.zh}的 ${field.name} 不能用于筛选、排序或分组`,
    ),
  );
}

/**
 * An expression that may raise is never evaluated on a row the reader may not see: Postgres is free to try it before the policy, and the
 * error would tell that the row is there.
 */
export function guarded(ctx: AccessContext, entity: EntityDef, alias: string, expression: string): string {
  if (!canRaise(expression)) return expression;
  return `(case when ${conditionText(tableCondition(ctx, entity, alias))} then ${expression} end)`;
}
