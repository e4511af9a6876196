/** Links between contacts and customers as they come in and as commands find them. */
import { type Id, select, sql, t, type z } from '@guanxi/core';
import type { CrmTx } from '../common.ts';
import { Customer } from '../customers/entities.ts';
import { ContactRole, DecisionRole } from './enums.ts';
import { endBeforeStart, notLinked, primaryOver } from './events.ts';
import { contactLinkFields } from './fields.ts';

export const linkTerms = {
  /** Absent: GENERAL. */
  role: t.optional(t.enum(ContactRole)),
  decisionRole: t.optional(t.enum(DecisionRole)),
  isPrimary: t.optional(t.bool()),
  validFrom: t.optional(t.date()),
  /** The last day. */
  validTo: t.optional(t.date()),
};
export const ContactLinkInput = t.object('ContactLinkInput', { customer: t.id(Customer), ...linkTerms });
type Terms = z.output<z.ZodObject<typeof linkTerms>>;

/** The columns of a link that its terms make. @throws where they contradict each other (G5) */
export function linkRow({ role, decisionRole, isPrimary, validFrom, validTo }: Terms, path = '') {
  if (validFrom !== undefined && validTo !== undefined && validTo < validFrom)
    throw endBeforeStart({ validFrom, validTo }, `${path}validTo`);
  if (isPrimary && validTo !== undefined) throw primaryOver({ validTo }, `${path}isPrimary`);
  return {
    role: role ?? 'GENERAL',
    decisionRole: decisionRole ?? ('UNKNOWN' as const),
    isPrimary: isPrimary ?? false,
    validFrom: validFrom ?? null,
    validTo: validTo ?? null,
  };
}

const link = select(contactLinkFields, { isPrimary: true, decisionRole: true, validFrom: true });

/** The link that lasts between the two, or null. */
export async function openLink(tx: CrmTx, customer: Id<'Customer'>, contact: Id<'Contact'>) {
  const [found] = await tx.read(link, {
    where: (l) => sql`${l.customerId} = ${customer} and ${l.contactId} = ${contact} and ${l.validTo} is null`,
    limit: 1,
  });
  return found ?? null;
}
/** @throws CRM_CONTACT_NOT_LINKED */
export async function requireLink(tx: CrmTx, customer: Id<'Customer'>, contact: Id<'Contact'>) {
  const found = await openLink(tx, customer, contact);
  if (!found) throw notLinked({}, 'contact');
  return found;
}
export async function primaryLink(tx: CrmTx, customer: Id<'Customer'>) {
  const [found] = await tx.read(link, { where: (l) => sql`${l.customerId} = ${customer} and ${l.isPrimary}`, limit: 1 });
  return found ?? null;
}
