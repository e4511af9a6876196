import { globalId, label, type Row, select, sql, t } from '@guanxi/core';
import type { CrmTx } from '../common.ts';
import { Customer } from '../customers/entities.ts';
import { customerMerged } from '../customers/events.ts';
import { p } from '../plugin.ts';
import { CustomerMerge } from './entities.ts';
import {
  CustomerMerged,
  CustomerUnmerged,
  editedSinceMerge,
  laterMerge,
  mergeOfKinds,
  mergeOfMerged,
  mergeWithItself,
  notMerged,
} from './events.ts';
import { customerMergeFields } from './fields.ts';
import { giveBack, giveWay } from './links.ts';

/** The survivor keeps its fields and gets all that referred to the duplicate, of whatever plugin; the duplicate stays as its alias. */
export const mergeCustomers = p.command('mergeCustomers', {
  label: label('Merge two customers', '合并客户'),
  permission: 'crm:customers:merge',
  input: { survivor: t.id(Customer, { subject: true, lock: true }), duplicate: t.id(Customer, { lock: true }) },
  output: { survivor: t.ref(Customer), merge: t.ref(CustomerMerge) },
  async run(tx, { survivor, duplicate }) {
    if (survivor === duplicate) throw mergeWithItself({}, 'duplicate');
    const [kept, given] = await both(tx, survivor, duplicate);
    if (kept.status === 'MERGED') throw mergeOfMerged({ name: kept.name }, 'survivor');
    if (given.status === 'MERGED') throw mergeOfMerged({ name: given.name }, 'duplicate');
    if (kept.kind !== given.kind) throw mergeOfKinds({}, 'duplicate');

    const links = await giveWay(tx, survivor, duplicate);
    const moved = await tx.mergeReferences(Customer, { from: duplicate, to: survivor });
    await tx.update(Customer, duplicate, { status: 'MERGED', mergedIntoId: survivor });
    // What was confidential with the duplicate is so with the survivor; taking the merge back leaves that to the custodian.
    const raised = given.classification === 'CONFIDENTIAL' && kept.classification !== 'CONFIDENTIAL';
    if (raised) await tx.update(Customer, survivor, { classification: 'CONFIDENTIAL' });
    const merge = await tx.insert(CustomerMerge, {
      survivorId: survivor,
      duplicateId: duplicate,
      moved,
      links,
      statusBefore: given.status,
      survivorVersion: kept.version + (raised ? 1 : 0),
    });
    await tx.emit(CustomerMerged, { subject: survivor, duplicate });
    return { survivor, merge };
  },
});

async function both(tx: CrmTx, survivor: Row<Customer>['id'], duplicate: Row<Customer>['id']): Promise<[Row<Customer>, Row<Customer>]> {
  const rows = await tx.lock(Customer, [survivor, duplicate]);
  const of = (id: string) => rows.find((row) => row.id === id) as Row<Customer>;
  return [of(survivor), of(duplicate)];
}

/** Gives the duplicate back what it had. What came to the survivor since stays with the survivor. */
export const unmergeCustomers = p.command('unmergeCustomers', {
  label: label('Undo the merge of a customer', '撤销客户合并'),
  permission: 'crm:customers:merge',
  input: {
    duplicate: t.id(Customer, { subject: true, lock: true }),
    /** What was changed since the merge was looked over. */
    reviewed: t.optional(t.bool()),
  },
  output: { survivor: t.ref(Customer), duplicate: t.ref(Customer) },
  async run(tx, { duplicate, reviewed }) {
    const merge = await openMerge(tx, duplicate);
    const kept = await tx.lock(Customer, merge.survivorId);
    if (kept.status === 'MERGED') throw customerMerged({}, 'duplicate');
    await refuseCarriedOn(tx, merge);
    if (!reviewed) await refuseEdited(tx, merge, kept);

    await tx.restoreReferences(merge.moved);
    await tx.update(Customer, duplicate, { status: merge.statusBefore, mergedIntoId: null });
    await giveBack(tx, merge.links);
    await tx.update(CustomerMerge, merge.id, { undoneAt: tx.now });
    await tx.emit(CustomerUnmerged, { subject: merge.survivorId, duplicate });
    return { survivor: merge.survivorId, duplicate };
  },
});

async function openMerge(tx: CrmTx, duplicate: Row<Customer>['id']): Promise<Row<CustomerMerge>> {
  const [found] = await tx.system.read(select(customerMergeFields, {}), {
    where: (m) => sql`${m.duplicateId} = ${duplicate} and ${m.undoneAt} is null`,
    limit: 1,
  });
  if (!found) throw notMerged({}, 'duplicate');
  return tx.lock(CustomerMerge, found.id);
}

/** A was merged into B, then B into C: what A had went on to C, and only taking back the second merge brings it to B again. */
async function refuseCarriedOn(tx: CrmTx, merge: Row<CustomerMerge>): Promise<void> {
  const later = await tx.system.read(select(customerMergeFields, {}), {
    where: (m) => sql`${m.survivorId} = ${merge.survivorId} and ${m.undoneAt} is null and ${m.id} > ${merge.id}`,
  });
  const rows = await tx.lock(
    CustomerMerge,
    later.map((m) => m.id),
  );
  if (rows.some(({ moved }) => moved.some((m) => m.entity === 'CustomerMerge' && m.id === merge.id))) throw laterMerge({}, 'duplicate');
}

async function refuseEdited(tx: CrmTx, merge: Row<CustomerMerge>, kept: Row<Customer>): Promise<void> {
  const edited = [
    ...(kept.version > merge.survivorVersion ? [{ entity: 'Customer', id: globalId('cus', kept.id) }] : []),
    ...(await tx.editedReferences(merge.moved)),
  ];
  if (edited.length > 0) throw editedSinceMerge({ count: edited.length }, 'reviewed', { edited });
}
