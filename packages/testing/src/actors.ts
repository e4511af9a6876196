/** People and programs of a test's tenant, with what a test does as them. */
import type { Actor, Bound, Command, Grants, Locale, Outcome, PluginType, RunOptions } from '@guanxi/core';

export interface TestActor<P extends PluginType> extends Omit<Bound<P>, 'run'> {
  /** What the command answered. A refusal fails the test, and is told whole. */
  run<I, O>(command: Command<I, O>, input: NoInfer<I>, o?: RunOptions): Promise<O>;
  /** The code of the first refusal. A command that was not refused fails the test. */
  refused<I, O>(command: Command<I, O>, input: NoInfer<I>, o?: RunOptions): Promise<string>;
  /** Either, as the engine gives it. */
  attempt<I, O>(command: Command<I, O>, input: NoInfer<I>, o?: RunOptions): Promise<Outcome<O>>;
}

export interface ActorOptions {
  /** Permissions over everything, or each with its reach. Default: all there are. */
  readonly can?: Grants;
  readonly locale?: Locale;
  /** Why they read: needed for what is confidential. */
  readonly purpose?: string;
}
export interface StaffOptions extends ActorOptions {
  readonly name?: string;
  /** A member of staff that is there already; else one is made, where a plugin has staff. */
  readonly id?: string;
  readonly team?: string;
  /** Teams that the reach `below` covers besides the person's own. */
  readonly teamsBelow?: readonly string[];
}
export interface ContactOptions extends ActorOptions {
  /** A contact that is there already; else an id of nobody. */
  readonly id?: string;
  readonly customers?: readonly string[];
}
export interface ServiceOptions extends ActorOptions {
  readonly name?: string;
}

export function testActor<P extends PluginType>(bound: Bound<P>): TestActor<P> {
  return {
    ...bound,
    async run(command, input, o) {
      const outcome = await bound.run(command, input, o);
      if (outcome.ok) return outcome.value;
      throw new Error(
        `${command.name} was refused:\n${outcome.errors.map((e) => `  ${e.code} ${e.path.join('.')}: ${e.message}`).join('\n')}`,
      );
    },
    async refused(command, input, o) {
      const outcome = await bound.run(command, input, o);
      if (!outcome.ok) return outcome.errors[0]?.code ?? '';
      throw new Error(`${command.name} was not refused; it answered ${JSON.stringify(outcome.value)}`);
    },
    attempt: bound.run,
  };
}

/** The fields of an actor that every kind has. */
export const actorBase = (
  tenant: string,
  { can = ['*'], locale, purpose }: ActorOptions,
): Pick<Actor, 'tenant' | 'permissions' | 'locale' | 'purpose'> => ({
  tenant,
  permissions: can,
  ...(locale && { locale }),
  ...(purpose !== undefined && { purpose }),
});
