/** It becomes known whose a case is that came from somebody without a record. */
import { label, t } from '@guanxi/core';
import { Contact, Customer } from '@guanxi/core/crm';
import { clockOf, findPolicy, limitsBy, pausesOf, watch } from '../clocks/limits.ts';
import { escalateFor } from '../escalation/climbing.ts';
import { block } from '../gate/blocking.ts';
import { p } from '../plugin.ts';
import { customerOf } from './complainant.ts';
import { Complaint } from './entities.ts';
import { alreadyIdentified, ComplainantIdentified } from './events.ts';
import { openCase, output, theCase } from './open.ts';

/** From then on the customer is left alone as others are, and a key customer's limits hold. The name that was given is kept. */
export const identifyComplainant = p.command('identifyComplainant', {
  label: label('Say whose a case is', '确认投诉客户'),
  permission: 'complaints:handle',
  input: { ...theCase, customer: t.id(Customer, { lock: true }), contact: t.optional(t.id(Contact)) },
  output,
  async run(tx, { complaint, customer, contact }) {
    const row = await openCase(tx, complaint);
    if (row.customerId !== null || row.employeeId !== null) throw alreadyIdentified({ number: row.number }, 'complaint');
    const { customerId, contactId, keyCustomer, classification } = await customerOf(tx, customer, contact);
    await tx.update(Complaint, complaint, { customerId, contactId, keyCustomer, classification });
    const policy = await findPolicy(tx, { ...row, keyCustomer });
    if (policy && policy.id !== row.policyId) {
      const clock = await clockOf(tx, policy);
      const limits = limitsBy(policy, clock, row, await pausesOf(tx, complaint));
      await tx.update(Complaint, complaint, limits);
      await watch(tx, { ...row, ...limits }, policy, clock);
    }
    await block(tx, { ...row, customerId });
    await tx.emit(ComplainantIdentified, { subject: complaint, customerId });
    await escalateFor(tx, await tx.lock(Complaint, complaint));
    return { complaint };
  },
});
