/** Nothing is planned with a customer that was merged into another, or erased (G15). */
import { refuseAliases } from '@guanxi/core/crm';
import { p } from '../plugin.ts';
import { CalendarEvent } from './entities.ts';

export const noEventsOfAliases = p.guard(CalendarEvent, async (tx, changes) => {
  const withCustomer = changes.flatMap(({ before, after }) =>
    after?.customerId && after.customerId !== before?.customerId ? [{ before: null, after: { customerId: after.customerId } }] : [],
  );
  await refuseAliases(tx, withCustomer);
});
