/** Takes a plugin out of a database: its tables, its line in the journal and its settings, in one transaction. */
import type { Database, Transaction } from '../database/port.ts';
import { inTurn, locked } from './lock.ts';
import type { ObjectKind } from './owned.ts';
import { grantsOf, type RemovalOptions, type RemovalPlan, readRemoval } from './removal-plan.ts';
import { dropPluginRole } from './roles.ts';
import type { MigrationSource } from './source.ts';

/** Views before the tables they read, tables before the types, sequences and functions that their columns use. */
const dropOrder: readonly ObjectKind[] = ['view', 'materialized view', 'table', 'sequence', 'function', 'type'];

/**
 * Does what `planRemoval` shows, worked out again under the lock; answers with what it did. The data is gone afterwards; history and
 * audit are kept. Throws REMOVAL_UNKNOWN, REMOVAL_NEEDED or REMOVAL_REFERENCED.
 */
export function removePlugin(
  db: Database,
  sources: readonly MigrationSource[],
  plugin: string,
  o: RemovalOptions & { readonly lockTimeoutMs?: number },
): Promise<RemovalPlan> {
  return inTurn(db, async () => {
    const done = await locked(db, { lockTimeoutMs: o.lockTimeoutMs ?? 5_000 }, async (tx) => {
      const plan = await readRemoval(tx, sources, plugin, o);
      if (plan.refusal) throw plan.refusal;
      await drop(tx, plan);
      await tx.query({ text: 'delete from crm.attribute_definition where entity = any($1::text[])', params: [o.entities ?? []] });
      await tx.query({ text: 'delete from crm.tenant_plugin where plugin = $1', params: [plugin] });
      await tx.query({ text: 'delete from crm.job where plugin = $1', params: [plugin] });
      // Were they kept, whoever installs a plugin of this name again would give rights that nobody meant to give.
      await tx.query({ text: withoutGrants, params: [plugin] });
      await tx.query({ text: 'delete from crm.journal where plugin = $1', params: [plugin] });
      return plan;
    });
    await dropPluginRole(db, plugin);
    return done;
  });
}

const withoutGrants = `update crm.role set version = version + 1, grants = (
  select coalesce(jsonb_agg(g order by n), '[]') from jsonb_array_elements(grants) with ordinality e(g, n)
  where not starts_with(g ->> 'permission', $1 || ':')) where ${grantsOf('$1')}`;

/** All of one kind in one statement, since tables may refer to each other; never CASCADE, which would take what the plan did not show. */
async function drop(tx: Transaction, plan: RemovalPlan): Promise<void> {
  for (const kind of dropOrder) {
    const names = plan.drops.filter((object) => object.kind === kind).map(({ identity }) => identity);
    if (names.length > 0) await tx.query({ text: `drop ${kind} ${names.join(', ')}` });
  }
}
