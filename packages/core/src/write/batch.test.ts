import { onBothEngines } from '@guanxi/testing/database';
import { beforeAll, expect, test } from 'vitest';
import { GuanxiError } from '../errors.ts';
import { runBatch } from './batch.ts';
import type { Kernel } from './kernel.ts';
import { createAccount } from './shop.fixture.ts';
import { chief, fingerprint, makeWorld } from './world.fixture.ts';

const create = (kernel: Kernel, accounts: readonly object[], keys?: readonly string[]) =>
  runBatch(
    kernel,
    'createAccount',
    accounts.map((account) => ({ account })),
    { actor: chief, wire: true, ...(keys && { keys }) },
  );
const codes = (outcomes: Awaited<ReturnType<typeof runBatch>>) =>
  outcomes.map((o) => (o.ok ? (o.replayed ? 'again' : 'ok') : o.errors.map((e) => `${e.code} ${e.path.join('.')}`).join()));

onBothEngines('a batch', (open) => {
  // Preparing the first database takes a while.
  beforeAll(async () => void (await makeWorld(open)));

  test('is one transaction of two flights whatever its length', async () => {
    const w = await makeWorld(open);
    expect(
      codes(
        await create(
          w.kernel,
          Array.from({ length: 200 }, (_, i) => ({ name: `A${i}`, code: `C${i}` })),
        ),
      ),
    ).toEqual(Array(200).fill('ok'));
    // set_config; then accounts and change log.
    expect(w.flights).toEqual(['begin +0', 'commit 3+0']);
    expect(await w.rows('select count(*)::int as n, count(distinct record_id)::int as ids from crm.change_log')).toEqual([
      { n: 200, ids: 200 },
    ]);
  });

  test('keeps what is right and names each row that is refused, and by what', async () => {
    const w = await makeWorld(open);
    const outcomes = await create(w.kernel, [
      { name: 'A', code: 'X' },
      { name: '' },
      { name: 'B', code: 'X' },
      { name: 'C', points: -1 },
      { name: 'D', keeperId: 'per_00000000000070008000000000000099' },
      { name: 'E', code: 'Y' },
      { code: 'Z' },
      { name: 'F' },
    ]);
    expect(codes(outcomes)).toEqual([
      'ok',
      'ok',
      'DUPLICATE code',
      'BAD_INPUT points',
      'NOT_FOUND account.keeperId',
      'ok',
      'BAD_INPUT name',
      'ok',
    ]);
    expect((await w.rows('select name from crm.shop_account order by name')).map((r) => r['name'])).toEqual(['', 'A', 'E', 'F']);
    expect(await w.rows('select count(*)::int as n from crm.audit')).toEqual([{ n: 4 }]);
  });

  test('sent again with its keys does nothing twice, and a refused row may be sent again corrected', async () => {
    const w = await makeWorld(open);
    const keys = ['1', '2', '3'];
    const first = await create(w.kernel, [{ name: 'A' }, { points: 1 }, { name: 'C' }], keys);
    expect(codes(first)).toEqual(['ok', 'BAD_INPUT name', 'ok']);
    const before = await fingerprint(w);
    const again = await create(w.kernel, [{ name: 'A' }, { points: 1 }, { name: 'C' }], keys);
    expect(codes(again)).toEqual(['again', 'BAD_INPUT name', 'again']);
    expect(again[0]).toMatchObject({ output: (first[0] as { output: object }).output });
    expect(await fingerprint(w)).toBe(before);
    expect(codes(await create(w.kernel, [{ name: 'other' }, { name: 'B' }, { name: 'C' }], keys))).toEqual(['KEY_REUSED ', 'ok', 'again']);
  });

  test('with one key at two rows is refused whole, in both languages', async () => {
    const w = await makeWorld(open);
    const refusal = await create(w.kernel, [{ name: 'A' }, { name: 'B' }], ['k', 'k']).catch((error: unknown) => error as GuanxiError);
    if (!(refusal instanceof GuanxiError)) throw new Error('it was not refused');
    expect([refusal.code, refusal.in('en'), refusal.in('zh-CN')]).toEqual([
      'BAD_INPUT',
      'the idempotency key "k" stands at two rows of one batch',
      '幂等键“k”在同一批次中出现于两行',
    ]);
    expect(await w.rows('select count(*)::int as n from crm.shop_account')).toEqual([{ n: 0 }]);
  });

  test('takes back what a refused row wrote, though it reads in between', async () => {
    const w = await makeWorld(open);
    const { account } = await w.done(createAccount, { account: { name: 'A', points: 3 } });
    const outcomes = await runBatch(
      w.kernel,
      'postPoints',
      [-2, -5, 4, -6, -5].map((points) => ({ account, points })),
      { actor: chief, wire: false },
    );
    expect(codes(outcomes)).toEqual(['ok', 'TOO_FEW_POINTS points', 'ok', 'TOO_FEW_POINTS points', 'ok']);
    expect(await w.rows('select points, version from crm.shop_account')).toEqual([{ points: 0, version: 2 }]);
    expect(await w.rows('select sum(points)::int as sum, count(*)::int as n from crm.shop_entry')).toEqual([{ sum: -3, n: 3 }]);
    expect(await w.rows(`select count(*)::int as n from crm.event_inbox where type = 'shop.points.posted'`)).toEqual([{ n: 3 }]);
  });
});
