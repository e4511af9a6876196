/**
 * Suppressions are made and released, by people and by plugins. Whose one is, the engine says and no input: a plugin's is released by that
 * plugin alone, one of people by those who have the permission for it.
 */
import { label, t } from '@guanxi/core';
import { ChannelKind } from '../channels/enums.ts';
import { Contact } from '../contacts/entities.ts';
import { Customer } from '../customers/entities.ts';
import { survivorOf } from '../participants.ts';
import { p } from '../plugin.ts';
import { ContactSuppression, CustomerSuppression } from './entities.ts';
import { ContactPurpose, SuppressionReason } from './enums.ts';
import { ContactSuppressionAdded, ContactSuppressionReleased, CustomerSuppressionAdded, CustomerSuppressionReleased } from './events.ts';
import { refuseRelease, suppressionRow, toldOf } from './suppressing.ts';

const terms = {
  /** Absent: every channel. */
  channels: t.optional(t.list(t.enum(ChannelKind), { min: 1, max: 20 })),
  /** Absent: every purpose but those that the settings exempt. */
  purpose: t.optional(t.enum(ContactPurpose)),
  /** Its text is read by whoever wants to reach the person. */
  reason: t.enum(SuppressionReason),
  /** For those who may see suppressions. */
  note: t.optional(t.text(2_000)),
  /** Absent: until it is released. */
  until: t.optional(t.instant()),
};

/** Of a customer that was merged into another, the suppression goes to that other. */
export const suppressCustomer = p.command('suppressCustomer', {
  label: label('Suppress a customer', '抑制联系客户'),
  permission: 'crm:suppressions:write',
  input: { customer: t.id(Customer, { lock: true }), ...terms },
  output: { suppression: t.ref(CustomerSuppression), customer: t.ref(Customer) },
  async run(tx, { customer, ...given }) {
    const { id: customerId } = await survivorOf(tx, customer);
    const row = { customerId, ...suppressionRow(tx, given) };
    const suppression = await tx.insert(CustomerSuppression, row);
    await tx.emit(CustomerSuppressionAdded, { subject: suppression, customerId, ...toldOf(row) });
    return { suppression, customer: customerId };
  },
});

export const suppressContact = p.command('suppressContact', {
  label: label('Suppress a contact', '抑制联系联系人'),
  permission: 'crm:suppressions:write',
  input: { contact: t.id(Contact, { lock: true }), ...terms },
  output: { suppression: t.ref(ContactSuppression), contact: t.ref(Contact) },
  async run(tx, { contact, ...given }) {
    const row = { contactId: contact, ...suppressionRow(tx, given) };
    const suppression = await tx.insert(ContactSuppression, row);
    await tx.emit(ContactSuppressionAdded, { subject: suppression, contactId: contact, ...toldOf(row) });
    return { suppression, contact };
  },
});

const why = t.optional(t.text(2_000));

export const releaseCustomer = p.command('releaseCustomer', {
  label: label('Release the suppression of a customer', '解除客户联系抑制'),
  permission: 'crm:suppressions:write',
  input: { suppression: t.id(CustomerSuppression, { subject: true, lock: true }), note: why },
  output: { suppression: t.ref(CustomerSuppression), customer: t.ref(Customer) },
  async run(tx, { suppression, note }) {
    const row = await tx.lock(CustomerSuppression, suppression);
    refuseRelease(tx, row);
    await tx.update(CustomerSuppression, suppression, { releasedAt: tx.now, releaseNote: note ?? null });
    await tx.emit(CustomerSuppressionReleased, { subject: suppression, customerId: row.customerId, ...toldOf(row) });
    return { suppression, customer: row.customerId };
  },
});

export const releaseContact = p.command('releaseContact', {
  label: label('Release the suppression of a contact', '解除联系人联系抑制'),
  permission: 'crm:suppressions:write',
  input: { suppression: t.id(ContactSuppression, { subject: true, lock: true }), note: why },
  output: { suppression: t.ref(ContactSuppression), contact: t.ref(Contact) },
  async run(tx, { suppression, note }) {
    const row = await tx.lock(ContactSuppression, suppression);
    refuseRelease(tx, row);
    await tx.update(ContactSuppression, suppression, { releasedAt: tx.now, releaseNote: note ?? null });
    await tx.emit(ContactSuppressionReleased, { subject: suppression, contactId: row.contactId, ...toldOf(row) });
    return { suppression, contact: row.contactId };
  },
});
