/** Boot check: a permission that is asked for exists. One that does not would be held by nobody, and look like a missing right. */
import { kernelPermissions } from '../access/kernel-permissions.ts';
import type { Model } from '../model/model.ts';
import { type BootProblem, problem } from './boot-error.ts';
import type { Plugin } from './define.ts';

interface Asked {
  readonly plugin: string;
  readonly subject: string;
  readonly permission: string;
}

export function checkPermissions(plugins: readonly Plugin[], model: Model): readonly BootProblem[] {
  const known = new Set(['public', ...Object.keys(kernelPermissions), ...plugins.flatMap(({ shape }) => Object.keys(shape.permissions))]);
  const installed = new Map(plugins.map((p) => [p.id, p]));
  /** Of a plugin that may be absent, and is. */
  const isAbsent = ({ plugin, permission }: Asked): boolean => {
    const owner = permission.slice(0, permission.indexOf(':'));
    return !installed.has(owner) && (installed.get(plugin)?.kit.optional.includes(owner) ?? false);
  };
  return [...plugins.flatMap(askedByPlugin), ...askedByModel(model)]
    .filter((asked) => !known.has(asked.permission) && !isAbsent(asked))
    .map(({ plugin, subject, permission }) => problem('PERMISSION_UNKNOWN', [plugin], { subject, permission }));
}

function askedByPlugin({ id, shape }: Plugin): Asked[] {
  return [
    ...(shape.commands ?? []).flatMap(({ name, definition }) =>
      definition ? [{ plugin: id, subject: `Command "${name}"`, permission: definition.permission }] : [],
    ),
    ...(shape.queries ?? []).map((q) => ({
      plugin: id,
      subject: `${q.kind === 'list' ? 'List' : 'Query'} "${q.name}"`,
      permission: q.permission,
    })),
    ...(shape.subscriptions ?? []).map((s) => ({ plugin: id, subject: `Subscription "${s.name}"`, permission: s.permission })),
    ...((shape.uses ?? []) as readonly string[]).map((permission) => ({ plugin: id, subject: '`uses`', permission })),
  ];
}

function askedByModel(model: Model): Asked[] {
  return [...model.entities.values()].flatMap((entity) => {
    const { read } = entity;
    const permission = typeof read === 'string' ? read : typeof read === 'object' && read !== null ? read.permission : null;
    return [
      ...(permission === null ? [] : [{ plugin: entity.plugin, subject: `Entity ${entity.name}`, permission }]),
      ...[...entity.fields.values()].flatMap(({ name, plugin, spec }) =>
        spec.options.permission === undefined
          ? []
          : [{ plugin, subject: `Field ${entity.name}.${name}`, permission: spec.options.permission }],
      ),
    ];
  });
}
