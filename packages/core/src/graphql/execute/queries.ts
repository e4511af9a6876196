/** A plugin's query: its code with the caller's rights, and the records in its answer read as the caller selected them. */
import type { GraphQLResolveInfo } from 'graphql';
import { blame } from '../../write/blame.ts';
import { openCall } from '../../write/call.ts';
import { checkInput } from '../../write/check-input.ts';
import type { QueryDefinition } from '../../write/declarations.ts';
import { readingFrom } from '../../write/reading.ts';
import { accessOf, scopeFor } from '../../write/scope.ts';
import { checkIds, refuseMissing } from '../../write/visibility.ts';
import type { Arguments } from '../context.ts';
import { requirePermission } from '../schema/queries.ts';
import { noIds } from './commands.ts';
import { planField } from './fields.ts';
import { assemble, idsIn } from './outcome.ts';
import { type Reads, run, treeOf } from './reads.ts';
import type { Asking } from './request.ts';

export async function query(
  reads: Reads,
  asking: Asking,
  definition: QueryDefinition,
  args: Arguments,
  info: GraphQLResolveInfo,
): Promise<unknown> {
  requirePermission(asking.kernel, asking, definition.permission);
  const planned = planField(reads, asking, info, definition.output);
  const call = await openCall(asking.kernel, { ...asking.actor, locale: asking.locale });
  const input = checkInput(call, definition.input, args, true);
  const database = await asking.kernel.database();
  const access = accessOf(call);
  const check = checkIds(call, access, input.ids);
  const found = await Promise.all(check.statements.map((s) => database.query(s)));
  refuseMissing(call, input.ids, check.read(found));
  const scope = scopeFor(call, definition.plugin, access, readingFrom(call, database));
  const value = await blame(definition.plugin, definition.name, () => definition.run(scope, input.value));
  const { outcome } = planned.rest;
  if (!planned.rest.reads) return assemble(outcome, value, {});
  const records = treeOf(await run(asking, planned, { ...noIds(planned.plan.roots), ...idsIn(outcome, value) }));
  return assemble(outcome, value, records);
}
