/** Plugins' own reads: `query` answers with a structure, `list` with a connection. */
import { rightsOf } from '../../access/rights.ts';
import { GuanxiError } from '../../errors.ts';
import type { ListDefinition, QueryDefinition } from '../../write/declarations.ts';
import type { Kernel } from '../../write/kernel.ts';
import type { ApiContext, Arguments } from '../context.ts';
import { connectionOf, listArguments } from './connections.ts';
import type { Derivation } from './derivation.ts';
import { describe, pascal } from './describe.ts';
import { inputFields } from './inputs.ts';
import { outputType } from './outputs.ts';
import { plannedRoot } from './planned.ts';
import type { FieldShape } from './types.ts';

export function queryField(d: Derivation, q: QueryDefinition): FieldShape {
  const at = { plugin: q.plugin, path: q.name, name: pascal(q.name) };
  return {
    // A failure of the plugin's code leaves a hole in the answer, not an empty answer (DATA-06).
    type: outputType(d, q.output, { ...at, name: `${at.name}Result` }).replace(/!$/, ''),
    description: describe(q.label),
    args: inputFields(d, q.input, at),
    resolve: (_root, args: Arguments, context: ApiContext, info) => context.query(q, args, info),
  };
}

export function listField(d: Derivation, l: ListDefinition): FieldShape | null {
  const entity = d.source.model.entities.get(l.of.name);
  if (!entity) return null;
  const own = inputFields(d, l.input, { plugin: l.plugin, path: l.name, name: pascal(l.name) });
  const standard = listArguments(d, entity);
  for (const name of Object.keys(own).filter((n) => standard[n])) {
    d.problems.push({
      code: 'RESERVED_NAME',
      plugins: [l.plugin],
      subject: `${l.name}.${name}`,
      detail: 'every list has an argument of this name',
    });
  }
  return {
    type: connectionOf(d, entity.name, describe(entity.label)),
    description: describe(l.label),
    args: { ...standard, ...own },
    means: { kind: 'root', root: { kind: 'list', entity, named: l } },
    resolve: (root, args, context, info) => {
      requirePermission(context.kernel, context, l.permission);
      return plannedRoot(root, args, context, info);
    },
  };
}

/** Whoever lacks the permission is told so, under the field. */
export function requirePermission(
  kernel: Pick<Kernel, 'registry'>,
  context: Pick<ApiContext, 'access' | 'locale'>,
  permission: string,
): void {
  if (rightsOf(context.access).has(permission)) return;
  const named = [...kernel.registry.plugins.values()].map((p) => p.permissions.get(permission)).find((l) => l !== undefined);
  const text = named && (context.locale === 'zh-CN' ? named.zh : named.en);
  throw new GuanxiError('FORBIDDEN', { permission: text ?? permission });
}
