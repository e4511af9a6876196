/** Two small plugins for the tests of the write path: `shop` with accounts, a ledger and tags, and `club`, which hooks into it. */

import { sql } from 'drizzle-orm';
import { check, uniqueIndex } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import {
  attributeColumns,
  boolean,
  dateOnly,
  enumList,
  enumText,
  instant,
  integer,
  jsonb,
  money,
  reference,
  searchColumn,
  text,
} from '../model/columns.ts';
import type { Entity, EntityOf } from '../model/entity.ts';
import { enumType, openEnum } from '../model/enums.ts';
import { t } from '../model/input.ts';
import { label } from '../model/label.ts';
import { through } from '../model/policy.ts';
import { tenantTable } from '../model/tenant-table.ts';
import { definePlugin } from '../plugin/define.ts';
import { pluginKit } from '../plugin/kit.ts';

const both = (en: string) => label(en, en);

export const Tier = enumType('ShopTier', { SILVER: both('Silver'), GOLD: both('Gold') });
export const Kind = openEnum('ShopKind', { BUYER: both('Buyer') });

export const people = tenantTable('shop_person', { name: text().notNull() });
export const accounts = tenantTable(
  'shop_account',
  {
    name: text().notNull(),
    code: text(),
    email: text(),
    tier: enumText(Tier).notNull().default('SILVER'),
    kinds: enumList(Kind),
    points: integer().notNull().default(0),
    ...money('credit'),
    since: dateOnly(),
    seenAt: instant(),
    extra: jsonb(),
    active: boolean(),
    keeperId: reference<'Person'>('shop_person'),
    parentId: reference<'Account'>('shop_account'),
    firstEntryId: reference<'LedgerEntry'>('shop_entry'),
    ...attributeColumns(),
    ...searchColumn(),
  },
  (c) => [uniqueIndex('shop_account_code_key').on(c.tenantId, c.code), check('shop_account_points_check', sql.raw('points >= 0'))],
);
export const entries = tenantTable('shop_entry', {
  accountId: reference<'Account'>('shop_account').notNull(),
  points: integer().notNull(),
});
export const tags = tenantTable(
  'shop_tag',
  { accountId: reference<'Account'>('shop_account', { onDelete: 'cascade' }).notNull(), tag: text().notNull() },
  (c) => [uniqueIndex('shop_tag_once_key').on(c.tenantId, c.accountId, c.tag)],
);
export const profiles = tenantTable('shop_profile', {
  accountId: reference<'Account'>('shop_account', { unique: true, onMerge: 'keepSurvivor' }).notNull(),
  note: text(),
});
export const shopTables = [people, accounts, entries, tags, profiles];

export interface Shop {
  id: 'shop';
  permission: 'shop:read' | 'shop:all' | 'shop:write';
  settings: { readonly bonus: number };
  api: { pointsOf(id: string): Promise<number> };
}
export const p = pluginKit<Shop>('shop', { engine: '*' });

export interface Person extends EntityOf<'Person', typeof people> {}
export const Person: Entity<Person> = p.entity('Person', {
  table: people,
  idPrefix: 'per',
  label: label('Person', '人员'),
  read: 'shop:read',
});
export interface Account extends EntityOf<'Account', typeof accounts> {}
export const Account: Entity<Account> = p.entity('Account', {
  table: accounts,
  idPrefix: 'acc',
  label: label('Account', '账户'),
  // One's own accounts, or all of them.
  read: (row, actor) => actor.has('shop:all') || sql`${row.keeperId} = ${actor.staffId}`,
});
export interface LedgerEntry extends EntityOf<'LedgerEntry', typeof entries> {}
export const LedgerEntry: Entity<LedgerEntry> = p.entity('LedgerEntry', {
  table: entries,
  idPrefix: 'ent',
  label: label('Entry', '分录'),
  mutable: false,
  read: through('accountId'),
});
export interface Tag extends EntityOf<'Tag', typeof tags> {}
export const Tag: Entity<Tag> = p.entity('Tag', {
  table: tags,
  idPrefix: 'tag',
  label: label('Tag', '标签'),
  history: 'none',
  read: through('accountId'),
});
export interface Profile extends EntityOf<'Profile', typeof profiles> {}
export const Profile: Entity<Profile> = p.entity('Profile', {
  table: profiles,
  idPrefix: 'pro',
  label: label('Profile', '资料'),
  read: through('accountId'),
});

