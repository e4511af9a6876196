/** A kernel over the test plugins on a fresh database, with a clock and ids of its own, and a few words to write tests in. */

import type { Open } from '@guanxi/testing/database';
import type { Actor } from '../access/actor.ts';
import type { Database, Result } from '../database/port.ts';
import { kernelMigrations } from '../migrate/kernel.ts';
import { migrate } from '../migrate/migrate.ts';
import { raiseWalls } from '../migrate/walls.ts';
import type { TenantAttributes } from '../model/attributes.ts';
import { buildModel } from '../model/build.ts';
import { noChoices } from '../model/choices.ts';
import { systemClock, uuidv7 } from '../model/ids.ts';
import { createGuard } from '../outgoing/index.ts';
import type { Plugin } from '../plugin/define.ts';
import { assembleRegistry } from '../plugin/registry.ts';
import { defaultLimits, fingerprintWith } from '../read/kernel.ts';
import type { Command } from './declarations.ts';
import { noIdentities } from './identities.ts';
import type { Kernel } from './kernel.ts';
import { type CommandCall, type CommandOutcome, runCommand } from './run.ts';
import { apiFor } from './scope.ts';
import { shop, shopTables } from './shop.fixture.ts';
import { createTables } from './tables.fixture.ts';

export const tenant = '00000000-0000-7000-8000-00000000000a';
export const otherTenant = '00000000-0000-7000-8000-00000000000b';
export const staffId = '00000000-0000-7000-8000-000000000001';
export const otherStaffId = '00000000-0000-7000-8000-000000000002';

export const chief: Actor = { kind: 'staff', tenant, staffId, permissions: ['shop:read', 'shop:all', 'shop:write'], locale: 'en' };
export const clerk: Actor = { kind: 'staff', tenant, staffId: otherStaffId, permissions: ['shop:read', 'shop:write'], locale: 'en' };

async function prepare(database: Database): Promise<void> {
  await migrate(database, [kernelMigrations], { clock: systemClock });
  await createTables(database, shopTables);
  await raiseWalls(database, { installed: ['shop'], known: [] });
  for (const [id, slug] of [
    [tenant, 'a'],
    [otherTenant, 'b'],
  ] as const) {
    await database.query({
      text: `insert into crm.tenant (id, slug, name, zone, currency, locale, created_at) values ($1, $2, $2, 'Asia/Shanghai', 'CNY', 'zh-CN', now())`,
      params: [id, slug],
    });
  }
  for (const id of [staffId, otherStaffId]) {
    await database.query({
      text: `insert into crm.shop_person (tenant_id, id, name, created_at, created_by, updated_at, updated_by) values ($1, $2, 'p', now(), 't', now(), 't')`,
      params: [tenant, id],
    });
  }
}

export interface World {
  readonly kernel: Kernel;
  readonly database: Database;
  readonly clock: { at: Date };
  /** Round trips so far: transactions' flights and single statements. */
  readonly flights: string[];
  run<I>(command: Command<I, unknown>, input: unknown, o?: Partial<CommandCall>): Promise<CommandOutcome>;
  /** The output; fails the test when it was refused. */
  done(command: Command, input: unknown, o?: Partial<CommandCall>): Promise<Readonly<Record<string, unknown>>>;
  /** The codes and paths of a refusal. */
  refused(command: Command, input: unknown, o?: Partial<CommandCall>): Promise<readonly string[]>;
  rows(text: string, params?: readonly string[]): Promise<Result['rows']>;
}

export async function makeWorld(
  open: Open,
  o: { readonly plugins?: readonly Plugin[]; readonly attributes?: TenantAttributes } = {},
): Promise<World> {
  const database = await open({ prepare });
  const plugins = o.plugins ?? [shop() as unknown as Plugin];
  const { model, problems } = buildModel(plugins.map(({ id, shape }) => ({ plugin: id, parts: shape.model })));
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const flights: string[] = [];
  const counted = counting(database, flights);
  const clock = { at: new Date('2026-03-01T08:00:00.000Z') };
  let made = 0;
  const kernel: Kernel = {
    api: (plugin, actor, via) => apiFor(kernel, plugin, actor, via),
    model,
    registry: assembleRegistry(plugins),
    clock: { now: () => clock.at },
    ids: {
      next(now) {
        made += 1;
        const bytes = new Uint8Array(16);
        new DataView(bytes.buffer).setUint32(12, made);
        return uuidv7(now, bytes);
      },
    },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    limits: defaultLimits,
    fingerprint: fingerprintWith('test'),
    database: async () => counted,
    tenant: async (id) => ({ id, slug: 'a', name: 'a', zone: 'Asia/Shanghai', currency: 'CNY', locale: 'zh-CN' }),
    choices: async () => ({ ...noChoices, states: new Map(), ...(o.attributes && { attributes: o.attributes }) }),
    choicesChanged: () => undefined,
    narrowed: () => kernel,
    outgoing: createGuard(),
    identities: noIdentities,
    committed: () => undefined,
    settings: async () => ({ of: () => ({ bonus: 5 }) }),
  };
  const run: World['run'] = (command, input, call = {}) => runCommand(kernel, command.name, input, { actor: chief, wire: false, ...call });
  return {
    kernel,
    database,
    clock,
    flights,
    run,
    async done(command, input, call) {
      const outcome = await run(command, input, call);
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
      return outcome.output;
    },
    async refused(command, input, call) {
      const outcome = await run(command, input, call);
      if (outcome.ok) throw new Error(`not refused: ${JSON.stringify(outcome.output)}`);
      return outcome.errors.map((e) => `${e.code} ${e.path.join('.')}`.trim());
    },
    rows: async (text, params = []) => (await database.query({ text, params })).rows,
  };
}

/** Notes every round trip that a caller of the port pays for. */
function counting(database: Database, flights: string[]): Database {
  return {
    ...database,
    query(statement, options) {
      flights.push(`query ${statement.text.slice(0, 40)}`);
      return database.query(statement, options) as never;
    },
    transaction(run, options) {
      flights.push(`begin +${options?.opening?.length ?? 0}`);
      return database.transaction(
        (tx, opened) =>
          run(
            {
              query(statement) {
                flights.push(`in ${statement.text.slice(0, 40)}`);
                return tx.query(statement) as never;
              },
              flight(statements) {
                if (statements.length > 0) flights.push(`in ${statements.map((s) => s.text.slice(0, 40)).join('; ')}`);
                return tx.flight(statements);
              },
              commit(closing = [], after = []) {
                flights.push(`commit ${closing.length}+${after.length}`);
                return tx.commit(closing, after);
              },
            },
            opened,
          ),
        options,
      );
    },
  };
}

/** Everything the tenant has in the tables of the test, as one text: equal before and after, nothing happened. */
export async function fingerprint(world: World): Promise<string> {
  const tables = [
    'shop_person',
    'shop_account',
    'shop_entry',
    'shop_tag',
    'shop_profile',
    'change_log',
    'event_inbox',
    'idempotency_key',
    'attribute_unique',
  ];
  const texts: string[] = [];
  for (const table of tables) {
    const [row] = await world.rows(`select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as hash from crm."${table}" t`);
    texts.push(`${table}=${String(row?.['hash'])}`);
  }
  return texts.join('\n');
}
