/** `createTestEngine`: an engine over a migrated database of its own, with a tenant, a clock that stands still and ids that repeat. */
import {
  type AnyEntity,
  type AnyPlugin,
  type Complete,
  createEngine,
  type Engine,
  type Entity,
  entityRef,
  type IdOf,
  type Limits,
  type Log,
  type NewTenant,
  type OutgoingOptions,
  type PluginTypeOf,
  type Tenant,
  type WorkerOptions,
  type WorkReport,
} from '@guanxi/core';
import type { Database } from '@guanxi/core/database';
import { inTransaction, modelOf } from '@guanxi/core/testing';
import { inject } from 'vitest';
import { actorBase, type ContactOptions, type ServiceOptions, type StaffOptions, type TestActor, testActor } from './actors.ts';
import { type TestClock, testClock } from './clock.ts';
import { counted } from './counting.ts';
import type { EngineName } from './database.ts';
import { testIds } from './ids.ts';
import { freshDatabase, migrationsKey } from './prepared.ts';

export interface TestEngineOptions<Ps extends readonly AnyPlugin[]> {
  readonly plugins: Ps;
  /** Which database is behind it. Default: the embedded one, where the test run has it. */
  readonly engine?: EngineName;
  /** The instant at which the clock stands first. */
  readonly start?: string;
  readonly tenant?: Partial<NewTenant>;
  readonly limits?: Partial<Limits>;
  readonly logger?: Log;
  /** What webhooks may reach: a receiver on this machine is not public. */
  readonly webhooks?: OutgoingOptions;
  /** Of the worker; by itself it does one job at a time, in order, and leaves nothing to chance. */
  readonly worker?: Partial<WorkerOptions>;
}

type Made<E extends AnyEntity> = E['insert'] & { readonly id?: IdOf<E> };

export interface TestEngine<P extends AnyPlugin> {
  readonly engine: Engine<PluginTypeOf<P>>;
  /** Fresh, with the plugins' seeds. */
  readonly tenant: Tenant;
  readonly clock: TestClock;
  readonly database: Database;
  staff(o?: StaffOptions): Promise<TestActor<PluginTypeOf<P>>>;
  contact(o?: ContactOptions): Promise<TestActor<PluginTypeOf<P>>>;
  service(o?: ServiceOptions): Promise<TestActor<PluginTypeOf<P>>>;
  /** Puts a record in place through the write path (hooks, guards and log included), without a command. */
  make<E extends AnyEntity>(entity: Entity<E>, row: Made<E>): Promise<IdOf<E>>;
  /** The statements that reached the database while `run` ran; BEGIN and COMMIT are not counted. */
  statements<T>(run: () => Promise<T>): Promise<{ readonly value: T; readonly statements: readonly string[] }>;
  /** Does everything that is due by the clock, of all tenants: hooks after the commit, timers, cron jobs, operations. */
  workOff(): Promise<WorkReport>;
  /** The same engine with another fresh tenant. */
  another(tenant?: Partial<NewTenant>): Promise<TestEngine<P>>;
  /** Closes the engine and removes its database. */
  close(): Promise<void>;
}

/**
 * @example
 * const t = await createTestEngine({ plugins: [crm(), loyalty()] });
 * const clerk = await t.staff({ can: ['crm:customers:read'] });
 * expect(await clerk.refused(redeemPoints, { account, points: 5 })).toBe('FORBIDDEN');
 */
export async function createTestEngine<const Ps extends readonly AnyPlugin[]>(
  o: TestEngineOptions<Ps> & { readonly plugins: Complete<Ps> },
): Promise<TestEngine<Ps[number]>> {
  const plugins = o.plugins as readonly AnyPlugin[];
  const clock = testClock(o.start);
  const engineOn = (database: Database) =>
    createEngine({
      plugins,
      database,
      clock,
      ids: testIds(),
      cursorSecret: 'test',
      // A test counts statements, and puts rows into the database by itself.
      results: false,
      worker: { concurrency: 1, random: () => 0, ...o.worker },
      ...(o.limits && { limits: o.limits }),
      ...(o.logger && { logger: o.logger }),
      ...(o.webhooks && { webhooks: o.webhooks }),
    } as Parameters<typeof createEngine>[0]) as unknown as Engine<PluginTypeOf<Ps[number]>>;
  const name = o.engine ?? (inject('embeddedSnapshot') === null ? 'postgres' : 'embedded');
  const { database, drop } = await freshDatabase(name, migrationsKey(plugins.map((p) => p.shape.migrations)), async (empty) => {
    await engineOn(empty).migrate();
  });
  const counter = counted(database);
  const engine = engineOn(counter.database);
  let tenants = 0;

  const inTenant = async (wanted: Partial<NewTenant> = {}): Promise<TestEngine<Ps[number]>> => {
    tenants += 1;
    const tenant = await engine.tenants.create({
      slug: `test-${tenants}`,
      name: `Test ${tenants}`,
      zone: 'Asia/Shanghai',
      currency: 'CNY',
      locale: 'en',
      ...wanted,
    });
    const system = { kind: 'service', name: 'test', tenant: tenant.id, permissions: ['*'] } as const;
    const make = <E extends AnyEntity>(entity: Entity<E>, row: Made<E>): Promise<IdOf<E>> =>
      inTransaction(engine, system, entity.plugin ?? plugins[0]?.id ?? '', (tx) => tx.insert(entity, row));
    const newId = () => ids.next(clock.now());
    const staffRow = async ({ name: called = 'Test Staff', team }: StaffOptions): Promise<string> =>
      modelOf(engine).entities.has('Staff') ? make(entityRef('Staff'), { name: called, teamId: team ?? null }) : newId();
    return {
      engine,
      tenant,
      clock,
      database,
      make,
      async staff(who = {}) {
        const staffId = who.id ?? (await staffRow(who));
        const teamIds = who.team === undefined ? [] : [who.team];
        return testActor(
          engine.as({
            kind: 'staff',
            staffId,
            teamIds,
            teamIdsBelow: [...teamIds, ...(who.teamsBelow ?? [])],
            ...actorBase(tenant.id, who),
          }),
        );
      },
      contact: async (who = {}) =>
        testActor(
          engine.as({ kind: 'contact', contactId: who.id ?? newId(), customerIds: who.customers ?? [], ...actorBase(tenant.id, who) }),
        ),
      service: async (who = {}) => testActor(engine.as({ kind: 'service', name: who.name ?? 'test', ...actorBase(tenant.id, who) })),
      statements: counter.record,
      workOff: () => engine.workOff(),
      another: inTenant,
      async close() {
        await engine.close();
        await drop();
      },
    };
  };
  const ids = testIds(1);
  return inTenant(o.tenant);
}
