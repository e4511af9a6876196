/** An operation for people: what of it is planned, the one statement, and what JavaScript does beside it. */
import { type GraphQLObjectType, Kind } from 'graphql';
import { explainPlan } from '../../read/index.ts';
import { meaningOf } from '../schema/meaning.ts';
import type { Reads } from './reads.ts';
import type { Asking } from './request.ts';

export function explainOperation(reads: Reads, asking: Asking): string {
  const { operation, schema, kernel } = asking;
  const root = schema.getRootType(operation.node.operation) as GraphQLObjectType;
  const names = rootNames(asking);
  const commands = names.flatMap((name) => kernel.registry.commands.get(operation.node.operation === 'mutation' ? name : '') ?? []);
  const said = commands.map(({ definition, before, extensions }) => {
    const hooks = [...before.map((h) => `before (${h.plugin})`), ...extensions.map((h) => `extended by ${h.plugin}`)];
    return `${definition.name}: command of ${definition.plugin}${hooks.length > 0 ? `, ${hooks.join(', ')}` : ''}; its reply is read in one statement behind the commit`;
  });
  if (operation.node.operation !== 'query') return `${said.join('\n')}\n`;
  const inCode = names.filter((name) => {
    const field = root.getFields()[name];
    return field && meaningOf(field)?.kind !== 'root';
  });
  const { plan } = reads.query(asking, inCode.length > 0);
  const beside = inCode.map((name) => `${name}: resolved in JavaScript`);
  return [...(plan.roots.length > 0 ? [explainPlan(plan).trimEnd()] : ['no statement']), ...beside, ''].join('\n');
}

/** Names of the root fields, those in fragments too. */
function rootNames({ operation }: Asking): readonly string[] {
  const names = new Set<string>();
  const gather = (selections: Asking['operation']['node']['selectionSet']['selections']): void => {
    for (const s of selections) {
      if (s.kind === Kind.FIELD) names.add(s.name.value);
      else gather((s.kind === Kind.INLINE_FRAGMENT ? s : operation.fragments[s.name.value])?.selectionSet.selections ?? []);
    }
  };
  gather(operation.node.selectionSet.selections);
  return [...names];
}
