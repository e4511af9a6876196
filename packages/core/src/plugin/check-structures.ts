/** Boot check of the structures in inputs and outputs: one name, one value. Two plugins that share one import it from one of them. */
import type { z } from 'zod';
import { inputKindOf } from '../model/input.ts';
import { bare, shapeOf } from '../write/schema.ts';
import { type BootProblem, problem } from './boot-error.ts';
import type { Plugin } from './define.ts';

interface Named {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly plugin: string;
}

export function checkStructures(plugins: readonly Plugin[]): readonly BootProblem[] {
  const byName = new Map<string, Named>();
  return plugins.flatMap((plugin) =>
    schemasOf(plugin)
      .flatMap((schema) => structuresIn(schema, plugin.id))
      .flatMap((found) => {
        const known = byName.get(found.name) ?? found;
        byName.set(found.name, known);
        return known.schema === found.schema
          ? []
          : [problem('DUPLICATE_TYPE', [known.plugin, found.plugin], { subject: found.name, detail: 'two structures of one name' })];
      }),
  );
}

function schemasOf({ shape }: Plugin): readonly z.ZodType[] {
  const fields = [
    ...(shape.commands ?? []).flatMap(({ definition }) => (definition ? [definition.input, definition.output] : [])),
    ...(shape.queries ?? []).map((q) => q.input),
    ...(shape.hooks ?? []).flatMap((hook) => (hook.kind === 'extend' ? [hook.input] : [])),
  ];
  return [...fields.flatMap((f) => Object.values(f)), ...(shape.queries ?? []).flatMap((q) => (q.kind === 'query' ? [q.output] : []))];
}

function structuresIn(schema: z.ZodType, plugin: string): readonly Named[] {
  const inner = bare(schema);
  const kind = inputKindOf(inner);
  const own = kind?.kind === 'object' || kind?.kind === 'oneOf' ? [{ name: kind.name, schema: inner, plugin }] : [];
  const shape = shapeOf(inner);
  const within =
    shape.kind === 'list'
      ? [shape.of]
      : shape.kind === 'fields'
        ? Object.values(shape.fields)
        : kind?.kind === 'oneOf'
          ? Object.values(kind.members)
          : [];
  return [...own, ...within.flatMap((s) => structuresIn(s, plugin))];
}
