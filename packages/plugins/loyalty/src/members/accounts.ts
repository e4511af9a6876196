/** Accounts by their customers: found, opened where there is none, locked. Whoever moves points goes through here. */
import { type Id, type Row, select, sql } from '@guanxi/core';
import { customerFields } from '@guanxi/core/crm';
import type { LoyaltyTx } from '../common.ts';
import { schemeFields } from '../tiers/fields.ts';
import { LoyaltyAccount, LoyaltyMembership } from './entities.ts';
import { MemberEnrolled, memberMerged } from './events.ts';
import { accountFields } from './fields.ts';

/** Locked, in the order of their ids; customers without an account are not among them. */
export async function accountsOf(tx: LoyaltyTx, customers: readonly Id<'Customer'>[]): Promise<readonly Row<LoyaltyAccount>[]> {
  if (customers.length === 0) return [];
  const found = await tx.system.read(select(accountFields, {}), { where: (a) => sql`${a.customerId} = any(${customers}::uuid[])` });
  return tx.lock(
    LoyaltyAccount,
    found.map((a) => a.id),
  );
}

/** G15: who was merged away has no points of their own. */
export async function openAccount(tx: LoyaltyTx, id: Id<'LoyaltyAccount'>, path: string): Promise<Row<LoyaltyAccount>> {
  const account = await tx.lock(LoyaltyAccount, id);
  if (account.status === 'MERGED') throw memberMerged({}, path);
  return account;
}

/** The account of a customer whom the input's check has locked, so that two at once do not open two. */
export async function accountFor(tx: LoyaltyTx, customer: Id<'Customer'>, path: string): Promise<Row<LoyaltyAccount>> {
  const [known] = await accountsOf(tx, [customer]);
  if (known?.status === 'MERGED') throw memberMerged({}, path);
  return known ?? newAccount(tx, customer, tx.now, path);
}

/** Opens an account for a customer who has none. */
export async function newAccount(
  tx: LoyaltyTx,
  customer: Id<'Customer'>,
  since: Date,
  path: string,
  scheme?: Id<'LoyaltyScheme'>,
): Promise<Row<LoyaltyAccount>> {
  const [alias] = await tx.system.read(select(customerFields, {}), { where: (c) => sql`${c.id} = ${customer} and ${c.status} = 'MERGED'` });
  if (alias) throw memberMerged({}, path);
  const [made] = await openAccounts(tx, [customer], since, scheme);
  return made as Row<LoyaltyAccount>;
}

/** For customers who have none, locked before. Without a scheme they are in the default one, where there is one. */
export async function openAccounts(
  tx: LoyaltyTx,
  customers: readonly Id<'Customer'>[],
  since: Date | null,
  scheme?: Id<'LoyaltyScheme'>,
): Promise<readonly Row<LoyaltyAccount>[]> {
  if (customers.length === 0) return [];
  const schemeId = scheme ?? (await defaultScheme(tx));
  await tx.insert(
    LoyaltyMembership,
    customers.map((customerId) => ({ customerId, schemeId, startsAt: since })),
  );
  const ids = await tx.insert(
    LoyaltyAccount,
    customers.map((customerId) => ({ customerId, since })),
  );
  for (const [i, subject] of ids.entries()) await tx.emit(MemberEnrolled, { subject, customerId: customers[i] as Id<'Customer'> });
  return tx.lock(LoyaltyAccount, ids);
}

async function defaultScheme(tx: LoyaltyTx): Promise<Id<'LoyaltyScheme'> | null> {
  const [found] = await tx.system.read(select(schemeFields, {}), { where: (s) => sql`${s.isDefault} and ${s.state} = 'ACTIVE'`, limit: 1 });
  return found?.id ?? null;
}
