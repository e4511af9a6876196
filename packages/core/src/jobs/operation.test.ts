/** Operations: long work in batches, with a progress, that goes on where it stopped (DATA-10). */
import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from '@guanxi/core';
import {
  addNote,
  cancelOperation,
  createCustomer,
  crm,
  jobFields,
  noteFields,
  operationFields,
  operationRefusalFields,
  retryOperation,
} from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { beforeEach, expect, test } from 'vitest';
import { select } from '../model/fields.ts';
import { type Behaviour, closed, desk, idle } from './desk.fixture.ts';

const behaviour: Behaviour = { ...idle };
const { plugin, count } = desk(behaviour);
/** As somebody else: what is open in an asynchronous scope may not be gone round from inside it. */
const outside = AsyncLocalStorage.snapshot();

describeEngines('operations', { plugins: [crm(), plugin], worker: { attempts: 2, pauseMs: 1_000 } }, (world) => {
  beforeEach(() => void Object.assign(behaviour, idle));
  const setUp = async () => {
    const t = await world().another();
    const who = await t.staff();
    const { customer } = await who.run(createCustomer, { kind: 'ORGANISATION', name: 'A' });
    const batches: (readonly number[])[] = [];
    behaviour.each = async (tx, items, of) => {
      batches.push(items);
      for (const item of items) await tx.run(addNote, { customer: of, text: String(item) });
    };
    const notes = async () => (await who.read(select(noteFields, { text: true }), {})).map((n) => Number(n.text)).sort((a, b) => a - b);
    const start = async (upTo: number) => (await who.run(count, { customer, upTo })).operation;
    const operation = async () =>
      (await who.read(select(operationFields, { state: true, total: true, done: true, refused: true, lastError: true }), {}))[0];
    const refusals = () =>
      who.read(select(operationRefusalFields, { number: true, item: true, code: true, message: true }), {
        orderBy: 'number',
        direction: 'ASC',
      });
    const jobs = () => who.read(select(jobFields, { state: true }), { where: (j) => sql`${j.kind} = 'OPERATION'` });
    return { t, who, customer, batches, notes, start, operation, refusals, jobs };
  };
  const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

  test('list their items, do them in batches as whoever started them, and stay as a record', async () => {
    const { t, batches, notes, start, operation, jobs } = await setUp();
    await start(10);
    expect(await operation()).toMatchObject({ state: 'QUEUED', total: 0 });
    await t.workOff();
    expect(batches.map((b) => b.length)).toEqual([4, 4, 2]);
    expect(await notes()).toEqual(upTo(10));
    expect(await operation()).toMatchObject({ state: 'DONE', total: 10, done: 10, refused: 0, lastError: null });
    expect(await jobs()).toEqual([]);
  });

  test('have no more rights than whoever started them', async () => {
    const { t, customer, notes, operation, refusals } = await setUp();
    const clerk = await t.staff({ can: ['desk:work', 'crm:customers:read', 'crm:operations:read'] });
    await clerk.run(count, { customer, upTo: 1 });
    await t.workOff();
    expect(await notes()).toEqual([]);
    expect(await operation()).toMatchObject({ state: 'DONE', done: 0, refused: 1 });
    expect(await refusals()).toMatchObject([{ code: 'FORBIDDEN' }]);
  });

  test('leave out what is refused, say which and why, and do it when they are retried', async () => {
    const { t, who, notes, start, operation, refusals } = await setUp();
    const note = behaviour.each;
    behaviour.each = async (tx, items, of) => {
      await note(tx, items, of);
      if (items.some((i) => i % 5 === 0)) throw closed({ why: 'five' });
    };
    const id = await start(10);
    await t.workOff();
    expect(await notes()).toEqual([1, 2, 3, 4, 6, 7, 8, 9]);
    expect(await operation()).toMatchObject({ state: 'DONE', total: 10, done: 8, refused: 2 });
    expect(await refusals()).toMatchObject([
      { number: 5, item: 5, code: 'DESK_CLOSED', message: 'The desk is closed: five.' },
      { number: 10, item: 10, code: 'DESK_CLOSED', message: 'The desk is closed: five.' },
    ]);
    behaviour.each = note;
    await who.run(retryOperation, { operation: id });
    await t.workOff();
    expect(await notes()).toEqual(upTo(10));
    expect(await operation()).toMatchObject({ state: 'DONE', total: 10, done: 10, refused: 0 });
    expect(await refusals()).toEqual([]);
    expect(await who.refused(retryOperation, { operation: id })).toBe('CRM_OPERATION_NOTHING_TO_RETRY');
  });

  test('that fail go on where they stopped; given up, they wait to be retried', async () => {
    const { t, who, batches, notes, start, operation, jobs } = await setUp();
    const note = behaviour.each;
    let isDown = true;
    behaviour.each = async (tx, items, of) => {
      await note(tx, items, of);
      if (isDown && items.includes(7)) throw new Error('down');
    };
    const id = await start(10);
    expect(await t.workOff()).toMatchObject({ failed: 1 });
    expect(await operation()).toMatchObject({ state: 'RUNNING', total: 10, done: 4 });
    t.clock.advance('PT1M');
    expect(await t.workOff()).toMatchObject({ dead: 1 });
    expect(await operation()).toMatchObject({ state: 'FAILED', done: 4, lastError: { code: 'PLUGIN_FAILED' } });
    expect(await jobs()).toMatchObject([{ state: 'DEAD' }]);
    isDown = false;
    batches.length = 0;
    await who.run(retryOperation, { operation: id });
    await t.workOff();
    expect(batches).toEqual([
      [5, 6, 7, 8],
      [9, 10],
    ]);
    expect(await notes()).toEqual(upTo(10));
    expect(await operation()).toMatchObject({ state: 'DONE', done: 10, lastError: null });
    expect(await jobs()).toEqual([]);
  });

  test('are cancelled between batches; what is done stays done', async () => {
    const { t, who, notes, start, operation, jobs } = await setUp();
    const note = behaviour.each;
    let id = await start(10);
    let cancelled: Promise<unknown> = Promise.resolve();
    behaviour.each = async (tx, items, of) => {
      await note(tx, items, of);
      if (items.includes(4)) cancelled = outside(() => who.run(cancelOperation, { operation: id }));
    };
    await t.workOff();
    await cancelled;
    await t.workOff();
    const { done = 0, state } = (await operation()) ?? {};
    expect(state).toBe('CANCELLED');
    expect(done).toBeLessThan(10);
    expect(await notes()).toEqual(upTo(done));
    expect(await jobs()).toEqual([]);
    expect(await who.refused(cancelOperation, { operation: id })).toBe('CRM_OPERATION_OVER');
    behaviour.each = note;
    await who.run(retryOperation, { operation: id });
    await t.workOff();
    expect(await notes()).toEqual(upTo(10));
    id = await start(2);
    await who.run(cancelOperation, { operation: id });
    await t.workOff();
    expect(await notes()).toEqual(upTo(10));
  });
});
