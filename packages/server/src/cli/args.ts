/** A command line read strictly: what is not known is told, and never passed over. */
import { type ArgsDef, parseArgs } from 'citty';
import { UsageError } from './command.ts';

/** @throws UsageError */
export function readArgs<A extends ArgsDef>(raw: readonly string[], defs: A): ReturnType<typeof parseArgs<A>> {
  const flags = Object.entries(defs).filter(([, def]) => def.type !== 'positional');
  for (const [i, given] of raw.entries()) {
    if (given === '--') break;
    if (!given.startsWith('-') || given === '-') continue;
    const name = given.replace(/^--?/, '').split('=', 1)[0] as string;
    const found = flags.find(([key, def]) => key === name || (def.type === 'boolean' && `no-${key}` === name));
    if (!found && !isValueOf(raw[i - 1], flags)) throw new UsageError(`There is no option "${given.split('=', 1)[0]}".`);
  }
  const args = parsed(raw, defs);
  for (const [key, def] of flags)
    if (def.type === 'string' && (args as Record<string, unknown>)[key] === '') throw new UsageError(`--${key} needs a value.`);
  const positionals = Object.values(defs).filter((def) => def.type === 'positional').length;
  const surplus = args._.slice(positionals);
  if (surplus.length > 0) throw new UsageError(`"${surplus.join(' ')}" is not expected here.`);
  return args;
}

/** Whether the word before wants this one, which happens to begin with a hyphen. */
const isValueOf = (before: string | undefined, flags: readonly (readonly [string, ArgsDef[string]])[]): boolean =>
  before !== undefined && flags.some(([key, def]) => before === `--${key}` && def.type === 'string');

function parsed<A extends ArgsDef>(raw: readonly string[], defs: A): ReturnType<typeof parseArgs<A>> {
  try {
    return parseArgs<A>([...raw], defs);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** A whole number from an option. */
export function wholeNumber(text: string | undefined, name: string, least: number, most: number): number | null {
  if (text === undefined) return null;
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > most)
    throw new UsageError(`--${name} is a whole number from ${least} to ${most}, not "${text}".`);
  return number;
}
