/** Who comes with a case: a customer on record, somebody known by name only, or an employee (CMPL-01). */
import { type Id, select, sql, t, type z } from '@guanxi/core';
import { Contact, Customer, contactLinkFields, Staff } from '@guanxi/core/crm';
import type { ComplaintsTx } from '../common.ts';
import { contactOfAnother, noSuchPhone } from './events.ts';

const UnidentifiedInput = t.object('UnidentifiedComplainantInput', {
  name: t.text(200),
  phone: t.optional(t.text(40)),
  email: t.optional(t.email()),
});
export const ComplainantInput = t.oneOf('ComplainantInput', {
  customer: t.id(Customer, { lock: true }),
  unidentified: UnidentifiedInput,
  employee: t.id(Staff),
});

export interface Complainant {
  readonly customerId: Id<'Customer'> | null;
  readonly contactId: Id<'Contact'> | null;
  readonly complainantName: string | null;
  readonly complainantPhone: string | null;
  readonly complainantEmail: string | null;
  readonly employeeId: Id<'Staff'> | null;
  readonly keyCustomer: boolean;
  readonly classification: 'PUBLIC' | 'INTERNAL' | 'CONFIDENTIAL';
}

const nobody: Complainant = {
  customerId: null,
  contactId: null,
  complainantName: null,
  complainantPhone: null,
  complainantEmail: null,
  employeeId: null,
  keyCustomer: false,
  classification: 'INTERNAL',
};

export async function complainantOf(
  tx: ComplaintsTx,
  from: z.output<typeof ComplainantInput>,
  contact: Id<'Contact'> | undefined,
): Promise<Complainant> {
  if (from.kind === 'customer') return customerOf(tx, from.value, contact);
  if (contact !== undefined) throw contactOfAnother({}, 'contact');
  if (from.kind === 'employee') return { ...nobody, employeeId: from.value };
  const { name, phone, email } = from.value;
  if (phone !== undefined && !/^\+?[\d\s().-]{5,30}$/.test(phone)) throw noSuchPhone({ phone }, 'from.unidentified.phone');
  return { ...nobody, complainantName: name, complainantPhone: phone ?? null, complainantEmail: email ?? null };
}

/** A customer that was merged is its survivor. */
export async function customerOf(
  tx: ComplaintsTx,
  customer: Id<'Customer'>,
  contact: Id<'Contact'> | undefined,
): Promise<Complainant & { readonly customerId: Id<'Customer'> }> {
  let row = await tx.lock(Customer, customer);
  while (row.mergedIntoId !== null) row = await tx.lock(Customer, row.mergedIntoId);
  if (contact !== undefined) await refuseForeign(tx, row.id, contact);
  const [known] = await tx.system.readPaths('Customer', { paths: ['tags.name'], ids: [row.id] });
  const tags = (known?.['tags.name'] ?? []) as readonly string[];
  const key = tx.settings.keyCustomerTag.toLowerCase();
  const secret = contact === undefined ? row.classification : await classOf(tx, contact, row.classification);
  return {
    ...nobody,
    customerId: row.id,
    contactId: contact ?? null,
    keyCustomer: tags.some((tag) => tag.toLowerCase() === key),
    classification: secret,
  };
}

async function refuseForeign(tx: ComplaintsTx, customer: Id<'Customer'>, contact: Id<'Contact'>): Promise<void> {
  const links = await tx.system.read(select(contactLinkFields, {}), {
    where: (link) => sql`${link.customerId} = ${customer} and ${link.contactId} = ${contact}`,
  });
  if (links.length === 0) throw contactOfAnother({}, 'contact');
}

/** What somebody says who is kept secret is as secret. */
async function classOf(
  tx: ComplaintsTx,
  contact: Id<'Contact'>,
  customers: Complainant['classification'],
): Promise<Complainant['classification']> {
  const { classification } = await tx.lock(Contact, contact);
  return classification === 'CONFIDENTIAL' ? classification : customers;
}
