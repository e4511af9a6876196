/** What has expired is written off: each night what is due is found, and done in batches. */
import { type Id, type JobDefinition, label, select, sql, t } from '@guanxi/core';
import { accountsOf } from '../members/accounts.ts';
import { p } from '../plugin.ts';
import { Books } from './books.ts';
import { lotFields } from './fields.ts';
import { lots } from './tables.ts';

/** A customer's lots are one item, so that a batch can be done again. */
export const writeOffExpired = p.operation('writeOffExpiredPoints', {
  label: label('Write off expired points', '核销过期积分'),
  permission: 'loyalty:manage',
  input: { until: t.optional(t.instant()) },
  batch: 200,
  async *items(scope, { until = scope.now }) {
    const due = await scope.sql(
      sql<{
        customer: Id<'Customer'>;
      }>`select distinct customer_id as customer from ${lots} where remaining > 0 and expires_at <= ${until}`,
    );
    for (const { customer } of due) yield customer;
  },
  async each(tx, customers, { until = tx.now }) {
    const books = await Books.open(tx, await accountsOf(tx, customers));
    const now = new Date(Math.min(until.getTime(), tx.now.getTime()));
    for (const customer of customers) books.enter(customer, { kind: 'EXPIRE' }, books.purse(customer).expire(now));
    await books.close();
  },
});

export const expirePoints: JobDefinition = p.job('expirePoints', {
  label: label('Expire points', '积分过期'),
  cron: '10 0 * * *',
  zone: 'tenant',
  async run(tx, at) {
    const [due] = await tx.system.read(select(lotFields, {}), {
      where: (l) => sql`${l.remaining} > 0 and ${l.expiresAt} <= ${at}`,
      limit: 1,
    });
    if (due) await tx.system.run(writeOffExpired, {});
  },
});
