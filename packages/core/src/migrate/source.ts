/**
 * Where migrations come from: a directory in which each folder holds a `migration.sql`, as drizzle-kit writes them and as they are
 * written by hand. A folder's name is the migration's; names sort by the instant they begin with.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GuanxiError } from '../errors.ts';

export interface MigrationSource {
  readonly plugin: string;
  readonly directory: URL;
  /** Plugins whose migrations come first; one that is not among the sources is passed over. */
  readonly needs: readonly string[];
}

export interface Migration {
  readonly plugin: string;
  readonly name: string;
  /** sha256 of the file, in hex. */
  readonly hash: string;
  /** False when the file is marked to run outside a transaction, as CREATE INDEX CONCURRENTLY must. */
  readonly transaction: boolean;
  readonly statements: readonly string[];
}

/** Stands on a line of its own above the first statement. */
const noTransaction = /^--\s*guanxi:\s*no transaction\s*$/;
const breakpoint = '--> statement-breakpoint';

/** The migrations of one source, oldest first. A source without its directory is a package that was packed wrongly. */
export async function readMigrations(source: MigrationSource): Promise<readonly Migration[]> {
  const directory = fileURLToPath(source.directory);
  const entries = await readdir(directory, { withFileTypes: true }).catch((cause: unknown) => {
    throw new GuanxiError('MIGRATION_INVALID', { migration: source.plugin, problem: `there is no directory ${directory}` }, { cause });
  });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  // By code unit, as the journal's "C" collation sorts them: the order must not depend on a locale.
  names.sort((a, b) => (a < b ? -1 : 1));
  return Promise.all(names.map((name) => readMigration(source.plugin, directory, name)));
}

async function readMigration(plugin: string, directory: string, name: string): Promise<Migration> {
  const file = join(directory, name, 'migration.sql');
  const raw = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new GuanxiError('MIGRATION_INVALID', { migration: `${plugin}/${name}`, problem: `${file} cannot be read` }, { cause });
  });
  return parseMigration(plugin, name, raw);
}

export function parseMigration(plugin: string, name: string, raw: string): Migration {
  // A checkout on Windows may change the line ends; the migration is the same.
  const text = raw.replaceAll('\r\n', '\n').replace(/^\uFEFF/, '');
  const statements = text
    .split(breakpoint)
    .map((part) => part.trim())
    .filter((part) => withoutComments(part) !== '');
  const problem = statements.map(problemOf).find((found) => found !== null);
  if (problem) throw new GuanxiError('MIGRATION_INVALID', { migration: `${plugin}/${name}`, problem });
  return {
    plugin,
    name,
    hash: createHash('sha256').update(text).digest('hex'),
    transaction: !headOf(text).some((line) => noTransaction.test(line)),
    statements,
  };
}

/** The comment lines above the first statement. */
function headOf(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.trim());
  const first = lines.findIndex((line) => line !== '' && !line.startsWith('--'));
  return first < 0 ? lines : lines.slice(0, first);
}

/** A statement without the comment lines above it. */
export const withoutComments = (statement: string): string => statement.replace(/^(?:\s*--[^\n]*(?:\n|$))*/, '').trim();

/** Each migration's transaction is the runner's own: one that ends it would be half applied when the next statement fails. */
function problemOf(statement: string): string | null {
  const word = /^(begin|start\s+transaction|commit|end|rollback|abort|savepoint)\b/i.exec(withoutComments(statement))?.[1];
  return word ? `it says ${word.toUpperCase()}, but the runner opens and ends its transaction` : null;
}
