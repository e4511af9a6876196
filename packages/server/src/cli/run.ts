/** One call of the command line, from its words to its exit code. */
import { readFileSync } from 'node:fs';
import { BootError, GuanxiError } from '@guanxi/core';
import type { ArgsDef } from 'citty';
import { readArgs } from './args.ts';
import { type Args, type CliCommand, type CliGroup, type ExitCode, exit, UsageError } from './command.ts';
import { commands } from './contents.ts';
import { commandHelp, exitCodes, groupHelp, jsonArg } from './help.ts';
import { createOutput, type Output, type Streams } from './output.ts';

export async function runCli(words: readonly string[], streams: Streams): Promise<ExitCode> {
  const json = words.includes('--json');
  const out = createOutput(json, streams);
  const asksHelp = words.includes('--help') || words.includes('-h');
  const [first] = words;
  if (words.length === 1 && (first === '--version' || first === '-v')) {
    out.answer({ version: version() }, version());
    return exit.ok;
  }
  const found = find(commands, words);
  if (!('run' in found.at)) {
    const help = [groupHelp(found.path, found.at), ...(found.path === '' ? ['', exitCodes] : [])].join('\n');
    if (asksHelp || first === undefined) {
      out.answer({ help }, help);
      return first === undefined ? exit.usage : exit.ok;
    }
    const unknown = found.rest.find((w) => !w.startsWith('-'));
    return wrongly(
      out,
      unknown === undefined
        ? `"guanxi ${found.path}" needs a command.`
        : `There is no command "${[found.path, unknown].filter(Boolean).join(' ')}".`,
      help,
    );
  }
  const { at: command, path, rest } = found;
  if (asksHelp) {
    const help = commandHelp(path, command);
    out.answer({ help }, help);
    return exit.ok;
  }
  try {
    return await command.run(readArgs(rest, { ...command.args, ...jsonArg }) as unknown as Args<ArgsDef>, out);
  } catch (error) {
    if (error instanceof UsageError) return wrongly(out, error.message, `"guanxi ${path} --help" says how it is called.`);
    return failed(out, error);
  }
}

interface Place {
  readonly at: CliCommand | CliGroup;
  readonly path: string;
  readonly rest: readonly string[];
}

function find(from: Readonly<Record<string, CliCommand | CliGroup>>, words: readonly string[]): Place {
  let at: CliCommand | CliGroup = {
    summary: 'Guanxi: a CRM engine, extended by plugins, served over GraphQL.',
    commands: from as CliGroup['commands'],
  };
  const path: string[] = [];
  while (!('run' in at)) {
    const word = words[path.length];
    const next: CliCommand | CliGroup | undefined = word !== undefined && Object.hasOwn(at.commands, word) ? at.commands[word] : undefined;
    if (!next) break;
    path.push(word as string);
    at = next;
  }
  return { at, path: path.join(' '), rest: words.slice(path.length) };
}

function wrongly(out: Output, message: string, more: string): ExitCode {
  if (out.json) out.answer({ error: { code: 'USAGE', message } }, '');
  else out.note(`${message}\n\n${more}`);
  return exit.usage;
}

function failed(out: Output, error: unknown): ExitCode {
  const known = error instanceof GuanxiError;
  const message = error instanceof Error ? error.message : String(error);
  if (out.json) out.answer({ error: { code: known ? error.code : 'INTERNAL', message, details: known ? error.details : null } }, '');
  else if (known) out.note(error instanceof BootError ? message : `${message} (${error.code})`);
  else out.note(error instanceof Error ? (error.stack ?? message) : message);
  return exit.failed;
}

const version = (): string =>
  (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;
