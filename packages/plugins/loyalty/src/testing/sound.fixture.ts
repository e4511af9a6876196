/** What must be so of the books whatever has happened: everything comes to nothing, and what is kept beside the ledger says what it says. */
import type { Database } from '@guanxi/core/database';
import { expect } from 'vitest';

export async function isSound(database: Database): Promise<void> {
  const { rows } = await database.query({
    text: `select (select coalesce(sum(points), 0)::int from crm.loyalty_posting) as total,
      (select count(*)::int from (select entry_id from crm.loyalty_posting group by tenant_id, entry_id having sum(points) <> 0) e) as entries,
      (select count(*)::int from crm.loyalty_lot l where remaining <>
        (select coalesce(sum(points), 0) from crm.loyalty_posting p where p.tenant_id = l.tenant_id and p.lot_id = l.id)) as lots,
      (select count(*)::int from crm.loyalty_account a where a.status = 'ACTIVE' and points - debt <>
        (select coalesce(sum(remaining), 0) from crm.loyalty_lot l where l.tenant_id = a.tenant_id and l.customer_id = a.customer_id)) as accounts`,
  });
  expect(rows).toEqual([{ total: 0, entries: 0, lots: 0, accounts: 0 }]);
}
