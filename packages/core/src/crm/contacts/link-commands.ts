/** Who is a contact of whom, as what, and who decides there. */
import { label, t } from '@guanxi/core';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Contact, ContactLink } from './entities.ts';
import { DecisionRole } from './enums.ts';
import { alreadyLinked, ContactLinked, ContactUnlinked, DecisionRoleSet, endBeforeStart, primaryTaken } from './events.ts';
import { linkRow, linkTerms, openLink, primaryLink, requireLink } from './links.ts';
import { dayIn } from './validity.ts';

const between = { customer: t.id(Customer, { lock: true }), contact: t.id(Contact) };
const output = { contact: t.ref(Contact), customer: t.ref(Customer) };

export const linkContact = p.command('linkContact', {
  label: label('Link a contact to a customer', '关联联系人与客户'),
  permission: 'crm:contacts:write',
  input: { ...between, ...linkTerms },
  output,
  async run(tx, { customer, contact, ...terms }) {
    const row = linkRow(terms);
    if (row.validTo === null && (await openLink(tx, customer, contact))) throw alreadyLinked({}, 'contact');
    if (row.isPrimary && (await primaryLink(tx, customer))) throw primaryTaken({}, 'isPrimary');
    await tx.insert(ContactLink, { customerId: customer, contactId: contact, ...row });
    await tx.emit(ContactLinked, { subject: contact, customer, role: row.role });
    return { contact, customer };
  },
});

/** Ends the link, today unless said otherwise; that it was, stays on record. */
export const unlinkContact = p.command('unlinkContact', {
  label: label('End the link of a contact', '解除联系人关联'),
  permission: 'crm:contacts:write',
  input: { ...between, validTo: t.optional(t.date()) },
  output,
  async run(tx, { customer, contact, validTo = dayIn(tx.zone, tx.now) }) {
    const link = await requireLink(tx, customer, contact);
    if (link.validFrom !== null && validTo < link.validFrom) throw endBeforeStart({ validFrom: link.validFrom, validTo }, 'validTo');
    await tx.update(ContactLink, link.id, { validTo, isPrimary: false });
    await tx.emit(ContactUnlinked, { subject: contact, customer, validTo });
    return { contact, customer };
  },
});

/** Whoever was the primary contact is one no more. */
export const setPrimaryContact = p.command('setPrimaryContact', {
  label: label('Set the primary contact', '设为主要联系人'),
  permission: 'crm:contacts:write',
  input: between,
  output,
  async run(tx, { customer, contact }) {
    const { id, isPrimary } = await requireLink(tx, customer, contact);
    if (isPrimary) return { contact, customer };
    const present = await primaryLink(tx, customer);
    if (present) {
      await tx.update(ContactLink, present.id, { isPrimary: false });
      // The database allows one at a time: a read sends the first change before the second is made.
      await primaryLink(tx, customer);
    }
    await tx.update(ContactLink, id, { isPrimary: true });
    return { contact, customer };
  },
});

export const setDecisionRole = p.command('setDecisionRole', {
  label: label('Set the decision role of a contact', '设定联系人的决策角色'),
  permission: 'crm:contacts:write',
  input: { ...between, decisionRole: t.enum(DecisionRole) },
  output,
  async run(tx, { customer, contact, decisionRole }) {
    const link = await requireLink(tx, customer, contact);
    if (link.decisionRole === decisionRole) return { contact, customer };
    await tx.update(ContactLink, link.id, { decisionRole });
    await tx.emit(DecisionRoleSet, { subject: contact, customer, from: link.decisionRole, to: decisionRole });
    return { contact, customer };
  },
});
