import { onBothEngines } from '@guanxi/testing/database';
import { beforeAll, expect, test } from 'vitest';
import { changedRecords, recordsChanged } from '../log/index.ts';
import { t } from '../model/input.ts';
import { label } from '../model/label.ts';
import { definePlugin, type Plugin } from '../plugin/define.ts';
import { pluginKit } from '../plugin/kit.ts';
import type { HookPart } from './declarations.ts';
import { Account, createAccount, LedgerEntry, PointsPosted, postPoints, type Shop, shop, Tag, updateAccount } from './shop.fixture.ts';
import { fingerprint, makeWorld, otherStaffId, staffId } from './world.fixture.ts';

interface Club {
  id: 'club';
  needs: { shop: Shop };
  permission: 'club:run';
}
const c = pluginKit<Club>('club', { engine: '*', needs: { shop: '*' } });
const both = (en: string) => label(en, en);
const closed = c.refusal('CLUB_CLOSED', { en: 'Closed for {name}.', zh: '{name} 不可用。' });
const Welcomed = c.event('club.account.welcomed', { label: both('Welcomed'), subject: Account, data: { bonus: t.int() } });
const welcome = c.command('welcome', {
  label: both('Welcome'),
  permission: 'club:run',
  input: { account: t.id(Account) },
  output: { tag: t.ref(Tag) },
  run: async (tx, { account }) => ({ tag: await tx.insert(Tag, { accountId: account, tag: 'welcome' }) }),
});

const club = (hooks: readonly HookPart[]): readonly Plugin[] => [
  shop() as unknown as Plugin,
  definePlugin(c, {
    version: '1.0.0',
    label: both('Club'),
    capability: 'COLLABORATIVE',
    migrations: new URL('file:///'),
    permissions: { 'club:run': both('run') },
    uses: ['shop:all', 'shop:write'],
    model: [],
    refusals: [closed],
    events: [Welcomed],
    commands: [welcome],
    hooks,
  }) as unknown as Plugin,
];

