/** A mutation for every command: one input, a payload of its outputs and user errors. */
import type { BoundCommand } from '../../write/kernel.ts';
import type { UserError } from '../../write/problems.ts';
import type { ApiContext, Arguments, Tree } from '../context.ts';
import type { Derivation } from './derivation.ts';
import { describe, pascal } from './describe.ts';
import { hasSubject, inputFields } from './inputs.ts';
import { outputFields } from './outputs.ts';
import { userErrorsKey } from './planned.ts';
import type { FieldShape, InputShape } from './types.ts';

export function addUserError(d: Derivation): void {
  d.types.object('UserError', 'Why a command did nothing, for whoever asked.', () => ({
    code: { type: 'String!', description: 'Stable; never used for something else.', resolve: (e) => (e as UserError).code },
    message: { type: 'String!', description: "In the caller's language.", resolve: (e) => (e as UserError).message },
    path: { type: '[String!]!', description: 'Where in the input, outermost first.', resolve: (e) => (e as UserError).path },
    details: { type: 'JSON', description: 'What the message tells of, by name.', resolve: (e) => (e as UserError).details },
  }));
}

export function mutationOf(d: Derivation, command: BoundCommand): FieldShape {
  const { definition } = command;
  const input = inputOf(d, command);
  return {
    type: `${payloadOf(d, command)}!`,
    description: describe(definition.label),
    args: {
      ...(input !== null && { input: { type: `${input}!`, description: 'What to do it with.' } }),
      idempotencyKey: { type: 'String', description: 'The same key and input again give the stored answer and do nothing twice.' },
    },
    resolve: (_root, args: Arguments, context: ApiContext, info) => context.command(definition, args, info),
  };
}

function inputOf(d: Derivation, { definition, extensions }: BoundCommand): string | null {
  const { name, plugin, input } = definition;
  const type = pascal(name);
  const at = { plugin, path: `${name}.input`, name: type };
  const fields: Record<string, InputShape> = { ...inputFields(d, input, at) };
  if (hasSubject(input))
    fields['expectedVersion'] = { type: 'Int', description: 'Refuse with CONFLICT if the record is at another version.' };
  for (const e of extensions) {
    if (fields[e.plugin])
      d.problems.push({
        code: 'RESERVED_NAME',
        plugins: [plugin, e.plugin],
        subject: `${name}.input.${e.plugin}`,
        detail: 'the plugin that extends the command would use this name',
      });
    fields[e.plugin] = {
      type: extensionOf(
        d,
        type,
        name,
        e.plugin,
        extensions.filter((x) => x.plugin === e.plugin),
      ),
      description: `What plugin ${e.plugin} adds.`,
    };
  }
  if (Object.keys(fields).length === 0) return null;
  const inputType = `${type}Input`;
  return d.types.once(inputType, () => d.types.input(inputType, `Of ${name}: ${describe(definition.label)}.`, () => fields));
}

function extensionOf(d: Derivation, type: string, command: string, plugin: string, extensions: BoundCommand['extensions']): string {
  const name = `${type}${pascal(plugin)}Input`;
  return d.types.once(name, () =>
    d.types.input(name, `What plugin ${plugin} adds to ${command}.`, () =>
      Object.assign(
        {},
        ...extensions.map((e) =>
          inputFields(d, e.input, { plugin, path: `${command}.input.${plugin}`, name: `${type}${pascal(plugin)}` }, { optional: true }),
        ),
      ),
    ),
  );
}

/** Outputs may be missing: a refused command has none. */
function payloadOf(d: Derivation, { definition }: BoundCommand): string {
  const { name, plugin, output, label } = definition;
  const type = `${pascal(name)}Payload`;
  return d.types.once(type, () => {
    const outputs = outputFields(d, output, { plugin, path: `${name}.output`, name: `${pascal(name)}Output` });
    if (outputs['userErrors'])
      d.problems.push({
        code: 'RESERVED_NAME',
        plugins: [plugin],
        subject: `${name}.output.userErrors`,
        detail: 'the payload has a field of this name',
      });
    d.types.object(type, `What came of ${name}: ${describe(label)}.`, () => ({
      ...Object.fromEntries(Object.entries(outputs).map(([key, f]) => [key, { ...f, type: f.type.replace(/!$/, '') }])),
      userErrors: {
        type: '[UserError!]!',
        description: 'Why nothing was done; empty where it was.',
        resolve: (payload) => (payload as Tree)[userErrorsKey],
      },
    }));
  });
}
