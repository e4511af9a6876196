/** Cron jobs: once for each tenant and time, in a zone, also where the clocks change (DATA-14). */
import { sql } from '@guanxi/core';
import { addNote, createCustomer, crm, jobFields, noteFields } from '@guanxi/core/crm';
import { createTestEngine, describeEngines } from '@guanxi/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { select } from '../model/fields.ts';
import { cronProblem, dueRun, nextTime } from './cron-times.ts';
import { type Behaviour, closed, desk, idle } from './desk.fixture.ts';

const times = (cron: string, zone: string, from: string, count: number): string[] => {
  const out: string[] = [];
  for (let at: Date | null = new Date(from); at !== null && out.length < count; ) {
    at = nextTime(cron, zone, at);
    if (at) out.push(at.toISOString().slice(0, 16));
  }
  return out;
};

describe('times of cron jobs', () => {
  test('a fixed time that is skipped comes at the change, one that comes twice comes the first time', () => {
    expect(times('30 2 * * *', 'America/New_York', '2026-03-07T12:00:00Z', 2)).toEqual(['2026-03-08T07:00', '2026-03-09T06:30']);
    expect(times('30 1 * * *', 'America/New_York', '2026-10-31T12:00:00Z', 2)).toEqual(['2026-11-01T05:30', '2026-11-02T06:30']);
    expect(times('30 1,13 * * *', 'America/New_York', '2026-11-01T00:00:00Z', 3)).toEqual([
      '2026-11-01T05:30',
      '2026-11-01T18:30',
      '2026-11-02T06:30',
    ]);
  });
  test('intervals are kept over both changes', () => {
    expect(times('0 * * * *', 'Europe/Berlin', '2026-10-25T23:30:00Z', 1)).toEqual(['2026-10-26T00:00']);
    expect(times('0 * * * *', 'Europe/Berlin', '2026-10-24T23:30:00Z', 4)).toEqual([
      '2026-10-25T00:00',
      '2026-10-25T01:00',
      '2026-10-25T02:00',
      '2026-10-25T03:00',
    ]);
    expect(times('0 * * * *', 'Europe/Berlin', '2026-03-28T23:30:00Z', 3)).toEqual([
      '2026-03-29T00:00',
      '2026-03-29T01:00',
      '2026-03-29T02:00',
    ]);
  });
  test('what is wrong with a pattern or zone is said', () => {
    expect(cronProblem('0 3 1 * *', 'Asia/Shanghai')).toBeNull();
    expect(cronProblem('61 * * * *', 'UTC')).toMatch(/minute/);
    expect(cronProblem('* * *', 'UTC')).not.toBeNull();
    expect(cronProblem('0 3 * * *', 'Mars/Olympus')).toMatch(/Mars\/Olympus/);
    expect(cronProblem('0 0 31 2 *', 'UTC')).toBe('it never comes');
  });
  test('of missed runs the last is made up for, or none, or each', () => {
    const due = new Date('2026-01-05T03:00:00Z');
    const now = new Date('2026-01-08T10:00:00Z');
    const [last, none, all] = (['last', 'none', 'all'] as const).map((missed) => dueRun({ cron: '0 3 * * *', missed }, 'UTC', due, now));
    expect(last).toEqual({ at: new Date('2026-01-08T03:00:00Z'), next: new Date('2026-01-09T03:00:00Z') });
    expect(none).toEqual({ at: null, next: new Date('2026-01-09T03:00:00Z') });
    expect(all).toEqual({ at: due, next: new Date('2026-01-06T03:00:00Z') });
    expect(dueRun({ cron: '0 3 * * *', missed: 'none' }, 'UTC', due, new Date('2026-01-05T03:00:30Z')).at).toEqual(due);
    expect(dueRun({ cron: '0 3 * * *', missed: 'last' }, 'UTC', due, due)).toEqual({ at: due, next: new Date('2026-01-06T03:00:00Z') });
  });
});

const behaviour: Behaviour = { ...idle };

