/**
 * What every fragment of a plan is made with. Expressions name columns, columns have policies, and policies are expressions again: the
 * three compilers meet here, so that none of them needs another's file.
 */
import type { SQL } from 'drizzle-orm';
import type { ColumnDef, EntityDef, FieldDef, Model } from '../model/model.ts';
import type { PolicyActor } from '../model/policy.ts';
import { readableColumn, visibleValue } from './columns.ts';
import type { Condition } from './condition.ts';
import { ConfidentialUse } from './confidential.ts';
import { type Reached, rowPolicy } from './policy.ts';
import { renderSql } from './render.ts';
import type { Rights } from './rights.ts';
import type { Sink } from './sink.ts';
import { policyActor } from './symbols.ts';

/**
 * `policy`: inside a row policy, restriction or `visible`. There other tables get the tenant only, since with their own policy a `not
 * exists` would fail open, and columns are read as they are. `reader`: everywhere else, as the reader would see it.
 */
export type Mode = 'policy' | 'reader';

export interface AccessContext {
  readonly model: Model;
  readonly rights: Rights;
  readonly sink: Sink;
  readonly actor: PolicyActor<string>;
  /** For a row as it once was, by its alias: the alias of the record as it is. What is hidden now was not to be seen then either. */
  readonly present: Map<string, string>;
  /** What it reads that has to be noted. */
  readonly confidential: ConfidentialUse;
  render(expression: SQL, mode: Mode): string;
  /** A column as its reader sees it. @throws FORBIDDEN, PURPOSE_REQUIRED */
  column(entity: EntityDef, alias: string, column: ColumnDef): string;
  /** A value where the fields' `visible` hold, else null. */
  visible(fields: readonly FieldDef[], entity: EntityDef, alias: string, value: string, type: string): string;
  /** Which rows of the tenant the actor may see. */
  policy(entity: EntityDef, alias: string, reached?: Reached | null, seen?: readonly string[]): Condition;
}

export function accessContext(model: Model, rights: Rights, sink: Sink): AccessContext {
  const ctx: AccessContext = {
    model,
    rights,
    sink,
    actor: policyActor(rights),
    present: new Map(),
    confidential: new ConfidentialUse(),
    render: (expression, mode) => renderSql(ctx, expression, mode),
    column: (entity, alias, column) => readableColumn(ctx, entity, alias, column),
    visible: (fields, entity, alias, value, type) => visibleValue(ctx, fields, entity, alias, value, type),
    policy: (entity, alias, reached = null, seen = []) => rowPolicy(ctx, entity, alias, reached, seen),
  };
  return ctx;
}
