/** A mutation: the command, and its reply read behind the commit as the caller selected it. */
import type { GraphQLResolveInfo } from 'graphql';
import type { CommandDefinition } from '../../write/declarations.ts';
import { runCommand } from '../../write/index.ts';
import type { Arguments, Tree } from '../context.ts';
import { userErrorsKey } from '../schema/planned.ts';
import { planField } from './fields.ts';
import { assemble, idsIn, idsOf } from './outcome.ts';
import { answered, bind, type Reads, treeOf } from './reads.ts';
import type { Asking } from './request.ts';

/** Planned before it runs: what cannot be answered must not be done. */
export async function mutate(
  reads: Reads,
  asking: Asking,
  definition: CommandDefinition,
  args: Arguments,
  info: GraphQLResolveInfo,
): Promise<Tree> {
  const planned = planField(reads, asking, info, { fields: definition.output });
  const { outcome } = planned.rest;
  const outcomeOf = await runCommand(asking.kernel, definition.name, args['input'], {
    actor: { ...asking.actor, locale: asking.locale },
    wire: true,
    ...keyOf(asking, args, info),
    reply: (output) => (planned.rest.reads ? bind(asking, planned, { ...noIds(planned.plan.roots), ...idsIn(outcome, output) }) : null),
  });
  if (!outcomeOf.ok) return { ...(assemble(outcome, {}, {}) as Tree), [userErrorsKey]: outcomeOf.errors };
  const records = planned.rest.reads ? treeOf(await answered(asking, planned, outcomeOf.replies[0])) : {};
  return { ...(assemble(outcome, outcomeOf.output, records) as Tree), [userErrorsKey]: [] };
}

/** Roots that an outcome has no records for. */
export const noIds = (roots: readonly { readonly key: string }[]): Record<string, readonly string[]> =>
  Object.fromEntries(roots.map((r) => [idsOf(r.key), []]));

/** A key given with the request belongs to its one mutation; where it has several, to each under its name. */
function keyOf(asking: Asking, args: Arguments, info: GraphQLResolveInfo): { readonly key?: string } {
  const own = args['idempotencyKey'];
  if (typeof own === 'string') return { key: own };
  if (asking.idempotencyKey === undefined) return {};
  const isOnly = asking.operation.node.selectionSet.selections.length === 1;
  return { key: isOnly ? asking.idempotencyKey : `${asking.idempotencyKey}/${info.path.key}` };
}
