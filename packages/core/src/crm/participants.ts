/** Whom something is recorded of: a customer that was not merged away, and contacts that are that customer's own. */
import { type Id, type Row, select, sql } from '@guanxi/core';
import type { CrmTx } from './common.ts';
import { contactFields, contactLinkFields } from './contacts/fields.ts';
import { Customer } from './customers/entities.ts';
import { customerMerged } from './customers/events.ts';
import { p } from './plugin.ts';
import { personErased } from './privacy/refusals.ts';

export const contactOfAnother = p.refusal('CRM_CONTACT_OF_ANOTHER_CUSTOMER', {
  en: 'The contact is none of this customer’s.',
  zh: '该联系人不属于此客户。',
});

/** The customer an input names, locked by the check of the input; G15 where it was merged away. */
export async function openCustomer(tx: CrmTx, customer: Id<'Customer'>, path: string): Promise<Row<Customer>> {
  const row = await tx.lock(Customer, customer);
  if (row.status === 'MERGED') throw customerMerged({}, path);
  if (row.erasedAt) throw personErased({ at: row.erasedAt.toISOString() }, path);
  return row;
}

/** The customer itself, or what it was merged into. */
export async function survivorOf(tx: CrmTx, customer: Id<'Customer'>): Promise<Row<Customer>> {
  let row = await tx.lock(Customer, customer);
  while (row.mergedIntoId !== null) row = await tx.lock(Customer, row.mergedIntoId);
  return row;
}

export interface Participation {
  readonly customerId: Id<'Customer'>;
  readonly contactId: Id<'Contact'>;
}

const erasable = select(contactFields, { erasedAt: true });

/** Refuses a contact that never was one of the customer's. One read for all, so that a thousand records cost no more than one. */
export async function refuseForeignContacts(tx: CrmTx, all: readonly Participation[], path: string): Promise<void> {
  if (all.length === 0) return;
  const contacts = [...new Set(all.map((one) => one.contactId))];
  // With the plugin's own rights: whether someone belongs to a customer does not depend on who asks.
  const links = await tx.system.read(select(contactLinkFields, { customerId: true, contactId: true, contact: erasable }), {
    where: (link) => sql`${link.contactId} = any(${contacts}::uuid[])`,
  });
  const erased = links.find((link) => link.contact?.erasedAt)?.contact?.erasedAt;
  if (erased) throw personErased({ at: erased.toISOString() }, path);
  const known = new Set(links.map((link) => `${link.customerId} ${link.contactId}`));
  if (all.some((one) => !known.has(`${one.customerId} ${one.contactId}`))) throw contactOfAnother({}, path);
}

/** The one customer of some contacts, where nobody said which; null where they have none in common, or several. */
export async function customerOfContacts(tx: CrmTx, contacts: readonly Id<'Contact'>[]): Promise<Id<'Customer'> | null> {
  const links = await tx.system.read(select(contactLinkFields, { customerId: true, contactId: true }), {
    where: (link) => sql`${link.contactId} = any(${contacts}::uuid[])`,
  });
  const shared = [...new Set(links.map((link) => link.customerId))].filter((customer) =>
    contacts.every((contact) => links.some((link) => link.contactId === contact && link.customerId === customer)),
  );
  return shared.length === 1 ? (shared[0] ?? null) : null;
}
