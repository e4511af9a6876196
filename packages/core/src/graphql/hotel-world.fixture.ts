/** The small hotel on a database: its kernel, an executor over it, actors, and a few guests. */

import type { Open } from '@guanxi/testing/database';
import type { Actor, Grants } from '../access/actor.ts';
import type { Database } from '../database/port.ts';
import { kernelMigrations } from '../migrate/kernel.ts';
import { migrate } from '../migrate/migrate.ts';
import { type Choices, noChoices } from '../model/choices.ts';
import { globalId, systemClock } from '../model/ids.ts';
import { createGuard } from '../outgoing/index.ts';
import { defaultLimits, fingerprintWith, type Limits } from '../read/kernel.ts';
import { noIdentities } from '../write/identities.ts';
import type { Kernel } from '../write/kernel.ts';
import { apiFor } from '../write/scope.ts';
import { createTables } from '../write/tables.fixture.ts';
import { Executor, type ExecutorOptions } from './execute/execute.ts';
import { built, guests, narrowedTo, registry, staff, stays, teams } from './hotel.fixture.ts';

export const tenant = '00000000-0000-7000-8000-00000000000a';
export const uuid = (n: number): string => `00000000-0000-7000-9000-${n.toString(16).padStart(12, '0')}`;
export const id = (prefix: string, n: number): string => globalId(prefix, uuid(n));
export const everything: Grants = ['crm:read', 'crm:write', 'crm:secrets', 'hotels:read', 'hotels:book'];
export const actorWith = (permissions: Grants, locale: 'en' | 'zh-CN' = 'en'): Actor => ({
  kind: 'staff',
  tenant,
  staffId: uuid(1),
  permissions,
  locale,
});
export const manager: Actor = actorWith(everything);

async function prepare(database: Database): Promise<void> {
  await migrate(database, [kernelMigrations], { clock: systemClock });
  await createTables(database, [staff, teams, guests, stays]);
  await database.query({
    text: `insert into crm.tenant (id, slug, name, zone, currency, locale, created_at) values ($1, 'h', 'H', 'Asia/Shanghai', 'CNY', 'en', now())`,
    params: [tenant],
  });
  const engine = `tenant_id, created_at, created_by, updated_at, updated_by`;
  const by = `'${tenant}', '2026-01-01', 'svc_t', '2026-01-01T12:00:00.5Z', 'svc_t'`;
  await database.script(
    `insert into crm.crm_staff (${engine}, id, name) values (${by}, '${uuid(1)}', 'Wang'), (${by}, '${uuid(2)}', 'Li "the" Best');`,
  );
  for (let n = 10; n < 22; n += 1) {
    const budget = n % 3 === 0 ? 'null, null' : `${n * 100.5}, '${n % 2 ? 'CNY' : 'EUR'}'`;
    await database.script(`insert into crm.crm_guest (${engine}, id, name, kind, roles, vip, born, secret, budget_amount, budget_currency, owner_id)
      values (${by}, '${uuid(n)}', '客人 ${n} <é>', '${n % 2 ? 'PERSON' : 'COMPANY'}', '{${n % 2 ? 'REGULAR,RESIDENT' : ''}}', ${n % 4 === 0 ? 'null' : n % 2 === 0}, ${n % 3 ? `'19${n}-02-03'` : 'null'}, 's${n}', ${budget}, ${n % 5 === 0 ? 'null' : `'${uuid(1 + (n % 2))}'`});`);
    for (let i = 0; i < n % 4; i += 1) {
      await database.script(
        `insert into crm.hotels_stay (${engine}, id, guest_id, room, check_in, nights, note) values (${by}, '${uuid(n * 100 + i)}', '${uuid(n)}', 'R${n}${i}', '2026-0${1 + i}-1${i}T0${i}:30:00.12${i}Z', ${1 + ((n * 7 + i) % 9)}, ${i % 2 ? `'line\nbreak\t"${n}"'` : 'null'});`,
      );
    }
  }
}

export interface World {
  readonly kernel: Kernel;
  readonly executor: Executor;
  readonly database: Database;
  /** Statements so far. */
  readonly statements: string[];
  /** What was logged as errors. */
  readonly logged: unknown[];
}

export async function makeWorld(
  open: Open,
  o: {
    readonly limits?: Partial<Limits>;
    readonly registry?: Kernel['registry'];
    readonly choices?: Partial<Choices>;
  } & ExecutorOptions = {},
): Promise<World> {
  const database = await open({ prepare });
  const statements: string[] = [];
  const logged: unknown[] = [];
  const counted: Database = {
    engine: database.engine,
    script: (text) => database.script(text),
    asOwner: (run) => database.asOwner(run),
    close: () => database.close(),
    transaction: (run, options) => database.transaction(run, options),
    query(statement, options) {
      statements.push(statement.text);
      return database.query(statement, options);
    },
  };
  let made = 0;
  const kernel: Kernel = {
    api: (plugin, actor, via) => apiFor(kernel, plugin, actor, via),
    model: built.model,
    registry: o.registry ?? registry,
    clock: { now: () => new Date('2026-06-01T00:00:00.000Z') },
    ids: { next: () => uuid(0x100000 + made++) },
    log: { info: () => undefined, warn: () => undefined, error: (message, fields) => void logged.push({ message, ...fields }) },
    limits: { ...defaultLimits, ...o.limits },
    fingerprint: fingerprintWith('test'),
    database: async () => counted,
    tenant: async () => ({ id: tenant, slug: 'h', name: 'H', zone: 'Asia/Shanghai', currency: 'CNY', locale: 'en' }),
    choices: async () => ({ ...noChoices, states: new Map(), ...o.choices }),
    choicesChanged: () => undefined,
    narrowed: (plugins) => (plugins === null ? kernel : { ...kernel, ...narrowedTo(plugins) }),
    outgoing: createGuard(),
    identities: noIdentities,
    committed: () => undefined,
    settings: async () => ({ of: () => ({}) }),
  };
  return { kernel, database, statements, logged, executor: new Executor(kernel, o) };
}
