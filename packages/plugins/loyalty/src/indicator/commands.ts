import { label, t } from '@guanxi/core';
import { Customer } from '@guanxi/core/crm';
import { p } from '../plugin.ts';
import { LoyaltyAttitude } from './entities.ts';
import { attitudeInFuture } from './events.ts';

/** Told by whoever finds it out, such as a survey. */
export const recordAttitude = p.command('recordAttitude', {
  label: label('Record an attitude', '登记态度评分'),
  permission: 'loyalty:gestures:write',
  input: {
    customer: t.id(Customer),
    score: t.int({ min: 0, max: 100 }),
    source: t.text(100),
    /** Absent: now. */
    at: t.optional(t.instant()),
  },
  output: { attitude: t.ref(LoyaltyAttitude) },
  async run(tx, { customer, score, source, at = tx.now }) {
    if (at > tx.now) throw attitudeInFuture({ at: at.toISOString() }, 'at');
    return { attitude: await tx.insert(LoyaltyAttitude, { customerId: customer, score, source, at }) };
  },
});
