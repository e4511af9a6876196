/** Boot checks of gates: a command that reaches somebody asks one or says why not, and whom it asks is there. */
import type { CommandDefinition } from '../write/declarations.ts';
import type { GateUse } from '../write/gate.ts';
import { type BootProblem, problem } from './boot-error.ts';
import type { Plugin } from './define.ts';
import { reachingVerb } from './reaching.ts';

export function checkGates(plugins: readonly Plugin[]): readonly BootProblem[] {
  const listed = new Set(plugins.flatMap(({ shape }) => (shape.gates ?? []).map((g) => g.name)));
  const unknown = (plugin: string, subject: string, uses: readonly GateUse[] = []): BootProblem[] =>
    uses
      .filter(({ gate }) => !listed.has(gate.name))
      .map(({ gate: { name, plugin: other } }) => problem('UNKNOWN_GATE', [...new Set([plugin, other])], { subject, name }));
  return plugins.flatMap(({ id, shape }) => [
    ...(shape.commands ?? []).flatMap(({ definition }) =>
      definition ? [...forgotten(definition), ...unknown(id, `Command "${definition.name}"`, definition.gates)] : [],
    ),
    ...(shape.hooks ?? []).flatMap((hook) => (hook.kind === 'after' ? unknown(id, `after(${hook.event.name})`, hook.gates) : [])),
  ]);
}

function forgotten({ plugin, name: subject, gates = [], reachesNobody = '' }: CommandDefinition): BootProblem[] {
  const verb = reachingVerb(subject);
  return verb === null || gates.length > 0 || reachesNobody.trim() !== '' ? [] : [problem('REACHES_UNASKED', [plugin], { subject, verb })];
}
