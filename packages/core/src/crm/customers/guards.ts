/** What holds of every customer, whichever command or plugin changes it. All changes of a transaction are looked at together. */
import type { Change, Id, Row } from '@guanxi/core';
import { CustomerAddress } from '../addresses/entities.ts';
import { CustomerChannel } from '../channels/entities.ts';
import type { CrmTx } from '../common.ts';
import { ContactLink } from '../contacts/entities.ts';
import { p } from '../plugin.ts';
import { personErased } from '../privacy/refusals.ts';
import { Staff } from '../staff/entities.ts';
import { Customer } from './entities.ts';
import { customerMerged, lastRole, ownerInactive, sectorMismatch } from './events.ts';
import { sectorFits } from './rules.ts';

export const soundCustomers = p.guard(Customer, async (tx, changes) => {
  for (const { before, after } of changes) {
    if (before?.status === 'MERGED' && after?.status === 'MERGED' && !onlyMovedOn(before, after)) throw customerMerged({});
    if (!after) continue;
    if (after.roles.length === 0) throw lastRole({}, 'roles');
    if (!sectorFits(after.kind, after.sector)) throw sectorMismatch({ sector: after.sector ?? '', kind: after.kind }, 'sector');
  }
  await activeOwners(tx, changes);
});

/** An alias changes in one way: when its survivor is merged in turn, it stands for that one's survivor. */
function onlyMovedOn(before: Row<Customer>, after: Row<Customer>): boolean {
  const rest = ({ version, updatedAt, updatedBy, mergedIntoId, ...row }: Row<Customer>) => JSON.stringify(row);
  return rest(before) === rest(after);
}

/** The new owners are locked: someone who is being deactivated at this moment gets no customer any more. */
async function activeOwners(tx: CrmTx, changes: readonly Change<Customer>[]): Promise<void> {
  const owners = new Set(
    changes.flatMap(({ before, after }) => (after?.ownerId && after.ownerId !== before?.ownerId ? [after.ownerId] : [])),
  );
  if (owners.size === 0) return;
  const inactive = (await tx.lock(Staff, [...owners])).find((owner) => !owner.active);
  if (inactive) throw ownerInactive({ name: inactive.name }, 'owner');
}

// What hangs on a customer is not added to an alias: it would be lost from sight.
type Child = {
  readonly before: { readonly customerId: Id<'Customer'> } | null;
  readonly after: { readonly customerId: Id<'Customer'> } | null;
};

/**
 * The customers are locked: one that is being merged at this moment gets nothing any more that the merge would not see. One that was made
 * in the same transaction costs no statement.
 * @throws CRM_CUSTOMER_MERGED where a record is added to, or changed at, a customer that was merged into another (G15), and
 * CRM_PERSON_ERASED at one who was erased
 */
export async function refuseAliases(tx: Pick<CrmTx, 'lock'>, changes: readonly Child[]): Promise<void> {
  const ids = [...new Set(changes.flatMap(({ after }) => (after ? [after.customerId] : [])))];
  if (ids.length === 0) return;
  for (const { status, erasedAt } of await tx.lock(Customer, ids)) {
    if (status === 'MERGED') throw customerMerged({}, 'customer');
    if (erasedAt) throw personErased({ at: erasedAt.toISOString() }, 'customer');
  }
}

export const noChannelsOfAliases = p.guard(CustomerChannel, refuseAliases);
export const noAddressesOfAliases = p.guard(CustomerAddress, refuseAliases);
export const noContactsOfAliases = p.guard(ContactLink, refuseAliases);
