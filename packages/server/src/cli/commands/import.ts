import { readFile } from 'node:fs/promises';
import { confirm } from '@clack/prompts';
import type { Engine } from '@guanxi/core';
import {
  errorFile,
  guessMapping,
  guessText,
  type ImportCounts,
  importTable,
  type Mapping,
  mappingSchema,
  readMappings,
  readNoun,
} from '../../import/index.ts';
import { type Encoding, type Format, openTable, type Table } from '../../tabular/index.ts';
import { actorArgs, commandLineActor } from '../actor.ts';
import { wholeNumber } from '../args.ts';
import { command, exit, UsageError } from '../command.ts';
import { databaseArgs, tenantArgs, tenantOf, withEngine } from '../engine.ts';
import type { Output } from '../output.ts';

/** So many new records change which plans are good. */
const analyzedFrom = 1_000;

export const importFile = command({
  summary: 'Bring the rows of a file into the CRM; a second run changes nothing',
  examples: [
    'guanxi import customers.csv --mapping customers.json --tenant acme --data ./data',
    'guanxi import 客户.xlsx --into customers --guess --dry-run --tenant acme --data ./data',
    'guanxi import --mapping-schema > mapping.schema.json',
  ],
  args: {
    file: { type: 'positional', description: 'CSV, TSV or XLSX', required: false },
    ...tenantArgs,
    tenant: { ...tenantArgs.tenant, required: false },
    mapping: { type: 'string', description: 'Which column goes where', valueHint: 'FILE.json' },
    into: { type: 'string', description: 'customers, contacts, staff, suppliers, facts, … or a command', valueHint: 'WHAT' },
    guess: { type: 'boolean', description: 'Use the mapping that is guessed from the header' },
    'dry-run': { type: 'boolean', description: 'Check everything, keep nothing' },
    errors: { type: 'string', description: 'Where refused rows go; default: beside the file', valueHint: 'FILE' },
    format: { type: 'enum', options: ['csv', 'tsv', 'xlsx'], description: 'Default: by the name' },
    encoding: { type: 'enum', options: ['utf-8', 'utf-16le', 'gb18030'], description: 'Default: found out' },
    batch: { type: 'string', description: 'Rows to a transaction; default 500', valueHint: 'N' },
    'mapping-schema': { type: 'boolean', description: 'Print the JSON Schema of mapping files' },
    ...actorArgs,
    ...databaseArgs,
  },
  async run(args, out) {
    if (args['mapping-schema']) {
      out.answer(mappingSchema(), JSON.stringify(mappingSchema(), null, 2));
      return exit.ok;
    }
    const { file, tenant: slug } = args;
    if (file === undefined) throw new UsageError('Which file?');
    if (slug === undefined) throw new UsageError('Missing required argument: --tenant');
    const batch = wholeNumber(args.batch, 'batch', 1, 500) ?? 500;
    const open = () =>
      openTable(file, {
        ...(args.format && { format: args.format as Format }),
        ...(args.encoding && { encoding: args.encoding as Encoding }),
      });
    const first = await open().catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UsageError(`There is no file "${file}".`);
      throw error;
    });
    return withEngine(args, async (engine) => {
      const tenant = await tenantOf(engine, slug);
      const mappings = await mappingsOf(engine, first, args, out);
      if (!mappings) return exit.failed;
      const errors = args.errors ?? `${file}.errors.csv`;
      const refused = errorFile(errors, first.header);
      const actor = commandLineActor(tenant, args.permissions);
      const results: (ImportCounts & { into: string })[] = [];
      const started = performance.now();
      for (const mapping of mappings) {
        const table = await open();
        const progress = out.progress(`${file} → ${mapping.into}`, table.bytes);
        const counts = await importTable(engine, table, mapping, {
          actor,
          zone: tenant.zone,
          locale: tenant.locale,
          batch,
          dryRun: args['dry-run'] === true,
          onRefused: (row) => refused.add(row),
          onProgress: (done) => progress.update(table.bytesRead(), summaryOf(done)),
        }).finally(() => refused.close());
        progress.stop(`${mapping.into}: ${summaryOf(counts)}`);
        results.push({ into: mapping.into, ...counts });
      }
      if (results.some((r) => r.created >= analyzedFrom)) await engine.analyze();
      const seconds = Math.round(performance.now() - started) / 1000;
      const wrong = results.reduce((sum, r) => sum + r.refused, 0);
      const dryRun = args['dry-run'] === true;
      const text = [
        ...results.map((r) => `${r.into}: ${summaryOf(r)}`),
        ...(wrong > 0 ? [`Refused rows are in ${errors}.`] : []),
        ...(dryRun ? ['A dry run: nothing was kept.'] : []),
      ];
      out.answer({ file, tenant: slug, dryRun, seconds, imports: results, ...(wrong > 0 && { errors }) }, text.join('\n'));
      return wrong > 0 ? exit.failed : exit.ok;
    });
  },
});

const summaryOf = ({ rows, created, updated, unchanged, refused }: ImportCounts): string =>
  `${rows} rows: ${created} created, ${updated} updated, ${unchanged} unchanged, ${refused} refused`;

interface Asked {
  readonly mapping?: string | undefined;
  readonly into?: string | undefined;
  readonly guess?: boolean | undefined;
}

/** From the file, or guessed and agreed to; null where it was only shown. */
async function mappingsOf(engine: Engine, table: Table, asked: Asked, out: Output): Promise<readonly Mapping[] | null> {
  if (asked.mapping !== undefined) {
    const text = await readFile(asked.mapping, 'utf8').catch(() => {
      throw new UsageError(`There is no file "${asked.mapping}".`);
    });
    const all = readMappings(text, asked.mapping);
    const into = asked.into === undefined ? null : readNoun(engine.schema, asked.into).into;
    const wanted = into === null ? all : all.filter((m) => m.into === into);
    if (wanted.length === 0) throw new UsageError(`"${asked.mapping}" has no mapping into ${into}.`);
    return wanted;
  }
  if (asked.into === undefined) throw new UsageError('Say --mapping FILE.json, or --into WHAT --guess.');
  const guess = guessMapping(engine.schema, readNoun(engine.schema, asked.into), table.header);
  out.note(guessText(guess));
  if (guess.missing.length > 0) {
    out.note(
      `No column was found for: ${guess.missing.join(', ')}. Write a mapping; this is a beginning:\n${JSON.stringify(guess.mapping, null, 2)}`,
    );
    return null;
  }
  if (asked.guess || (out.interactive && (await confirm({ message: 'Import it so?' })) === true)) return [guess.mapping];
  out.note('Say --guess to use this mapping, or keep it in a file and say --mapping:');
  out.answer(guess.mapping, JSON.stringify(guess.mapping, null, 2));
  return null;
}
