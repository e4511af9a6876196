/**
 * Gates: questions that a command must have answered before it runs, asked by the kernel inside the command's transaction, so that nobody
 * who runs it can forget them. Who answers is a plugin; the kernel knows neither the question nor the answer.
 */
import { GuanxiError } from '../errors.ts';
import type { Label } from '../model/label.ts';
import type { PluginType } from '../model/plugin-type.ts';
import type { Scope } from '../read/scope.ts';
import { blame } from './blame.ts';
import type { Registry } from './kernel.ts';
import { Refusals } from './problems.ts';

// Inside the engine a gate's functions are called with whatever plugin's scope and questions: typed by the kit, loose here.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Loose = any;

/** What a plugin answers for others. */
export interface Gate<Q = Loose> {
  readonly kind: 'gate';
  readonly plugin: string;
  /** `plugin.name`. */
  readonly name: string;
  readonly label: Label;
  /** All questions of one command at once; for each the refusal, or null where nothing speaks against it. It reads and does not write. */
  readonly ask: (scope: Scope<PluginType>, questions: readonly Loose[]) => Promise<readonly (GuanxiError | null)[]>;
  readonly '~q'?: (question: Q) => Q;
}

/** A gate that a command names, and what it asks there of an input: one question, several, or none. */
export interface GateUse {
  readonly gate: Gate;
  readonly about: (input: Loose) => Loose;
}
/** The same, typed: each gate's questions by its own type. */
export type GateUses<I, Qs extends readonly unknown[]> = {
  readonly [K in keyof Qs]: {
    readonly gate: Gate<Qs[K]>;
    readonly about: (input: I) => NoInfer<Qs[K]> | readonly NoInfer<Qs[K]>[] | null;
  };
};

export interface Asking {
  readonly registry: Registry;
  /** The plugin whose code would run. */
  readonly plugin: string;
  /** For messages: the command or hook. */
  readonly where: string;
  readonly uses: readonly GateUse[] | undefined;
  readonly input: unknown;
  /** What a gate's plugin reads with. */
  scope(plugin: string): Scope;
}

/** @throws Refusals with the answer to every question that was refused */
export async function askGates({ registry, plugin, where, uses = [], input, scope }: Asking): Promise<void> {
  const refused: GuanxiError[] = [];
  for (const { gate, about } of uses) {
    const asked: unknown = await blame(plugin, `${where}: ${gate.name}`, async () => about(input));
    const questions = asked === null ? [] : Array.isArray(asked) ? asked : [asked];
    if (questions.length === 0) continue;
    // Nobody to answer is no leave.
    const installed = registry.gates.get(gate.name);
    if (!installed) throw new GuanxiError('PLUGIN_UNAVAILABLE', { plugin: gate.plugin });
    const answers = await blame(installed.plugin, `gate ${gate.name}`, () => installed.ask(scope(installed.plugin), questions));
    refused.push(...answers.filter((answer) => answer !== null));
  }
  if (refused.length > 0) throw new Refusals(refused);
}
