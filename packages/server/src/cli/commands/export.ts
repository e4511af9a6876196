import { rm } from 'node:fs/promises';
import { allowExport, planExport, writeList } from '../../export/index.ts';
import { type Format, formatOf, writeTable } from '../../tabular/index.ts';
import { actorArgs, commandLineActor } from '../actor.ts';
import { command, exit, UsageError } from '../command.ts';
import { databaseArgs, tenantArgs, tenantOf, withEngine } from '../engine.ts';
import { jsonOf } from '../json.ts';

export const exportList = command({
  summary: 'Write a list of the API to a file, safe to open in a spreadsheet',
  examples: [
    'guanxi export customers --columns code,name,owner.name,channels.value --tenant acme --data ./data',
    `guanxi export customers --where '{"status":{"eq":"ACTIVE"}}' --format xlsx --out 客户.xlsx --tenant acme`,
  ],
  args: {
    list: { type: 'positional', description: 'Name of the list, such as customers', required: true },
    ...tenantArgs,
    columns: {
      type: 'string',
      description: 'Fields by commas, through relations by dots; default: all values of the record',
      valueHint: 'A,B.C',
    },
    where: { type: 'string', description: 'Filter, as the API has it', valueHint: 'JSON' },
    search: { type: 'string', description: 'Words to find', valueHint: 'TEXT' },
    arguments: { type: 'string', description: 'More arguments of the list, such as orderBy', valueHint: 'JSON' },
    format: { type: 'enum', options: ['csv', 'tsv', 'xlsx'], description: 'Default: by the name of the file, else csv' },
    out: { type: 'string', description: 'Default: the name of the list', valueHint: 'FILE' },
    request: {
      type: 'string',
      description: 'Approved request for an export of confidential fields; its purpose is the export’s',
      valueHint: 'ID',
    },
    ...actorArgs,
    ...databaseArgs,
  },
  run: (args, out) =>
    withEngine(args, async (engine) => {
      const format = (args.format as Format | undefined) ?? (args.out === undefined ? 'csv' : formatOf(args.out));
      if (format === null) throw new UsageError(`"${args.out}" does not say its format: say --format.`);
      const path = args.out ?? `${args.list}.${format}`;
      const tenant = await tenantOf(engine, args.tenant);
      const names = (args.columns ?? '')
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '');
      const given = {
        ...jsonOf(args.arguments),
        ...(args.where !== undefined && { where: jsonOf(args.where) }),
        ...(args.search !== undefined && { search: args.search }),
      };
      const plan = planExport(engine.schema, args.list, names, given);
      const actor = await allowExport(engine, plan, commandLineActor(tenant, args.permissions, args.purpose), args.request);
      const writer = writeTable(path, format, plan.columns.header);
      const progress = out.progress(`${args.list} → ${path}`, 0);
      const rows = await writeList(engine, plan, actor, writer, (count) => progress.update(count, `${count} rows`)).catch(
        async (error: unknown) => {
          // Half a list would be taken for the whole.
          await writer.close();
          await rm(path, { force: true });
          throw error;
        },
      );
      await writer.close();
      progress.stop(`${rows} rows`);
      out.answer({ list: args.list, file: path, format, rows }, `${rows} rows are in ${path}.`);
      return exit.ok;
    }),
});
