/** What a command of the command line is, and its exit codes. */
import type { ArgsDef, parseArgs } from 'citty';
import type { Output } from './output.ts';

/** 0: done. 1: refused or failed. 2: called wrongly; nothing was tried. */
export const exit = { ok: 0, failed: 1, usage: 2 } as const;
export type ExitCode = (typeof exit)[keyof typeof exit];

export type Args<A extends ArgsDef> = ReturnType<typeof parseArgs<A>>;

export interface CliCommand<A extends ArgsDef = ArgsDef> {
  readonly summary: string;
  readonly examples: readonly string[];
  readonly args: A;
  run(args: Args<A>, out: Output): Promise<ExitCode>;
}
/** Commands under one name: `tenant create`, `tenant list`. */
export interface CliGroup {
  readonly summary: string;
  readonly commands: Readonly<Record<string, CliCommand>>;
}

/** Typed by its own arguments here, loose in the table of contents. */
export const command = <const A extends ArgsDef>(c: CliCommand<A>): CliCommand => c as unknown as CliCommand;

/** Called wrongly: told with how it is called rightly. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
