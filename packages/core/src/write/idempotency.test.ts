import { onBothEngines } from '@guanxi/testing/database';
import { beforeAll, expect, test } from 'vitest';
import { createAccount, postPoints } from './shop.fixture.ts';
import { chief, clerk, fingerprint, makeWorld } from './world.fixture.ts';

onBothEngines('an idempotency key', (open) => {
  // Preparing the first database takes a while.
  beforeAll(async () => void (await makeWorld(open)));

  test('answers a repeated command as the first time, once, and refuses another input (G8)', async () => {
    const w = await makeWorld(open);
    const { account } = await w.done(createAccount, { account: { name: 'A', points: 1 } });
    const first = await w.run(postPoints, { account, points: 2 }, { key: 'k' });
    w.clock.at = new Date('2026-03-05T00:00:00.000Z');
    const before = await fingerprint(w);
    const again = await w.run(
      postPoints,
      { account, points: 2 },
      { key: 'k', reply: (output) => ({ text: 'select $1::text as at', params: [(output['at'] as Date).toISOString()] }) },
    );
    expect(again).toEqual({ ...first, replayed: true, replies: [{ rows: [{ at: '2026-03-01T08:00:00.000Z' }], affected: 1 }] });
    expect(await w.refused(postPoints, { account, points: 3 }, { key: 'k' })).toEqual(['KEY_REUSED']);
    // Also where the other input is none at all, and where the right is gone by now.
    expect(await w.refused(postPoints, { account, points: 'x' }, { key: 'k' })).toEqual(['KEY_REUSED']);
    expect(await w.run(postPoints, { account, points: 2 }, { key: 'k', actor: { ...chief, permissions: [] } })).toMatchObject({
      ok: true,
      replayed: true,
    });
    expect(await fingerprint(w)).toBe(before);
  });

  test('belongs to its actor and its command', async () => {
    const w = await makeWorld(open);
    await w.done(createAccount, { account: { name: 'A' } }, { key: 'k' });
    await w.done(createAccount, { account: { name: 'A' } }, { key: 'k', actor: clerk });
    expect(await w.rows('select count(*)::int as n from crm.shop_account')).toEqual([{ n: 2 }]);
  });

  test('of a refused command is free for another try', async () => {
    const w = await makeWorld(open);
    const { account } = await w.done(createAccount, { account: { name: 'A' } });
    expect(await w.refused(postPoints, { account, points: -1 }, { key: 'k' })).toEqual(['TOO_FEW_POINTS points']);
    await w.done(postPoints, { account, points: 5 });
    expect(await w.run(postPoints, { account, points: -1 }, { key: 'k' })).toMatchObject({ ok: true, replayed: false });
  });

  test('is forgotten after seven days, and swept out by later claims', async () => {
    const w = await makeWorld(open);
    for (const key of ['a', 'b', 'c']) await w.done(createAccount, { account: { name: 'A' } }, { key });
    w.clock.at = new Date('2026-03-08T08:00:00.000Z');
    expect(await w.run(createAccount, { account: { name: 'A' } }, { key: 'a' })).toMatchObject({ replayed: false });
    expect(await w.rows('select key from crm.idempotency_key')).toEqual([{ key: 'a' }]);
  });

  test('used by two at once runs once; the other waits for its answer', async () => {
    const w = await makeWorld(open);
    const { account } = await w.done(createAccount, { account: { name: 'A' } });
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => w.run(postPoints, { account, points: 2 }, { key: 'k' })));
    expect(outcomes.filter((o) => o.ok && !o.replayed)).toHaveLength(1);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ ok: true, output: { remaining: 2, at: w.clock.at } });
    expect(await w.rows('select points from crm.shop_account')).toEqual([{ points: 2 }]);
  });

  test('50 clients on one record: accepted changes are version steps (F23)', async () => {
    const w = await makeWorld(open);
    const { account } = await w.done(createAccount, { account: { name: 'A', points: 30 } });
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => w.run(postPoints, { account, points: -1 })));
    const accepted = outcomes.filter((o) => o.ok).length;
    expect(accepted).toBe(30);
    expect(await w.rows('select points, version from crm.shop_account')).toEqual([{ points: 0, version: 31 }]);
    expect((await w.rows(`select version from crm.change_log where entity = 'Account' order by version`)).map((r) => r['version'])).toEqual(
      Array.from({ length: 31 }, (_, i) => i + 1),
    );
    const raced = await Promise.all(Array.from({ length: 20 }, () => w.run(postPoints, { account, points: 1 }, { expectedVersion: 31 })));
    expect(raced.filter((o) => o.ok)).toHaveLength(1);
  });
});