onBothEngines('hooks', (open) => {
  // Preparing the first database takes a while.
  beforeAll(async () => void (await makeWorld(open)));

  test('before a command amend its input, which is checked again', async () => {
    const amend = c.before(createAccount, async (_tx, { account }) => ({
      account: { ...account, name: `${account.name}!`, keeperId: (account.name === 'ghost' ? Account.name : otherStaffId) as never },
    }));
    const w = await makeWorld(open, { plugins: club([amend]) });
    const { account } = await w.done(createAccount, { account: { name: 'A' } });
    expect(await w.rows('select name, keeper_id from crm.shop_account where id = $1', [account as string])).toEqual([
      { name: 'A!', keeper_id: otherStaffId },
    ]);
    expect(await w.refused(createAccount, { account: { name: 'ghost' } })).toEqual(['BAD_INPUT account.keeperId']);
  });

  test('refuse, and nothing is left but the audit line', async () => {
    const refuse = c.before(postPoints, async () => {
      throw closed({ name: 'all' }, 'account');
    });
    const w = await makeWorld(open, { plugins: club([refuse]) });
    const { account } = await w.done(createAccount, { account: { name: 'A' } });
    const before = await fingerprint(w);
    expect(await w.refused(postPoints, { account, points: 1 })).toEqual(['CLUB_CLOSED account']);
    expect(await fingerprint(w)).toBe(before);
  });

  test('guard every change, whichever command made it, all of them at once', async () => {
    const seen: unknown[] = [];
    const guard = c.guard(Account, async (_tx, changes) => {
      seen.push(changes.map((ch) => [ch.before?.points ?? null, ch.after?.points ?? null, ch.after?.version]));
      if (changes.some((ch) => ch.after?.name === 'nobody')) throw closed({ name: 'nobody' });
    });
    const w = await makeWorld(open, { plugins: club([guard]) });
    const { account } = await w.done(createAccount, { account: { name: 'A', points: 1 } });
    await w.done(postPoints, { account, points: 4 });
    expect(seen).toEqual([[[null, 1, 1]], [[1, 5, 2]]]);
    expect(await w.refused(updateAccount, { id: account, patch: { name: 'nobody' } })).toEqual(['CLUB_CLOSED']);
    expect(await w.rows('select name from crm.shop_account')).toEqual([{ name: 'A' }]);
  });

  test('during an event write in its transaction, and what they write is guarded, logged and told of', async () => {
    const guarded: string[] = [];
    const greet = c.during(PointsPosted, async (tx, all) => {
      for (const { subject, data } of all) {
        await tx.insert(Tag, { accountId: subject, tag: `posted ${data.points}` });
        await tx.emit(Welcomed, { subject, bonus: tx.settings ? 1 : 0 });
      }
    });
    const guard = c.guard(Tag, async (_tx, changes) => void guarded.push(...changes.map((ch) => String(ch.after?.tag))));
    const w = await makeWorld(open, { plugins: club([greet, guard]) });
    const { account } = await w.done(createAccount, { account: { name: 'A' } });
    w.flights.length = 0;
    await w.done(postPoints, { account, points: 4 });
    expect(w.flights).toEqual(['begin +1', 'commit 1+0']);
    expect(guarded).toEqual(['posted 4']);
    const events = await w.rows(`select type, causation, id, chain, data from crm.event_inbox where command = 'postPoints' order by seq`);
    expect(events.map((e) => e['type'])).toEqual(['shop.points.posted', 'club.account.welcomed', 'engine.records.changed']);
    expect(events[1]?.['causation']).toBe(events[0]?.['id']);
    expect([events[0]?.['chain'], JSON.parse(String(events[1]?.['chain']))]).toEqual([
      null,
      ['postPoints', 'during shop.points.posted (club)'],
    ]);
    const records = changedRecords({ type: recordsChanged, data: JSON.parse(String(events[2]?.['data'])) });
    expect(records.map(({ entity, op, fields }) => `${op} ${entity} ${fields.join()}`).sort()).toEqual([
      'insert LedgerEntry ',
      'insert Tag ',
      'update Account points',
    ]);
    // Tags keep no values in the log.
    expect(await w.rows(`select op, before, after, command from crm.change_log where entity = 'Tag'`)).toEqual([
      { op: 'insert', before: null, after: null, command: 'postPoints' },
    ]);
  });

  test('that call each other without end are stopped, and the chain is named', async () => {
    const again = c.during(PointsPosted, (tx, all) =>
      tx.emit(PointsPosted, { subject: (all[0] as (typeof all)[number]).subject, points: 1, at: tx.now }),
    );
    const w = await makeWorld(open, { plugins: club([again]) });
    const { account } = await w.done(createAccount, { account: { name: 'A' } });
    const before = await fingerprint(w);
    await expect(w.run(postPoints, { account, points: 1 })).rejects.toThrow(
      /without end: postPoints → shop\.points\.posted → .*during shop\.points\.posted \(club\)/,
    );
    expect(await fingerprint(w)).toBe(before);
  });

  test('extend another plugin’s command with input of their own', async () => {
    const tagged = c.extend(createAccount, {
      input: { tag: t.text(20) },
      run: async (tx, own, _input, result) => void (own.tag && (await tx.insert(Tag, { accountId: result.account, tag: own.tag }))),
    });
    const w = await makeWorld(open, { plugins: club([tagged]) });
    await w.done(createAccount, { account: { name: 'A' } });
    await w.done(createAccount, { account: { name: 'B' }, club: { tag: 'vip' } });
    expect(await w.rows('select tag from crm.shop_tag')).toEqual([{ tag: 'vip' }]);
    expect(await w.refused(createAccount, { account: { name: 'C' }, club: { tag: '', colour: 'red' } })).toEqual([
      'BAD_INPUT club.colour',
      'BAD_INPUT club.tag',
    ]);
  });

  test('run other commands: with the actor’s rights, or with the plugin’s own', async () => {
    const plain = c.during(
      PointsPosted,
      async (tx, [first]) => void (await tx.run(welcome, { account: (first as NonNullable<typeof first>).subject })),
    );
    const system = c.during(
      PointsPosted,
      async (tx, [first]) => void (await tx.system.run(welcome, { account: (first as NonNullable<typeof first>).subject })),
    );
    const w = await makeWorld(open, { plugins: club([plain]) });
    const { account } = await w.done(createAccount, { account: { name: 'A', keeperId: staffId } });
    expect(await w.refused(postPoints, { account, points: 1 })).toEqual(['FORBIDDEN']);
    const v = await makeWorld(open, { plugins: club([system]) });
    const { account: other } = await v.done(createAccount, { account: { name: 'A', keeperId: staffId } });
    await v.done(postPoints, { account: other, points: 1 });
    expect(await v.rows('select tag, created_by from crm.shop_tag')).toEqual([
      { tag: 'welcome', created_by: 'stf_00000000000070008000000000000001' },
    ]);
  });

  test('that fail are named', async () => {
    const broken = c.guard(LedgerEntry, async () => {
      throw new TypeError('x is not a function');
    });
    const w = await makeWorld(open, { plugins: club([broken]) });
    const { account } = await w.done(createAccount, { account: { name: 'A' } });
    await expect(w.run(postPoints, { account, points: 1 })).rejects.toMatchObject({
      code: 'PLUGIN_FAILED',
      args: { plugin: 'club', where: 'guard LedgerEntry', reason: 'x is not a function' },
    });
  });
});
