/** What it does when others act: someone who keeps coming back is no mere prospect. */
import { select, sql } from '@guanxi/core';
import { changeCustomerStatus, customerFields } from '@guanxi/core/crm';
import { VisitRecorded } from './commands.ts';
import { p } from './plugin.ts';

export const activateKeenProspects = p.during(VisitRecorded, async (tx, visits) => {
  const keen = visits.filter((v) => v.data.interest === 5).map((v) => v.data.customerId);
  if (keen.length === 0) return;
  const prospects = await tx.read(select(customerFields, { status: true }), {
    where: (c) => sql`${c.id} = any(${keen}) and ${c.status} = 'PROSPECT'`,
  });
  for (const { id } of prospects) await tx.system.run(changeCustomerStatus, { customer: id, status: 'ACTIVE' });
});
