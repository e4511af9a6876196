/** Two databases with one past, and engines over them whose clocks and ids are the same. */
import { type Actor, createEngine, type Engine, globalId, type Id, parseGlobalId } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import type { Database } from '@guanxi/core/database';
import { modelOf } from '@guanxi/core/testing';
import { testClock } from '@guanxi/testing';
import { booth } from '../../examples/custom-plugin/src/index.ts';
import { alarms } from '../../packages/core/src/crm/testing/alarms.fixture.ts';
import { guestPlugin } from '../../packages/core/src/crm/testing/guests/guests.fixture.ts';
import { roomPlugin } from '../../packages/core/src/crm/testing/rooms.fixture.ts';
import { salesPlugin } from '../../packages/core/src/crm/testing/sales.fixture.ts';
import type { EntityDef } from '../../packages/core/src/model/model.ts';
import { fill } from '../generated/data.ts';
import type { Pools } from '../generated/inputs.ts';
import { fillUp } from '../generated/rows.ts';
import type { People } from './cast.ts';
import { vault } from './vault.fixture.ts';

export const plugins = () => [crm(), vault(), roomPlugin(), guestPlugin(), salesPlugin(), alarms(), booth()] as const;

/** Ids that begin anew for each thing that is done, so that one world has no more of them used up than the other. */
export interface Counted {
  next(now: Date): string;
  begin(number: number): void;
}
function countedIds(): Counted {
  let made = 0;
  return {
    begin(number) {
      made = number * 10_000;
    },
    next(now) {
      made += 1;
      const instant = now.getTime().toString(16).padStart(12, '0');
      return `${instant.slice(0, 8)}-${instant.slice(8)}-7000-8000-${made.toString(16).padStart(12, '0')}`;
    },
  };
}

export interface World {
  readonly engine: Engine;
  readonly database: Database;
  readonly ids: Counted;
  readonly clock: ReturnType<typeof testClock>;
  close(): Promise<void>;
}

export function worldOver(database: Database, start?: string): World {
  const clock = testClock(start);
  const ids = countedIds();
  const engine = createEngine({
    plugins: plugins(),
    database,
    clock,
    ids,
    cursorSecret: 'test',
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    worker: { concurrency: 1, random: () => 0 },
    limits: { liveDebounceMs: 20 },
  } as never) as unknown as Engine;
  return { engine, database, ids, clock, close: () => engine.close() };
}

export interface Past {
  readonly tenant: string;
  readonly other: string;
  readonly people: People;
  readonly pools: Pools;
  /** When it is now. */
  readonly now: string;
}

export const chiefOf = (tenant: string): Actor => ({ kind: 'service', name: 'test', tenant, permissions: ['*'], purpose: 'support' });
const uuidOf = (id: string | undefined): string => parseGlobalId(id ?? '')?.uuid as string;

/** A tenant with something of everything, and another one, in a migrated database. */
export async function makePast(database: Database): Promise<Past> {
  const { engine, clock, close } = worldOver(database);
  await engine.migrate();
  const slugs = ['one', 'two'];
  const made: { readonly tenant: string; readonly pools: Pools; readonly people: People }[] = [];
  for (const slug of slugs) {
    const { id } = await engine.tenants.create({ slug, name: slug, zone: 'Asia/Shanghai', currency: 'CNY', locale: 'en' });
    // Whether a hidden customer is a duplicate may be told, where a tenant wants it.
    await engine.settings(id).set('crm' as never, { duplicates: { includeHidden: false } } as never);
    made.push({ tenant: id, ...(await furnish(engine, database, chiefOf(id))) });
    clock.advance('P1D');
  }
  // What happened is in the log, and what was left for later is done.
  await engine.workOff();
  await close();
  const [one, two] = made as [(typeof made)[number], (typeof made)[number]];
  // Ids of the other tenant are asked for as well.
  const ids = new Map([...one.pools.ids].map(([type, of]) => [type, [...of, ...(two.pools.ids.get(type) ?? []).slice(0, 2)]]));
  return { tenant: one.tenant, other: two.tenant, people: one.people, pools: { ...one.pools, ids }, now: clock.now().toISOString() };
}

async function furnish(engine: Engine, database: Database, chief: Actor): Promise<{ pools: Pools; people: People }> {
  const pools = await fill(engine, chief);
  const run = async (command: string, input: object, output: string): Promise<string> => {
    const type = `${command.charAt(0).toUpperCase()}${command.slice(1)}Input`;
    const document = `mutation M($input: ${type}!) { ${command}(input: $input) { out: ${output} { id } userErrors { code message } } }`;
    const answer = (await engine.execute({ document, variables: { input }, actor: chief })).parsed() as {
      data?: Record<string, { out?: { id: string } }>;
    };
    const id = answer.data?.[command]?.out?.id;
    if (!id) throw new Error(`${command}: ${JSON.stringify(answer)}`);
    return id;
  };
  const customers = (pools.ids.get('Customer') ?? []).filter((id) => !id.endsWith('0'.repeat(32)));
  const [lead, seller] = pools.ids.get('Staff') as readonly string[];
  const team = pools.ids.get('Team')?.[0];
  const below = await run('createTeam', { name: '上海', parent: team }, 'team');
  const manager = await run('createStaff', { name: '李雷', team: below }, 'staff');
  for (const customer of customers.slice(6)) await run('assignOwner', { customer, owner: manager }, 'customer');
  for (const [i, customer] of customers.entries()) {
    for (const level of [1, 2, 4]) {
      const keeper = i % 2 === 0 ? seller : lead;
      const worth = { amount: `${i * level}.5`, currency: i % 2 ? 'CNY' : 'EUR' };
      const safe = {
        customer,
        keeper,
        label: `S${i}`,
        level,
        amount: i * 7,
        parts: 1 + ((i + level) % 4),
        code: `${i * level}`,
        hint: `h${i}`,
        worth,
      };
      const put = await run('putSafe', { ...safe, sealed: level === 2 }, 'safe');
      if (level === 1) await run('openSafe', { safe: put, others: customers.slice(0, 2) }, 'safe');
    }
  }
  const tenant = chief.tenant;
  const of = async (entity: EntityDef): Promise<readonly string[]> => {
    const { rows } = await database.query<{ id: string }>({
      text: `select id from crm.${entity.tableName} where tenant_id = $1 order by id`,
      params: [tenant],
    });
    return rows.map((row) => row.id);
  };
  await fillUp(engine, chief, { of, least: 8, texts: pools.texts });
  const ids = new Map<string, string[]>();
  for (const entity of modelOf(engine).entities.values()) {
    ids.set(entity.name, [
      ...(await of(entity)).map((id) => globalId(entity.idPrefix, id as Id<'x'>)),
      `${entity.idPrefix}_${'0'.repeat(32)}`,
    ]);
  }
  const contact = uuidOf(pools.ids.get('Contact')?.[0]);
  const people: People = {
    seller: uuidOf(seller),
    lead: uuidOf(lead),
    manager: uuidOf(manager),
    contact,
    team: uuidOf(team),
    below: uuidOf(below),
    customers: customers.slice(0, 2).map(uuidOf),
  };
  return { pools: { ...pools, ids, texts: [...pools.texts, 'S1', '1', '7', 'h3', '隐'] }, people };
}
