/**
 * Members that are one customer (DATA-08, LOY-01). Lots, entries and memberships refer to the customer, and the merge has moved them by itself;
 * here the accounts follow: the survivor has what the lots come to, the duplicate nothing. Taking the merge back is the same the other way
 * round: what is left of the duplicate's lots is the duplicate's again, and what the survivor spent of them is spent.
 */
import { type HookPart, type Id, type Row, select, sql } from '@guanxi/core';
import { CustomerMerged, CustomerUnmerged } from '@guanxi/core/crm';
import { groupBy, type LoyaltyTx } from '../common.ts';
import { settle } from '../earning/settle.ts';
import { balancesOf } from '../ledger/balance.ts';
import { PointsChanged } from '../ledger/events.ts';
import { p } from '../plugin.ts';
import { accountsOf } from './accounts.ts';
import { LoyaltyAccount } from './entities.ts';
import { MemberEnrolled } from './events.ts';
import { membershipFields } from './fields.ts';

type Customer = Id<'Customer'>;

/** Those who take part have an account with what is theirs; those who do not any more have none, or one that says where it went. */
async function follow(tx: LoyaltyTx, customers: readonly Customer[], away: ReadonlySet<Customer>): Promise<void> {
  const accounts = new Map((await accountsOf(tx, customers)).map((a) => [a.customerId, a]));
  const memberships = await tx.system.read(select(membershipFields, { customerId: true, startsAt: true }), {
    where: (m) => sql`${m.customerId} = any(${customers}::uuid[])`,
  });
  const byCustomer = groupBy(memberships, (m) => m.customerId);
  const balances = await balancesOf(tx, customers);
  const takePart: Id<'LoyaltyAccount'>[] = [];
  for (const customerId of new Set(customers)) {
    const account = accounts.get(customerId);
    const starts = (byCustomer.get(customerId) ?? []).map((m) => m.startsAt);
    const status: Row<LoyaltyAccount>['status'] = away.has(customerId) ? 'MERGED' : 'ACTIVE';
    if (starts.length === 0 && status === 'ACTIVE') {
      if (account) await tx.remove(LoyaltyAccount, account.id);
      continue;
    }
    const gone = { tier: null, tierSince: null, qualified: null, toNextTier: null, reviewAt: null };
    const balance = balances.get(customerId) ?? { points: 0, debt: 0 };
    const is = { status, since: earliest(starts), ...balance, ...(status === 'MERGED' && gone) };
    if (account) await tx.update(LoyaltyAccount, account.id, is);
    if (account && account.points !== balance.points) await tx.emit(PointsChanged, { subject: account.id, customerId });
    if (account && status === 'ACTIVE') takePart.push(account.id);
    if (!account && status === 'ACTIVE') {
      const subject = await tx.insert(LoyaltyAccount, { customerId, ...is });
      await tx.emit(MemberEnrolled, { subject, customerId });
      takePart.push(subject);
    }
  }
  await settle(tx, await tx.lock(LoyaltyAccount, takePart));
}

const earliest = (starts: readonly (Date | null)[]): Date | null =>
  starts.some((at) => at === null) ? null : starts.reduce((a, b) => (a === null || (b !== null && b < a) ? b : a), null);

export const membersMerged: HookPart = p.during(CustomerMerged, async (tx, merges) => {
  const away = new Set(merges.map((m) => m.data.duplicate));
  await follow(tx, [...merges.map((m) => m.subject), ...away], away);
});
export const membersUnmerged: HookPart = p.during(CustomerUnmerged, async (tx, merges) => {
  await follow(
    tx,
    merges.flatMap((m) => [m.subject, m.data.duplicate]),
    new Set(),
  );
});
