/** What a person may ask of whoever keeps data about them: a copy of all of it, or that it goes. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { type Engine, GuanxiError, parseGlobalId, type Tenant } from '@guanxi/core';
import { erasePerson, exportPerson, type PersonInput } from '@guanxi/core/crm';
import { actorArgs, commandLineActor } from '../actor.ts';
import { type CliGroup, command, exit, UsageError } from '../command.ts';
import { databaseArgs, tenantArgs, tenantOf, withEngine } from '../engine.ts';

const shared = {
  person: { type: 'string', description: 'Id of a contact, customer or member of staff', valueHint: 'ID', required: true },
  reason: { type: 'string', description: 'Why; it is kept with what is done', valueHint: 'TEXT', required: true },
  deleted: { type: 'boolean', description: 'The person’s record was deleted: what is meant is its history' },
  ...tenantArgs,
  ...actorArgs,
  ...databaseArgs,
} as const;

const kinds = { con: 'contact', cus: 'customer', stf: 'staff' } as const;

function personOf(id: string, deleted: boolean): PersonInput {
  const parsed = parseGlobalId(id);
  const kind = parsed && Object.hasOwn(kinds, parsed.prefix) ? kinds[parsed.prefix as keyof typeof kinds] : null;
  if (!parsed || kind === null) throw new UsageError(`"${id}" is no id of a contact (con_…), customer (cus_…) or member of staff (stf_…).`);
  return deleted ? { kind: 'deleted', value: id } : ({ kind, value: parsed.uuid } as PersonInput);
}

/** Who acts, and why. */
type Asked = { readonly permissions?: string | undefined; readonly purpose?: string | undefined };

const asActor = (engine: Engine, tenant: Tenant, { permissions, purpose }: Asked) =>
  engine.as(commandLineActor(tenant, permissions, purpose));

function answerOf<T>(
  outcome: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly { code: string; message: string }[] },
): T {
  if (outcome.ok) return outcome.value;
  const [error] = outcome.errors;
  throw new GuanxiError({ code: error?.code ?? 'INTERNAL', en: error?.message ?? '', zh: error?.message ?? '' });
}

const exportOne = command({
  summary: 'Write everything that is known of a person to a file, over all plugins, for that person',
  examples: ['guanxi privacy export --person cus_0190… --reason "asked by letter" --out person.json --tenant acme'],
  args: {
    ...shared,
    locale: { type: 'enum', options: ['en', 'zh-CN'], description: 'Language of the labels; default: the tenant’s' },
    out: { type: 'string', description: 'Default: the id with .json', valueHint: 'FILE' },
  },
  run: (args, out) =>
    withEngine(args, async (engine) => {
      const person = personOf(args.person, args.deleted ?? false);
      const tenant = await tenantOf(engine, args.tenant);
      const actor = asActor(engine, args.locale ? { ...tenant, locale: args.locale as Tenant['locale'] } : tenant, args);
      const path = args.out ?? `${args.person}.json`;
      const pages = pagesOf((after) =>
        actor.run(exportPerson, { person, reason: args.reason, ...(after !== null && { after }) }).then(answerOf),
      );
      const items = await written(path, pages).catch(async (error: unknown) => {
        // Half of it would be taken for the whole.
        await rm(path, { force: true });
        throw error;
      });
      out.answer({ file: path, items }, `${items} items are in ${path}.`);
      return exit.ok;
    }),
});

interface Page {
  readonly part: string;
  readonly type: string | null;
  readonly label: string | null;
  readonly items: unknown;
  readonly next: string | null;
}

async function* pagesOf(page: (after: string | null) => Promise<Page>): AsyncGenerator<Page> {
  for (let after: string | null = null; ; ) {
    const one: Page = await page(after);
    yield one;
    if (one.next === null) return;
    after = one.next;
  }
}

/** A page after the other: a person of whom much is known does not have to fit into memory. */
async function written(path: string, pages: AsyncIterable<Page>): Promise<number> {
  const file = createWriteStream(path, { mode: 0o600 });
  await once(file, 'open');
  let [count, isFirst] = [0, true];
  file.write('[');
  for await (const { part, type, label, items } of pages) {
    const list = items as readonly unknown[];
    if (list.length === 0) continue;
    count += list.length;
    const text = `${isFirst ? '' : ','}\n${JSON.stringify({ part, type, label, items })}`;
    isFirst = false;
    if (!file.write(text)) await once(file, 'drain');
  }
  file.end('\n]\n');
  await once(file, 'finish');
  return count;
}

const erase = command({
  summary: 'Erase a person from records, history and everything kept besides; counts only, unless --confirm says so',
  examples: [
    'guanxi privacy erase --person con_0190… --reason "asked by letter" --tenant acme',
    'guanxi privacy erase --person con_0190… --reason "asked by letter" --confirm --tenant acme',
  ],
  args: { ...shared, confirm: { type: 'boolean', description: 'Do it: it cannot be taken back' } },
  run: (args, out) =>
    withEngine(args, async (engine) => {
      const tenant = await tenantOf(engine, args.tenant);
      const dryRun = !(args.confirm ?? false);
      const person = personOf(args.person, args.deleted ?? false);
      const outcome = answerOf(await asActor(engine, tenant, args).run(erasePerson, { person, reason: args.reason, dryRun }));
      const { counts, values, verified, remaining } = outcome;
      const lines = Object.entries(counts as Readonly<Record<string, number>>).map(([table, count]) => `  ${table}: ${count}`);
      const head = dryRun ? `${values} values would be erased; --confirm does it:` : `${values} values are erased:`;
      const proof = verified === false ? [`Something like them is still found: ${JSON.stringify(remaining)}`] : [];
      out.answer({ dryRun, ...outcome }, [head, ...lines, ...proof].join('\n'));
      return verified === false ? exit.failed : exit.ok;
    }),
});

export const privacy: CliGroup = {
  summary: 'Give a person all that is known of them, or erase it',
  commands: { export: exportOne, erase },
};
