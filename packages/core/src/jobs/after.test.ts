/** DATA-10: what is done after the commit. */
import { type AfterScope, sql } from '@guanxi/core';
import { addNote, createCustomer, crm, discardJob, jobFields, noteFields, retryJob } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { beforeEach, expect, test } from 'vitest';
import { select } from '../model/fields.ts';
import { type Behaviour, closed, type Desk, desk, idle, signal } from './desk.fixture.ts';

const behaviour: Behaviour = { ...idle };
const { plugin } = desk(behaviour);
const logged: string[] = [];
const log = (message: string): void => void logged.push(message);

describeEngines(
  'after the commit',
  {
    plugins: [crm(), plugin],
    logger: { info: log, warn: log, error: log },
    worker: { attempts: 3, pauseMs: 60_000, breakerFailures: 4, breakerMs: 600_000 },
  },
  (world) => {
    beforeEach(() => {
      Object.assign(behaviour, idle);
      logged.length = 0;
    });
    const setUp = async (name: string) => {
      const t = await world().another();
      const who = await t.staff();
      const { customer } = await who.run(createCustomer, { kind: 'ORGANISATION', name });
      const say = (text: string) => who.run(signal, { customer, text });
      const notes = async () => (await who.read(select(noteFields, { text: true }), {})).map((n) => n.text);
      const jobs = () =>
        who.read(select(jobFields, { kind: true, state: true, attempts: true, lastError: true }), {
          where: (j) => sql`${j.plugin} = 'desk'`,
        });
      return { t, who, customer, say, notes, jobs };
    };
    const note =
      (text: string) =>
      async (scope: AfterScope<Desk>, { subject }: { readonly subject: never }) =>
        void (await scope.run(addNote, { customer: subject, text }));

    test('a hook hears the event as it was said, as the plugin, once', async () => {
      const { t, customer, say, notes, jobs } = await setUp('A');
      const heard: unknown[] = [];
      behaviour.after = async (scope, { subject, data }) => {
        heard.push([
          subject === customer,
          data.text,
          data.at instanceof Date,
          scope.actor.kind,
          scope.attempt,
          scope.key.startsWith('desk:'),
        ]);
        await scope.run(addNote, { customer: subject, text: `heard ${data.text}` });
      };
      await say('one');
      expect(heard).toEqual([]);
      expect(await t.workOff()).toMatchObject({ failed: 0, dead: 0 });
      await t.workOff();
      expect(heard).toEqual([[true, 'one', true, 'service', 0, true]]);
      expect(await notes()).toEqual(['heard one']);
      expect(await jobs()).toEqual([]);
    });

    test('what failed is tried again after a pause, and commands that were run are not run again, whatever their input', async () => {
      const { t, say, notes, jobs } = await setUp('B');
      behaviour.after = async (scope, { subject }) => {
        await scope.run(addNote, { customer: subject, text: `try ${scope.attempt}` });
        if (scope.attempt < 2) throw new Error('the mail server is down');
        await scope.run(addNote, { customer: subject, text: 'sent' });
      };
      await say('one');
      expect(await t.workOff()).toMatchObject({ failed: 1, dead: 0 });
      expect(await jobs()).toMatchObject([{ state: 'WAITING', attempts: 1, lastError: { code: 'PLUGIN_FAILED' } }]);
      expect(await t.workOff()).toMatchObject({ failed: 0 });
      t.clock.advance('PT1M');
      expect(await t.workOff()).toMatchObject({ failed: 1 });
      t.clock.advance('PT1M');
      expect(await t.workOff()).toMatchObject({ failed: 0, done: 0 });
      t.clock.advance('PT1M');
      expect(await t.workOff()).toMatchObject({ failed: 0, done: 1 });
      expect((await notes()).sort()).toEqual(['sent', 'try 0']);
    });

    test('what fails too often is put aside, listed with its error, and retried or discarded', async () => {
      const { t, who, say, notes, jobs } = await setUp('C');
      behaviour.after = async () => {
        throw new Error('never');
      };
      await say('one');
      for (let i = 0; i < 3; i += 1) {
        await t.workOff();
        t.clock.advance('PT1H');
      }
      expect(await jobs()).toMatchObject([
        { kind: 'AFTER', state: 'DEAD', attempts: 3, lastError: { message: expect.stringContaining('never') } },
      ]);
      expect(logged.some((line) => line.includes('put aside'))).toBe(true);
      const [dead] = await who.read(select(jobFields, { state: true }), { where: (j) => sql`${j.plugin} = 'desk'` });
      behaviour.after = note('at last') as never;
      await who.run(retryJob, { job: dead?.id as never });
      expect(await who.refused(retryJob, { job: dead?.id as never })).toBe('CRM_JOB_NOT_DEAD');
      t.clock.advance('PT1H');
      await t.workOff();
      expect(await notes()).toEqual(['at last']);
      expect(await jobs()).toEqual([]);
      expect(await who.refused(discardJob, { job: dead?.id as never })).toBe('NOT_FOUND');
    });

    test('what is refused is put aside at once: trying again would be refused again', async () => {
      const { t, who, say, jobs } = await setUp('D');
      behaviour.after = async () => {
        throw closed({ why: 'Sunday' });
      };
      await say('one');
      expect(await t.workOff()).toMatchObject({ dead: 1, failed: 0 });
      expect(await jobs()).toMatchObject([{ state: 'DEAD', lastError: { code: 'DESK_CLOSED', message: 'The desk is closed: Sunday.' } }]);
      const [dead] = await who.read(select(jobFields, { state: true }), { where: (j) => sql`${j.plugin} = 'desk'` });
      await who.run(discardJob, { job: dead?.id as never });
      expect(await jobs()).toEqual([]);
    });

    test('a circle of hooks and commands is refused with the way around it, and put aside', async () => {
      const { t, say, jobs } = await setUp('E');
      let rounds = 0;
      behaviour.after = async (scope, { subject }) => {
        rounds += 1;
        await scope.run(signal, { customer: subject, text: 'again' });
      };
      await say('one');
      expect(await t.workOff()).toMatchObject({ dead: 1 });
      expect(rounds).toBeLessThan(20);
      behaviour.after = idle.after;
      const [dead] = await jobs();
      expect(dead).toMatchObject({ state: 'DEAD', lastError: { code: 'HOOK_LOOP' } });
      expect(JSON.stringify(dead?.lastError)).toMatch(
        /signal → desk\.customer\.signalled → after desk\.customer\.signalled \(desk\) → signal/,
      );
    });

    test('events of one record are heard in their order: a failed one holds the later ones back, one put aside does not', async () => {
      const { t, say } = await setUp('F');
      const heard: string[] = [];
      behaviour.after = async (_, { data }) => {
        heard.push(data.text);
        if (data.text === 'two') throw new Error('not now');
      };
      for (const text of ['one', 'two', 'three']) await say(text);
      await t.workOff();
      expect(heard).toEqual(['one', 'two']);
      for (let i = 0; i < 2; i += 1) {
        t.clock.advance('PT1H');
        await t.workOff();
      }
      expect(heard).toEqual(['one', 'two', 'two', 'two', 'three']);
    });

    test('two hooks of a plugin on one event are two jobs', async () => {
      const { t, say } = await setUp('G');
      const heard: string[] = [];
      behaviour.after = async () => {
        heard.push('first');
        if (heard.length < 3) throw new Error('not now');
      };
      behaviour.second = async (scope) => void heard.push(`second ${scope.key.split(':').at(-1)}`);
      await say('one');
      await t.workOff();
      t.clock.advance('PT1H');
      await t.workOff();
      expect(heard).toEqual(['first', 'second 1', 'first']);
    });

    test('a plugin whose hooks keep failing rests, others do not; then one is tried', async () => {
      const { t, who, say } = await setUp('I');
      let calls = 0;
      let isDown = true;
      behaviour.after = async () => {
        calls += 1;
        if (isDown) throw new Error('down');
      };
      for (let i = 0; i < 8; i += 1) {
        const { customer } = await who.run(createCustomer, { kind: 'ORGANISATION', name: `I${i}` });
        await who.run(signal, { customer, text: 'one' });
      }
      await say('nine');
      await t.workOff();
      expect(calls).toBe(4);
      expect(logged).toContain('hooks of plugin "desk" keep failing: all of them rest');
      await t.workOff();
      expect(calls).toBe(4);
      t.clock.advance('PT10M');
      await t.workOff();
      expect(calls).toBe(5);
      isDown = false;
      t.clock.advance('PT20M');
      await t.workOff();
      expect(calls).toBe(5 + 9);
    });
  },
);

