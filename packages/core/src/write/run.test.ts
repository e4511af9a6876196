import { onBothEngines } from '@guanxi/testing/database';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../access/actor.ts';
import { globalId } from '../model/ids.ts';
import { createAccount, postPoints, removeAccount, updateAccount } from './shop.fixture.ts';
import { chief, clerk, fingerprint, makeWorld, otherStaffId, staffId, type World } from './world.fixture.ts';

onBothEngines('a command', (open) => {
  // Preparing the first database takes a while.
  beforeAll(async () => void (await makeWorld(open)));

  test('changes rows, raises the version by one, and leaves its entries in log and inbox', async () => {
    const w = await makeWorld(open);
    const { account } = await w.done(createAccount, { account: { name: '张伟商贸', points: 10, keeperId: staffId } });
    w.clock.at = new Date('2026-03-02T08:00:00.000Z');
    expect(await w.done(postPoints, { account, points: 5 })).toEqual({ remaining: 15, at: w.clock.at });

    expect(await w.rows('select version, points, tier, created_by, updated_at from crm.shop_account')).toEqual([
      { version: 2, points: 15, tier: 'SILVER', created_by: globalId('stf', staffId), updated_at: '2026-03-02 08:00:00+00' },
    ]);
    const log = await w.rows(
      `select entity, op, version, command, before->>'points' as before, after->>'points' as after from crm.change_log order by at, entity`,
    );
    expect(log).toEqual([
      { entity: 'Account', op: 'insert', version: 1, command: 'createAccount', before: null, after: '10' },
      { entity: 'Account', op: 'update', version: 2, command: 'postPoints', before: '10', after: '15' },
      { entity: 'LedgerEntry', op: 'insert', version: 1, command: 'postPoints', before: null, after: '5' },
    ]);
    const [event] = await w.rows(
      'select type, subject_type, subject_id, data, actor, command, causation from crm.event_inbox where subject_id is not null',
    );
    expect(event).toMatchObject({
      type: 'shop.points.posted',
      subject_type: 'Account',
      subject_id: account,
      command: 'postPoints',
      causation: null,
    });
    expect(JSON.parse(event?.['data'] as string)).toEqual({ points: 5, at: '2026-03-02T08:00:00.000Z' });
  });

  test('takes two flights, the reply among them', async () => {
    const w = await makeWorld(open);
    const { account } = await w.done(createAccount, { account: { name: 'A', points: 1 } });
    w.flights.length = 0;
    const outcome = await w.run(
      postPoints,
      { account, points: 1 },
      { key: 'k', reply: () => ({ text: 'select points from crm.shop_account' }) },
    );
    expect(outcome).toMatchObject({ ok: true, replies: [{ rows: [{ points: 2 }] }] });
    // set_config, claim, earlier reply, visibility, lock; then entry, account, log, inbox, stored reply.
    expect(w.flights).toEqual(['begin +3', 'commit 2+1']);
  });

  test('decodes what came over the wire', async () => {
    const w = await makeWorld(open);
    const { account } = await w.done(
      createAccount,
      {
        account: {
          name: 'A',
          credit: { amount: '007.5', currency: 'CNY' },
          seenAt: '2026-01-01T00:00:00+08:00',
          keeperId: globalId('per', otherStaffId),
          since: '2026-02-28',
          kinds: ['BUYER'],
          extra: { a: [1, null] },
        },
      },
      { wire: true },
    );
    expect(
      await w.rows(
        'select credit_amount, credit_currency, seen_at, keeper_id, since, kinds, extra, points from crm.shop_account where id = $1',
        [account as string],
      ),
    ).toEqual([
      {
        credit_amount: '7.5000',
        credit_currency: 'CNY',
        seen_at: '2025-12-31 16:00:00+00',
        keeper_id: otherStaffId,
        since: '2026-02-28',
        kinds: ['BUYER'],
        extra: '{"a": [1, null]}',
        points: 0,
      },
    ]);
    const patched = await w.done(
      updateAccount,
      { id: globalId('acc', account as string), patch: { credit: null, kinds: null }, expectedVersion: 1 },
      { wire: true },
    );
    expect(patched).toEqual({ account });
    expect(await w.rows('select credit_amount, kinds, version from crm.shop_account')).toEqual([
      { credit_amount: null, kinds: null, version: 2 },
    ]);
  });

  test('that is refused leaves one audit line and nothing else (A11)', async () => {
    const w = await makeWorld(open);
    const { account } = await w.done(createAccount, { account: { name: 'A' } });
    const before = await fingerprint(w);
    const outcome = await w.run(postPoints, { account, points: -3 }, { key: 'k', actor: { ...chief, locale: 'zh-CN' } });
    expect(outcome).toEqual({
      ok: false,
      errors: [{ code: 'TOO_FEW_POINTS', message: '需要 3 积分，仅有 0。', path: ['points'], details: { asked: 3, available: 0 } }],
    });
    expect(await fingerprint(w)).toBe(before);
    expect(await w.rows('select command, outcome, code, path from crm.audit')).toEqual([
      { command: 'postPoints', outcome: 'REFUSED', code: 'TOO_FEW_POINTS', path: 'points' },
    ]);
  });

  test('of somebody without the permission is refused (G10)', async () => {
    const w = await makeWorld(open);
    expect(await w.refused(createAccount, { account: { name: 'A' } }, { actor: { ...clerk, permissions: [] } })).toEqual(['FORBIDDEN']);
  });

  test('answers alike for hidden, missing and wrong-type ids (A08, G2)', async () => {
    const w = await makeWorld(open);
    const { account } = await w.done(createAccount, { account: { name: 'A', keeperId: staffId } });
    const before = await fingerprint(w);
    const asked = [globalId('acc', account as string), globalId('acc', otherStaffId), globalId('per', staffId), 'nonsense'];
    const answers = [];
    for (const id of asked) answers.push(await w.run(updateAccount, { id, patch: { name: 'B' } }, { actor: clerk, wire: true }));
    expect(answers[0]).toMatchObject({ ok: false, errors: [{ code: 'NOT_FOUND', path: ['id'] }] });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await fingerprint(w)).toBe(before);
    expect(
      await w.refused(createAccount, { account: { name: 'A', keeperId: globalId('per', account as string) } }, { wire: true }),
    ).toEqual(['NOT_FOUND account.keeperId']);
  });

  test('made from an old version is refused with both versions (G9)', async () => {
    const w = await makeWorld(open);
    const { account } = await w.done(createAccount, { account: { name: 'A' } });
    await w.done(updateAccount, { id: account, patch: { name: 'B' } });
    expect(await w.run(updateAccount, { id: account, patch: { name: 'C' } }, { expectedVersion: 1 })).toMatchObject({
      ok: false,
      errors: [{ code: 'CONFLICT', path: ['id'], details: { expected: 1, actual: 2 } }],
    });
    await w.done(updateAccount, { id: account, patch: { name: 'C' } }, { expectedVersion: 2 });
    expect(await w.refused(createAccount, { account: { name: 'A' } }, { expectedVersion: 1 })).toEqual(['BAD_INPUT expectedVersion']);
  });

  test('that changes nothing leaves no trace of a change', async () => {
    const w = await makeWorld(open);
    const { account } = await w.done(createAccount, { account: { name: 'A' } });
    const before = await fingerprint(w);
    await w.done(updateAccount, { id: account, patch: { name: 'A' } });
    expect(await fingerprint(w)).toBe(before);
  });

  test('removes a row, and is told where it is still referred to', async () => {
    const w = await makeWorld(open);
    const { account } = await w.done(createAccount, { account: { name: 'A' } });
    await w.done(postPoints, { account, points: 1 });
    expect(await w.run(removeAccount, { id: account })).toMatchObject({
      ok: false,
      errors: [{ code: 'REFERENCED', details: { by: 'LedgerEntry' } }],
    });
    const { account: other } = await w.done(createAccount, { account: { name: 'B' } });
    await w.done(removeAccount, { id: other });
    expect(await w.rows(`select op, version, after from crm.change_log where record_id = $1 and op = 'delete'`, [other as string])).toEqual(
      [{ op: 'delete', version: 2, after: null }],
    );
  });

  describe('refuses', () => {
    let world: World;
    beforeAll(async () => {
      world = await makeWorld(open);
    });
    test.each([
      ['blank required values (G1)', { account: { name: null } }, 'BAD_INPUT account.name'],
      ['missing required values (G1)', { account: {} }, 'BAD_INPUT name'],
      ['unknown keys', { account: { name: 'A' }, role: 'x' }, 'BAD_INPUT role'],
      ['what the engine fills (A19)', { account: { name: 'A', version: 7 } }, 'BAD_INPUT account.version'],
      ['tenants (A19)', { account: { name: 'A', tenantId: staffId } }, 'BAD_INPUT account.tenantId'],
      ['unknown enum values (G14)', { account: { name: 'A', tier: 'LEAD' } }, 'BAD_INPUT account.tier'],
      ['values of no plugin in open enums (G14)', { account: { name: 'A', kinds: ['NOBODY'] } }, 'BAD_INPUT account.kinds'],
      ['malformed addresses (G3)', { account: { name: 'A', email: 'a@' } }, 'BAD_INPUT account.email'],
      ['days that do not exist (G3)', { account: { name: 'A', since: '2026-02-30' } }, 'BAD_INPUT account.since'],
      [
        'over-precise money (G4)',
        { account: { name: 'A', creditAmount: '1.00001', creditCurrency: 'CNY' } },
        'BAD_INPUT account.creditAmount',
      ],
      ['money without a currency', { account: { name: 'A', creditAmount: '1' } }, 'BAD_INPUT creditCurrency'],
      [
        'currencies that do not exist (G3)',
        { account: { name: 'A', creditAmount: '1', creditCurrency: 'XX' } },
        'BAD_INPUT creditCurrency',
      ],
      ['U+0000', { account: { name: 'a\u0000b' } }, 'BAD_INPUT account.name'],
      ['lone surrogates', { account: { name: 'a\ud800' } }, 'BAD_INPUT account.name'],
      ['prototype keys (A25)', JSON.parse('{"account":{"name":"A","__proto__":{"x":1}}}') as unknown, 'BAD_INPUT account.__proto__'],
      ['what a check of the table refuses', { account: { name: 'A', points: -1 } }, 'BAD_INPUT points'],
    ])('%s', async (_what, input, expected) => {
      const w = world;
      const before = await fingerprint(w);
      expect(await w.refused(createAccount, input)).toEqual([expected]);
      expect(await fingerprint(w)).toBe(before);
    });

    test('a second record with a natural key, naming entity and columns (G8)', async () => {
      const w = await makeWorld(open);
      await w.done(createAccount, { account: { name: 'A', code: 'X' } });
      expect(await w.run(createAccount, { account: { name: 'B', code: 'X' } })).toMatchObject({
        ok: false,
        errors: [{ code: 'DUPLICATE', path: ['code'], details: { entity: 'Account', columns: ['code'] } }],
      });
    });

    test.each([
      [
        'a duplicate',
        async (w: World, actor: Actor) => w.run(createAccount, { account: { name: 'B', code: 'X' } }, { actor }),
        'There already is a Account with the same code.',
        '已存在 code 相同的账户。',
      ],
      [
        'a record still referred to',
        async (w: World, actor: Actor, account: unknown) => w.run(removeAccount, { id: account }, { actor }),
        'The Account is still referred to by Entry.',
        '账户仍被分录引用。',
      ],
      [
        'a record that is not there',
        async (w: World, actor: Actor) => w.run(updateAccount, { id: otherStaffId, patch: { name: 'B' } }, { actor }),
        'There is no such Account, or you may not see it.',
        '账户不存在，或您无权查看。',
      ],
    ])('%s, naming the entity in the language of the caller', async (_what, run, en, zh) => {
      const w = await makeWorld(open);
      const { account } = await w.done(createAccount, { account: { name: 'A', code: 'X' } });
      await w.done(postPoints, { account, points: 1 });
      expect(await run(w, chief, account)).toMatchObject({ ok: false, errors: [{ message: en }] });
      expect(await run(w, { ...chief, locale: 'zh-CN' }, account)).toMatchObject({ ok: false, errors: [{ message: zh }] });
    });
  });
});
