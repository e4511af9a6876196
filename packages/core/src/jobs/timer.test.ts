/** Clocks: commands for later, exactly once (DATA-14). */
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Instant, sql } from '@guanxi/core';
import { addNote, createCustomer, crm, discardJob, jobFields, noteFields } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { beforeEach, expect, test } from 'vitest';
import { select } from '../model/fields.ts';
import { type Behaviour, closed, desk, idle } from './desk.fixture.ts';

const behaviour: Behaviour = { ...idle };
const { plugin, ring, ringLater } = desk(behaviour);
/** As somebody else: what is open in an asynchronous scope may not be gone round from inside it. */
const outside = AsyncLocalStorage.snapshot();

describeEngines('timers', { plugins: [crm(), plugin], worker: { attempts: 2, pauseMs: 1_000 } }, (world, engine) => {
  beforeEach(() => void Object.assign(behaviour, idle));
  const setUp = async () => {
    const t = await world().another();
    const who = await t.staff();
    const { customer } = await who.run(createCustomer, { kind: 'ORGANISATION', name: 'A' });
    const notes = async () => (await who.read(select(noteFields, { text: true }), {})).map((n) => n.text).sort();
    const jobs = () =>
      who.read(select(jobFields, { id: true, state: true, key: true, runAt: true, lastError: true }), {
        where: (j) => sql`${j.plugin} = 'desk'`,
      });
    const inSeconds = (s: number): Instant => new Date(t.clock.now().getTime() + s * 1000);
    const later = (key: string, s: number | null) => who.run(ringLater, { customer, key, ...(s !== null && { at: inSeconds(s) }) });
    behaviour.ring = async (tx, { at }) => void (await tx.system.run(addNote, { customer, text: at.toISOString() }));
    return { t, who, customer, notes, jobs, later, inSeconds };
  };

  test('run at their time and not a second before, with instants that are instants, once', async () => {
    const { t, later, notes, jobs, inSeconds } = await setUp();
    const due = inSeconds(60).toISOString();
    await later('k', 60);
    t.clock.advance('PT59S');
    await t.workOff();
    expect(await notes()).toEqual([]);
    t.clock.advance('PT1S');
    await t.workOff();
    await t.workOff();
    expect(await notes()).toEqual([due]);
    expect(await jobs()).toEqual([]);
  });

  test('are replaced by their key, and taken back by it', async () => {
    const { t, later, notes, inSeconds } = await setUp();
    const second = inSeconds(90).toISOString();
    await later('k', 60);
    await later('k', 90);
    await later('other', 60);
    await later('other', null);
    t.clock.advance('PT10M');
    await t.workOff();
    expect(await notes()).toEqual([second]);
  });

  test('have keys of their plugin, which are not those of the engine', async () => {
    const { who, customer, inSeconds } = await setUp();
    await expect(who.run(ringLater, { customer, key: 'engine:cron:daily', at: inSeconds(60) })).rejects.toMatchObject({
      code: 'PLUGIN_FAILED',
    });
  });

  test('may set themselves again, as often as they like', async () => {
    const { t, customer, later, notes, jobs } = await setUp();
    let rings = 0;
    behaviour.ring = async (tx) => {
      rings += 1;
      await tx.system.run(addNote, { customer, text: `${rings}` });
      const at = new Date(tx.now.getTime() + 60_000);
      if (rings < 40) await tx.schedule(ring, { customer, at }, { at, key: 'k' });
    };
    await later('k', 60);
    for (let i = 0; i < 45; i += 1) {
      t.clock.advance('PT1M');
      await t.workOff();
    }
    expect(rings).toBe(40);
    expect((await notes()).length).toBe(40);
    expect(await jobs()).toEqual([]);
  });

  test('that fail leave nothing, and are tried again; refused ones are put aside, and can be discarded', async () => {
    const { t, who, customer, later, notes, jobs } = await setUp();
    let tries = 0;
    behaviour.ring = async (tx) => {
      tries += 1;
      await tx.system.run(addNote, { customer, text: `try ${tries}` });
      if (tries === 1) throw new Error('not now');
      if (tries === 3) throw closed({ why: 'late' });
    };
    await later('k', 1);
    t.clock.advance('PT1S');
    expect(await t.workOff()).toMatchObject({ failed: 1 });
    expect(await notes()).toEqual([]);
    t.clock.advance('PT1S');
    expect(await t.workOff()).toMatchObject({ done: 1 });
    expect(await notes()).toEqual(['try 2']);
    await later('k', 1);
    t.clock.advance('PT1S');
    expect(await t.workOff()).toMatchObject({ dead: 1 });
    expect(await notes()).toEqual(['try 2']);
    const [dead] = await jobs();
    expect(dead).toMatchObject({ state: 'DEAD', lastError: { code: 'DESK_CLOSED' } });
    await who.run(discardJob, { job: dead?.id as never });
    expect(await jobs()).toEqual([]);
  });

  // One connection is one worker: on the embedded database nobody can take anything over meanwhile.
  test.runIf(engine === 'postgres')('do nothing twice when another worker has taken them over', async () => {
    const { t, customer, later, notes, jobs } = await setUp();
    await later('k', 1);
    t.clock.advance('PT1S');
    behaviour.ring = async (tx) => {
      await tx.system.run(addNote, { customer, text: 'rung' });
      const taken = { text: `update crm.job set leased_by = 'another' where tenant_id = $1`, params: [t.tenant.id] };
      await outside(() => t.database.query(taken));
    };
    expect(await t.workOff()).toMatchObject({ lost: 1, done: 0 });
    expect(await notes()).toEqual([]);
    expect(await jobs()).toMatchObject([{ state: 'WAITING' }]);
  });
});
