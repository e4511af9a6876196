/** Facts are earned, and taken back, in the transaction that records them: all of a transaction at once. */
import type { HookPart, Id, Occurrence } from '@guanxi/core';
import { type Fact, FactRecorded, FactReversed } from '@guanxi/core/crm';
import type { LoyaltyTx } from '../common.ts';
import { accountsOf, openAccounts } from '../members/accounts.ts';
import { p } from '../plugin.ts';
import { settle } from './settle.ts';

type OfCustomer = Pick<Occurrence<{ readonly customerId: Id<'Customer'> }, Fact>, 'data'>;

async function earn(tx: LoyaltyTx, all: readonly OfCustomer[], mayEnrol: boolean): Promise<void> {
  const customers = [...new Set(all.map(({ data }) => data.customerId))];
  const known = await accountsOf(tx, customers);
  const strangers = customers.filter((customer) => !known.some((account) => account.customerId === customer));
  const enrolled = mayEnrol && tx.settings.autoEnrol ? await openAccounts(tx, strangers, null) : [];
  await settle(tx, [...known.filter((account) => account.status === 'ACTIVE'), ...enrolled]);
}

export const earnPoints: HookPart = p.during(FactRecorded, (tx, recorded) => earn(tx, recorded, true));
export const takeBackPoints: HookPart = p.during(FactReversed, (tx, reversed) => earn(tx, reversed, false));