describeEngines(
  'a hook of endless patience',
  { plugins: [crm(), plugin], logger: { info: log, warn: log, error: log }, worker: { hookMs: 100 } },
  (world) => {
    test('fails when its time is over, and can change nothing any more', async () => {
      const t = world();
      const who = await t.staff();
      const { customer } = await who.run(createCustomer, { kind: 'ORGANISATION', name: 'H' });
      let late: Promise<unknown> = Promise.resolve();
      behaviour.after = (scope, { subject }) => {
        late = new Promise<void>((resolve) => scope.signal.addEventListener('abort', () => resolve())).then(() =>
          scope.run(addNote, { customer: subject, text: 'late' }),
        );
        late.catch(() => undefined);
        return new Promise(() => undefined);
      };
      await who.run(signal, { customer, text: 'one' });
      expect(await t.workOff()).toMatchObject({ failed: 1 });
      await expect(late).rejects.toMatchObject({ code: 'HOOK_TIMED_OUT' });
      expect(await who.read(select(noteFields, { text: true }), {})).toEqual([]);
      const [job] = await who.read(select(jobFields, { lastError: true }), { where: (j) => sql`${j.state} = 'WAITING'` });
      expect(job?.lastError).toMatchObject({ code: 'HOOK_TIMED_OUT' });
    });
  },
);
