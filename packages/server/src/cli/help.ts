/** `--help`: what a command does, how it is called, an example, and what its exit codes mean. */
import type { ArgDef, ArgsDef } from 'citty';
import type { CliCommand, CliGroup } from './command.ts';

export const exitCodes = ['EXIT CODES', '', '  0  done', '  1  refused or failed', '  2  called wrongly; nothing was tried'].join('\n');

export const jsonArg = { json: { type: 'boolean', description: 'Answer as JSON' } } as const satisfies ArgsDef;

export function commandHelp(path: string, c: CliCommand): string {
  const all: [string, ArgDef][] = Object.entries({ ...c.args, ...jsonArg });
  const words = all.filter(([, def]) => def.type === 'positional').map(([name, def]) => ({ name: wordOf(name, def), def }));
  const options = all.filter(([, def]) => def.type !== 'positional').map(([name, def]) => ({ name: optionOf(name, def), def }));
  const needed = options.filter(({ def }) => def.required === true).map(({ name }) => name);
  const usage = ['guanxi', path, ...words.map((w) => w.name), ...needed, '[options]'].join(' ');
  const described = [...words, ...options].map(({ name, def }) => [name, { summary: def.description ?? '' }] as const);
  return [
    c.summary,
    '',
    `USAGE  ${usage}`,
    '',
    'OPTIONS',
    '',
    ...listing(Object.fromEntries(described)),
    '',
    'EXAMPLES',
    '',
    ...c.examples.map((e) => `  ${e}`),
    '',
    exitCodes,
  ].join('\n');
}

const wordOf = (name: string, def: ArgDef): string => (def.required === false ? `[${name.toUpperCase()}]` : name.toUpperCase());

function optionOf(name: string, def: ArgDef): string {
  if (def.type === 'boolean') return `--${name}`;
  return `--${name} ${def.type === 'enum' ? (def.options ?? []).join('|') : (def.valueHint ?? name.toUpperCase())}`;
}

export function groupHelp(path: string, { summary, commands }: CliGroup): string {
  const name = ['guanxi', path].filter(Boolean).join(' ');
  return [
    summary,
    '',
    `USAGE  ${name} <command>`,
    '',
    'COMMANDS',
    '',
    ...listing(commands),
    '',
    `"${name} <command> --help" says more.`,
  ].join('\n');
}

function listing(entries: Readonly<Record<string, { readonly summary: string }>>): string[] {
  const width = Math.max(...Object.keys(entries).map((name) => name.length));
  return Object.entries(entries).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
}
