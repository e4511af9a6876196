/** DATA-14: a subscription that was dropped goes on behind its last cursor. */
import { globalId, type Id } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCustomer, crm, updateCustomer } from './index.ts';
import { changes, listeners, refusal } from './testing/subscriber.fixture.ts';

describeEngines('resumed subscriptions', { plugins: [crm()], limits: { maxWaitingAnswers: 3 } }, (t) => {
  type House = ReturnType<typeof t>;
  let house: House;
  let chief: Awaited<ReturnType<House['staff']>>;
  let customer: Id<'Customer'>;
  let id: string;
  const { listen, leave } = listeners(() => house.engine);
  const rename = (name: string) => chief.run(updateCustomer, { customer, set: { name } });

  beforeEach(async () => {
    house = await t().another();
    chief = await house.staff();
    ({ customer } = await chief.run(createCustomer, { name: '上海会展', kind: 'ORGANISATION' }));
    id = globalId('cus', customer);
  });
  afterEach(leave);

  test('from a cursor: everything behind it, once, in order, and then what happens', async () => {
    const first = await listen(chief.actor, changes, { id });
    await rename('0');
    const { cursor } = await first.next();
    await first.leave();
    for (let i = 1; i <= 7; i += 1) await rename(String(i));
    const again = await listen(chief.actor, changes, { id, after: cursor });
    await rename('8');
    const versions: number[] = [];
    for (let i = 0; i < 8; i += 1) versions.push((await again.next()).version);
    expect(versions).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
    await rename('9');
    expect((await again.next()).version).toBe(11);
  });

  test('no gap and no double where the log and what is heard live meet, while others write', async () => {
    const first = await listen(chief.actor, changes, { id });
    await rename('begin');
    const { cursor, version } = await first.next();
    let renamed = 0;
    const writing = (async () => {
      for (; renamed < 40; renamed += 1) await rename(`n${renamed}`);
    })();
    const heard: number[][] = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const again = await listen(chief.actor, changes, { id, after: cursor });
        const versions: number[] = [];
        while (versions.length < 40) versions.push((await again.next()).version);
        return versions;
      }),
    );
    await writing;
    for (const versions of heard) expect(versions).toEqual(Array.from({ length: 40 }, (_, i) => version + 1 + i));
  });

  test('a slow consumer is cut off, and goes on from the last cursor it has', async () => {
    const slow = await listen(chief.actor, changes, { id });
    await rename('1');
    const { cursor } = await slow.next();
    const watch = await listen(chief.actor, changes, { id });
    for (let i = 2; i <= 6; i += 1) {
      await rename(String(i));
      await watch.next();
    }
    expect(await slow.ended()).toBe('SLOW_CONSUMER');
    const again = await listen(chief.actor, changes, { id }, cursor);
    expect([(await again.next()).version, (await again.next()).version]).toEqual([3, 4]);
  });

  test('RESYNC: past retention, of another epoch, ahead of the log; and nonsense is BAD_INPUT', async () => {
    const first = await listen(chief.actor, changes, { id });
    await rename('1');
    const { cursor } = await first.next();
    const [epoch, position] = Buffer.from(cursor, 'base64url').toString().split('.') as [string, string];
    const cursorOf = (e: string, p: number) => Buffer.from(`${e}.${p.toString(36)}`).toString('base64url');
    const at = Number.parseInt(position, 36);
    const codeFor = (after: string) => refusal(house.engine, chief.actor, changes, { id, after });
    expect(await codeFor(cursorOf('0badc0de', at))).toBe('RESYNC');
    expect(await codeFor(cursorOf(epoch, at + 1_000_000))).toBe('RESYNC');
    expect(await codeFor('nonsense')).toBe('BAD_INPUT');
    await house.database.query({
      text: 'insert into crm.log_retention (tenant_id, floor) values ($1, $2)',
      params: [house.tenant.id, at + 1],
    });
    expect(await codeFor(cursor)).toBe('RESYNC');
  });
});
