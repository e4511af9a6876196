/** Who takes part, and in which scheme: one at a time (LOY-02). */
import { type Id, label, type Row, select, sql, t } from '@guanxi/core';
import { Customer } from '@guanxi/core/crm';
import type { LoyaltyTx } from '../common.ts';
import { settle } from '../earning/settle.ts';
import { p } from '../plugin.ts';
import { LoyaltyScheme } from '../tiers/entities.ts';
import { schemeNotActive, twoSchemes } from '../tiers/events.ts';
import { schemeFields } from '../tiers/fields.ts';
import { accountsOf, newAccount, openAccount } from './accounts.ts';
import { LoyaltyAccount, LoyaltyMembership } from './entities.ts';
import { alreadyMember, notInScheme, sinceInFuture } from './events.ts';
import { membershipFields } from './fields.ts';

/** @example mutation { enrolMember(input: { customer: "cus_…" }) { account { points tier } } } */
export const enrolMember = p.command('enrolMember', {
  label: label('Enrol a member', '办理入会'),
  permission: 'loyalty:enrol',
  input: {
    customer: t.id(Customer, { lock: true }),
    /** Absent: the tenant's default, where it has one. */
    scheme: t.optional(t.id(LoyaltyScheme)),
    /** Purchases from then on count, those already recorded among them. Absent: from now on. */
    since: t.optional(t.instant()),
  },
  output: { account: t.ref(LoyaltyAccount), customer: t.ref(Customer) },
  async run(tx, { customer, scheme, since = tx.now }) {
    if (since > tx.now) throw sinceInFuture({ since: since.toISOString() }, 'since');
    await refuseInactive(tx, scheme);
    const [known] = await accountsOf(tx, [customer]);
    if (known && scheme) await refuseSecond(tx, customer);
    if (known) throw alreadyMember({}, 'customer');
    const account = await newAccount(tx, customer, since, 'customer', scheme);
    await settle(tx, [account]);
    return { account: account.id, customer };
  },
});

export const joinTierScheme = p.command('joinTierScheme', {
  label: label('Enter a member in a tier scheme', '加入等级计划'),
  permission: 'loyalty:enrol',
  input: { account: t.id(LoyaltyAccount, { subject: true, lock: true }), scheme: t.id(LoyaltyScheme) },
  output: { account: t.ref(LoyaltyAccount) },
  async run(tx, { account, scheme }) {
    const row = await openAccount(tx, account, 'account');
    await refuseInactive(tx, scheme);
    await refuseSecond(tx, row.customerId);
    await tx.insert(LoyaltyMembership, { customerId: row.customerId, schemeId: scheme, startsAt: tx.now });
    await settle(tx, [row]);
    return { account };
  },
});

/** Points are earned on as before, without tiers. */
export const leaveTierScheme = p.command('leaveTierScheme', {
  label: label('Take a member out of the tier scheme', '退出等级计划'),
  permission: 'loyalty:enrol',
  input: { account: t.id(LoyaltyAccount, { subject: true, lock: true }) },
  output: { account: t.ref(LoyaltyAccount) },
  async run(tx, { account }) {
    const row = await openAccount(tx, account, 'account');
    const open = await inSchemes(tx, row.customerId);
    if (open.length === 0) throw notInScheme({}, 'account');
    await tx.update(
      LoyaltyMembership,
      open.map((membership) => membership.id),
      { endsAt: tx.now },
    );
    await tx.insert(LoyaltyMembership, { customerId: row.customerId, startsAt: tx.now });
    await settle(tx, [row]);
    return { account };
  },
});

const inSchemes = (tx: LoyaltyTx, customer: Id<'Customer'>) =>
  tx.system.read(select(membershipFields, { scheme: select(schemeFields, { name: true }) }), {
    where: (m) => sql`${m.customerId} = ${customer} and ${m.schemeId} is not null and (${m.endsAt} is null or ${m.endsAt} > ${tx.now})`,
  });

async function refuseSecond(tx: LoyaltyTx, customer: Id<'Customer'>): Promise<void> {
  const [open] = await inSchemes(tx, customer);
  if (open) throw twoSchemes({ scheme: open.scheme?.name ?? '' }, 'scheme');
}

async function refuseInactive(tx: LoyaltyTx, scheme: Id<'LoyaltyScheme'> | undefined): Promise<void> {
  if (!scheme) return;
  const { state } = (await tx.get(LoyaltyScheme, scheme)) as Row<LoyaltyScheme>;
  if (state !== 'ACTIVE') throw schemeNotActive({ state }, 'scheme');
}
