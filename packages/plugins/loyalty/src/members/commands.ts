import { label, t } from '@guanxi/core';
import { Customer } from '@guanxi/core/crm';
import { p } from '../plugin.ts';
import { accountsOf, newAccount } from './accounts.ts';
import { LoyaltyAccount } from './entities.ts';
import { alreadyMember, sinceInFuture } from './events.ts';

/** @example mutation { enrolMember(input: { customer: "cus_…" }) { account { points } } } */
export const enrolMember = p.command('enrolMember', {
  label: label('Enrol a member', '办理入会'),
  permission: 'loyalty:enrol',
  input: {
    customer: t.id(Customer, { lock: true }),
    /** Purchases from then on count, those already recorded among them. Absent: from now on. */
    since: t.optional(t.instant()),
  },
  output: { account: t.ref(LoyaltyAccount), customer: t.ref(Customer) },
  async run(tx, { customer, since = tx.now }) {
    if (since > tx.now) throw sinceInFuture({ since: since.toISOString() }, 'since');
    if ((await accountsOf(tx, [customer])).length > 0) throw alreadyMember({}, 'customer');
    return { account: await newAccount(tx, customer, since, 'customer'), customer };
  },
});
