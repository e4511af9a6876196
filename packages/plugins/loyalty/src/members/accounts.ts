/** Accounts by their customers: found, opened where there is none, locked. Whoever moves points goes through here. */
import { type Id, type Row, select, sql } from '@guanxi/core';
import { customerFields } from '@guanxi/core/crm';
import type { LoyaltyTx } from '../common.ts';
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
  return known ?? tx.lock(LoyaltyAccount, await newAccount(tx, customer, tx.now, path));
}

/** Opens an account for a customer who has none. */
export async function newAccount(tx: LoyaltyTx, customer: Id<'Customer'>, since: Date, path: string): Promise<Id<'LoyaltyAccount'>> {
  const [alias] = await tx.system.read(select(customerFields, {}), { where: (c) => sql`${c.id} = ${customer} and ${c.status} = 'MERGED'` });
  if (alias) throw memberMerged({}, path);
  await tx.insert(LoyaltyMembership, { customerId: customer, startsAt: since });
  const id = await tx.insert(LoyaltyAccount, { customerId: customer, since });
  await tx.emit(MemberEnrolled, { subject: id, customerId: customer });
  return id;
}
