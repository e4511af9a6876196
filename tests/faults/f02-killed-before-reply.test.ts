/**
 * F02: an engine is killed at each step of a command, the one between commit and reply included. Whoever repeats the command under its key is
 * told what it did, whether the dead one had done it or not; and it is done once.
 */
import { createEngine, type Engine } from '@guanxi/core';
import { type Crm, createCustomer, crm, recordInteraction, updateCustomer } from '@guanxi/core/crm';
import type { Database } from '@guanxi/core/database';
import { onBothEngines } from '@guanxi/testing/database';
import { beforeAll, expect, test } from 'vitest';
import { createSequencer } from '../../packages/core/src/log/sequencer.ts';
import { type Death, killedAt } from './killed-database.ts';

const quiet = { info() {}, warn() {}, error() {} };
const engineOn = (database: Database): Engine<Crm> => createEngine({ plugins: [crm()], database, logger: quiet });

onBothEngines('F02 killed at each step of a command', (open, name) => {
  let database: Database;
  let house: Engine<Crm>;
  let tenant: string;
  beforeAll(async () => {
    database = await open({ prepare: async (owner) => void (await engineOn(owner).migrate()) });
    house = engineOn(database);
    ({ id: tenant } = await house.tenants.create({ slug: 'f02', name: 'F02' }));
  });
  const actor = (engine: Engine<Crm>) => engine.as({ kind: 'service', name: 'client', tenant, permissions: ['*'] });
  /** What all commands have left behind. */
  async function left() {
    await createSequencer(async () => database)();
    const { rows } = await database.query({
      text: `select (select count(*)::int from crm.crm_customer) as customers, (select count(*)::int from crm.crm_interaction) as interactions,
        (select coalesce(sum(version), 0)::int from crm.crm_customer) as versions, (select count(*)::int from crm.change_log) as changes,
        (select count(*)::int from crm.event where type not like 'guanxi.%') as events,
        (select count(*)::int from crm.idempotency_key where reply is not null) as replies`,
    });
    return rows[0] as Readonly<Record<string, number>>;
  }

  /** The commands of a client's day, each under its key. */
  const commands = {
    createCustomer: (engine: Engine<Crm>, key: string) =>
      actor(engine).run(createCustomer, { name: key, kind: 'ORGANISATION', confirmNew: true }, { key }),
    updateCustomer: async (engine: Engine<Crm>, key: string) =>
      actor(engine).run(updateCustomer, { customer: await subject(), set: { name: key } }, { key }),
    recordInteraction: async (engine: Engine<Crm>, key: string) =>
      actor(engine).run(recordInteraction, { customer: await subject(), channel: 'PHONE', direction: 'INBOUND', subject: key }, { key }),
  };
  let made: Promise<never> | null = null;
  const subject = (): Promise<never> => {
    made ??= commands.createCustomer(house, 'subject').then((outcome) => {
      if (!outcome.ok) throw new Error(outcome.errors[0]?.message);
      return outcome.value.customer as never;
    });
    return made;
  };

  test.each(Object.keys(commands) as (keyof typeof commands)[])(
    'F02 %s is answered with what it did, and done once',
    async (command) => {
      const run = commands[command];
      await subject();
      // The first of its kind leaves what each has to leave.
      const before = await left();
      await run(house, `${command} whole`);
      const after = await left();
      const step = Object.fromEntries(Object.entries(after).map(([what, n]) => [what, n - (before[what] ?? 0)]));

      let deaths = 0;
      let committed = 0;
      for (const how of ['before', 'after'] satisfies Death[]) {
        for (let statement = 1; ; statement += 1) {
          const key = `${command} ${how} ${statement}`;
          const then = await left();
          const killed = killedAt(database, statement, how);
          await run(engineOn(killed.database), key).catch(() => undefined);
          const isDead = killed.isDead();
          const wasDone = (await left())['replies'] !== then['replies'];
          const repeated = await run(house, key);
          const again = await run(house, key);
          expect(repeated, key).toMatchObject({ ok: true });
          expect(again, key).toEqual(repeated);
          const expected = Object.fromEntries(Object.entries(then).map(([what, n]) => [what, n + (step[what] ?? 0)]));
          expect(await left(), key).toEqual(expected);
          if (!isDead) break;
          deaths += 1;
          if (wasDone) committed += 1;
        }
      }
      // Fewer would mean that the killing did not reach the command's own statements.
      expect(deaths).toBeGreaterThan(8);
      expect(committed).toBeGreaterThan(0);
      console.log(
        `F02: ${command} killed at ${deaths} steps ${name === 'postgres' ? 'on Postgres' : 'embedded'}, ${committed} of them behind the commit: each done once, each repetition told the same`,
      );
    },
    60_000,
  );
});