export const model = [
  p.fields(Person, (f) => ({ name: f.column('name') })),
  p.fields(Account, (f) => ({
    name: f.column('name', { search: 'name' }),
    code: f.column('code'),
    tier: f.column('tier'),
    points: f.column('points'),
    credit: f.money('credit'),
    email: f.column('email', { input: z.email() }),
    keeper: f.one(Person, { on: ['keeperId', 'id'] }),
  })),
  p.fields(LedgerEntry, (f) => ({ points: f.column('points') })),
  p.fields(Tag, (f) => ({ tag: f.column('tag') })),
  p.fields(Profile, (f) => ({ note: f.column('note') })),
];

export const tooFewPoints = p.refusal('TOO_FEW_POINTS', {
  en: '{asked} points asked, {available} there.',
  zh: '需要 {asked} 积分，仅有 {available}。',
});
export const PointsPosted = p.event('shop.points.posted', {
  label: both('Posted'),
  subject: Account,
  data: { points: t.int(), at: t.instant() },
});

const columns = [
  'name',
  'code',
  'email',
  'tier',
  'kinds',
  'points',
  'creditAmount',
  'creditCurrency',
  'since',
  'seenAt',
  'extra',
  'active',
  'keeperId',
  'parentId',
] as const;
export const createAccount = p.command('createAccount', {
  label: both('Create account'),
  permission: 'shop:write',
  input: { account: t.patch(Account, columns), attributes: t.optional(t.attributes(Account)) },
  output: { account: t.ref(Account) },
  async run(tx, { account, attributes }) {
    return { account: await tx.insert(Account, { ...(account as Account['insert']), ...(attributes && { attributes }) }) };
  },
});
export const updateAccount = p.command('updateAccount', {
  label: both('Update account'),
  permission: 'shop:write',
  input: { id: t.id(Account, { subject: true }), patch: t.patch(Account, columns), attributes: t.optional(t.attributes(Account)) },
  output: { account: t.ref(Account) },
  async run(tx, { id, patch, attributes }) {
    await tx.update(Account, id, { ...patch, ...(attributes && { attributes }) });
    return { account: id };
  },
});
export const removeAccount = p.command('removeAccount', {
  label: both('Remove account'),
  permission: 'shop:write',
  input: { id: t.id(Account, { subject: true }) },
  async run(tx, { id }) {
    await tx.remove(Account, id);
  },
});
export const postPoints = p.command('postPoints', {
  label: both('Post points'),
  permission: 'shop:write',
  input: { account: t.id(Account, { subject: true }), points: t.int({ min: -1000, max: 1000 }) },
  output: { remaining: t.int(), at: t.instant() },
  async run(tx, { account, points }) {
    const { points: available } = await tx.lock(Account, account);
    if (available + points < 0) throw tooFewPoints({ asked: -points, available }, 'points');
    await tx.insert(LedgerEntry, { accountId: account, points });
    await tx.update(Account, account, { points: available + points });
    await tx.emit(PointsPosted, { subject: account, points, at: tx.now });
    return { remaining: available + points, at: tx.now };
  },
});
export const mergeAccounts = p.command('mergeAccounts', {
  label: both('Merge'),
  permission: 'shop:write',
  input: { from: t.id(Account, { lock: true }), to: t.id(Account, { lock: true }) },
  output: { moved: t.json() },
  run: async (tx, input) => ({ moved: await tx.mergeReferences(Account, input) }),
});
export const unmergeAccounts = p.command('unmergeAccounts', {
  label: both('Unmerge'),
  permission: 'shop:write',
  input: { moved: t.json() },
  run: (tx, { moved }) => tx.restoreReferences(moved as never),
});

export const shopParts = {
  version: '1.0.0',
  label: both('Shop'),
  capability: 'OPERATIONAL' as const,
  migrations: new URL('file:///'),
  permissions: { 'shop:read': both('read'), 'shop:all': both('all'), 'shop:write': both('write') },
  settings: z.object({ bonus: z.number().default(5) }) as unknown as z.ZodType<Shop['settings']>,
  model,
  refusals: [tooFewPoints],
  events: [PointsPosted],
  commands: [createAccount, updateAccount, removeAccount, postPoints, mergeAccounts, unmergeAccounts],
  api: (scope: Parameters<NonNullable<Parameters<typeof definePlugin<Shop>>[1]['api']>>[0]) => ({
    pointsOf: async (id: string) => (await scope.get(Account, id as never))?.points ?? 0,
  }),
};
export const shop = (more: Partial<Parameters<typeof definePlugin<Shop>>[1]> = {}) =>
  definePlugin(p, {
    ...shopParts,
    ...more,
    commands: [...shopParts.commands, ...(more.commands ?? [])],
    events: [...shopParts.events, ...(more.events ?? [])],
  });
