/** What the write path costs beside the same rows written by hand, and what the log costs the writers. */
import type { Measured, Options } from '../measured.ts';
import { commandCosts } from './commands.ts';
import { httpCosts } from './http.ts';
import { logCosts } from './log.ts';

const parts: Readonly<Record<string, () => AsyncIterable<Measured>>> = { commands: commandCosts, http: httpCosts, log: logCosts };

export async function* write(o: Options): AsyncGenerator<Measured> {
  if (o.part !== null && !(o.part in parts)) throw new Error(`There is no part "${o.part}" of write: ${Object.keys(parts).join(', ')}.`);
  for (const [name, part] of Object.entries(parts)) if (o.part === null || o.part === name) yield* part();
}