describeEngines(
  'cron jobs',
  { plugins: [crm(), desk(behaviour, { cron: '0 3 * * *', missed: 'all' }).plugin], worker: { attempts: 2, pauseMs: 1_000 } },
  (world, engine) => {
    beforeEach(() => void Object.assign(behaviour, idle));
    afterEach(() => world().clock.set('2026-01-05T01:00:00.000Z'));

    const setUp = async (zone = 'Asia/Shanghai') => {
      const t = await world().another({ zone });
      const who = await t.staff();
      const { customer } = await who.run(createCustomer, { kind: 'ORGANISATION', name: 'A' });
      const ran: string[] = [];
      behaviour.daily = async (tx, at) => {
        if (tx.tenant !== t.tenant.id) return;
        ran.push(at.toISOString());
        await tx.system.run(addNote, { customer, text: at.toISOString() });
      };
      const notes = async () => (await who.read(select(noteFields, { text: true }), {})).map((n) => n.text).sort();
      const jobs = () =>
        who.read(select(jobFields, { state: true, key: true, runAt: true, lastError: true }), { where: (j) => sql`${j.kind} = 'CRON'` });
      return { t, ran, notes, jobs };
    };

    test('run for each tenant in its zone, each time once, and wait for the next', async () => {
      const { t, notes, jobs } = await setUp();
      await t.workOff();
      expect(await jobs()).toMatchObject([{ state: 'WAITING', runAt: new Date('2026-01-05T19:00:00Z') }]);
      t.clock.set('2026-01-05T19:00:00Z');
      await Promise.all([t.workOff(), t.workOff()]);
      await t.workOff();
      expect(await notes()).toEqual(['2026-01-05T19:00:00.000Z']);
      expect(await jobs()).toMatchObject([{ runAt: new Date('2026-01-06T19:00:00Z') }]);
    });

    test('that were missed are made up for in their order', async () => {
      const { t, ran } = await setUp('UTC');
      await t.workOff();
      t.clock.set('2026-01-07T12:00:00Z');
      await t.workOff();
      expect(ran).toEqual(['2026-01-05T03:00:00.000Z', '2026-01-06T03:00:00.000Z', '2026-01-07T03:00:00.000Z']);
    });

    test('that fail are tried again for their own time; one given up is put aside, and the next comes', async () => {
      const { t, ran, notes, jobs } = await setUp('UTC');
      await t.workOff();
      const note = behaviour.daily;
      behaviour.daily = async (tx, at) => {
        await note(tx, at);
        if (at.toISOString().startsWith('2026-01-05')) throw new Error('not now');
        if (at.toISOString().startsWith('2026-01-06') && tx.tenant === t.tenant.id) throw closed({ why: 'holiday' });
      };
      t.clock.set('2026-01-05T03:00:00Z');
      await t.workOff();
      t.clock.set('2026-01-05T03:10:00Z');
      await t.workOff();
      expect(ran).toEqual(['2026-01-05T03:00:00.000Z', '2026-01-05T03:00:00.000Z']);
      expect(await notes()).toEqual([]);
      t.clock.set('2026-01-06T03:00:00Z');
      await t.workOff();
      t.clock.set('2026-01-07T03:00:00Z');
      await t.workOff();
      expect(await notes()).toEqual(['2026-01-07T03:00:00.000Z']);
      expect((await jobs()).map((j) => `${j.state} ${(j.lastError as { code: string } | null)?.code ?? ''}`).sort()).toEqual([
        'DEAD DESK_CLOSED',
        'DEAD PLUGIN_FAILED',
        'WAITING ',
      ]);
    });

    test('are planned anew when their pattern changes, by the newer version only, and go with it', async () => {
      const make = (o: Parameters<typeof desk>[1]) => createTestEngine({ plugins: [crm(), desk(idle, o).plugin], engine });
      const first = await make({ cron: '0 3 * * *', version: '1.1.0' });
      try {
        await first.workOff();
        const jobs = async () =>
          (await first.database.query({ text: `select run_at, input ->> 'version' as version from crm.job where kind = 'CRON'` })).rows;
        expect(await jobs()).toEqual([{ run_at: expect.stringContaining('2026-01-05 19:00'), version: '1.1.0' }]);
        const { createEngine } = await import('@guanxi/core');
        const over = (o: Parameters<typeof desk>[1]) =>
          createEngine({ plugins: [crm(), desk(idle, o).plugin], database: first.database, clock: first.clock });
        await over({ cron: '0 4 * * *', version: '1.0.0' }).workOff();
        expect(await jobs()).toEqual([{ run_at: expect.stringContaining('2026-01-05 19:00'), version: '1.1.0' }]);
        await over({ cron: '0 4 * * *', version: '1.2.0' }).workOff();
        expect(await jobs()).toEqual([{ run_at: expect.stringContaining('2026-01-05 20:00'), version: '1.2.0' }]);
        await over({ version: '1.0.0' }).workOff();
        expect(await jobs()).toHaveLength(1);
        await over({ version: '1.3.0' }).workOff();
        expect(await jobs()).toEqual([]);
      } finally {
        await first.close();
      }
    });
  },
);
