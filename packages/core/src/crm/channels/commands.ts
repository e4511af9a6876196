/** Telephone numbers, e-mail addresses and other channels of customers and of contacts. */
import { type Id, label, type SQL, select, sql, t, type z } from '@guanxi/core';
import type { CrmTx } from '../common.ts';
import { Contact } from '../contacts/entities.ts';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { ContactChannel, CustomerChannel } from './entities.ts';
import { Verification } from './enums.ts';
import { contactChannelFields, customerChannelFields } from './fields.ts';
import { ChannelInput, channelOf } from './input.ts';

const ChannelChange = t.object('ChannelChange', {
  /** Read anew: what was verified by hand is verified by its form only from then on. */
  value: t.optional(t.text(500)),
  label: t.optional(t.nullable(t.text(100))),
  isPrimary: t.optional(t.bool()),
  /** By someone who called, wrote or went there. */
  verification: t.optional(t.enum(Verification)),
});
type Change = z.output<typeof ChannelChange>;
type Kind = z.output<typeof ChannelInput>['kind'];

/** The columns that a change makes. */
function changed(tx: CrmTx, kind: Kind, { value, ...rest }: Change) {
  const set = Object.fromEntries(Object.entries(rest).filter(([, v]) => v !== undefined)) as Omit<Change, 'value'>;
  return { ...(value !== undefined && channelOf(kind, value, tx.settings.country, 'set')), ...set } as object;
}
const added = (tx: CrmTx, { kind, value, label, isPrimary }: z.output<typeof ChannelInput>) => ({
  kind,
  ...channelOf(kind, value, tx.settings.country, 'channel'),
  label: label ?? null,
  isPrimary: isPrimary ?? false,
});

/** One channel of a kind is the first to try: the others are so no more. */
async function demoteOfCustomer(tx: CrmTx, customer: Id<'Customer'>, kind: Kind): Promise<void> {
  const others = await tx.read(select(customerChannelFields, {}), {
    where: (c): SQL => sql`${c.customerId} = ${customer} and ${c.kind} = ${kind} and ${c.isPrimary}`,
  });
  await tx.update(
    CustomerChannel,
    others.map((c) => c.id),
    { isPrimary: false },
  );
}
async function demoteOfContact(tx: CrmTx, contact: Id<'Contact'>, kind: Kind): Promise<void> {
  const others = await tx.read(select(contactChannelFields, {}), {
    where: (c): SQL => sql`${c.contactId} = ${contact} and ${c.kind} = ${kind} and ${c.isPrimary}`,
  });
  await tx.update(
    ContactChannel,
    others.map((c) => c.id),
    { isPrimary: false },
  );
}

export const addCustomerChannel = p.command('addCustomerChannel', {
  label: label('Add a channel to a customer', '添加客户联系方式'),
  permission: 'crm:customers:write',
  input: { customer: t.id(Customer, { lock: true }), channel: ChannelInput },
  output: { channel: t.ref(CustomerChannel), customer: t.ref(Customer) },
  async run(tx, { customer, channel }) {
    if (channel.isPrimary) await demoteOfCustomer(tx, customer, channel.kind);
    return { channel: await tx.insert(CustomerChannel, { customerId: customer, ...added(tx, channel) }), customer };
  },
});

export const changeCustomerChannel = p.command('changeCustomerChannel', {
  label: label('Change a channel of a customer', '修改客户联系方式'),
  permission: 'crm:customers:write',
  input: { channel: t.id(CustomerChannel, { subject: true, lock: true }), set: ChannelChange },
  output: { channel: t.ref(CustomerChannel) },
  async run(tx, { channel, set }) {
    const { kind, customerId } = await tx.lock(CustomerChannel, channel);
    if (set.isPrimary) await demoteOfCustomer(tx, customerId, kind);
    await tx.update(CustomerChannel, channel, changed(tx, kind, set));
    return { channel };
  },
});

export const removeCustomerChannel = p.command('removeCustomerChannel', {
  label: label('Remove a channel of a customer', '删除客户联系方式'),
  permission: 'crm:customers:write',
  input: { channel: t.id(CustomerChannel, { subject: true, lock: true }) },
  output: { customer: t.ref(Customer) },
  async run(tx, { channel }) {
    const { customerId } = await tx.lock(CustomerChannel, channel);
    await tx.remove(CustomerChannel, channel);
    return { customer: customerId };
  },
});

export const addContactChannel = p.command('addContactChannel', {
  label: label('Add a channel to a contact', '添加联系人联系方式'),
  permission: 'crm:contacts:write',
  input: { contact: t.id(Contact, { lock: true }), channel: ChannelInput },
  output: { channel: t.ref(ContactChannel), contact: t.ref(Contact) },
  async run(tx, { contact, channel }) {
    if (channel.isPrimary) await demoteOfContact(tx, contact, channel.kind);
    return { channel: await tx.insert(ContactChannel, { contactId: contact, ...added(tx, channel) }), contact };
  },
});

export const changeContactChannel = p.command('changeContactChannel', {
  label: label('Change a channel of a contact', '修改联系人联系方式'),
  permission: 'crm:contacts:write',
  input: { channel: t.id(ContactChannel, { subject: true, lock: true }), set: ChannelChange },
  output: { channel: t.ref(ContactChannel) },
  async run(tx, { channel, set }) {
    const { kind, contactId } = await tx.lock(ContactChannel, channel);
    if (set.isPrimary) await demoteOfContact(tx, contactId, kind);
    await tx.update(ContactChannel, channel, changed(tx, kind, set));
    return { channel };
  },
});

export const removeContactChannel = p.command('removeContactChannel', {
  label: label('Remove a channel of a contact', '删除联系人联系方式'),
  permission: 'crm:contacts:write',
  input: { channel: t.id(ContactChannel, { subject: true, lock: true }) },
  output: { contact: t.ref(Contact) },
  async run(tx, { channel }) {
    const { contactId } = await tx.lock(ContactChannel, channel);
    await tx.remove(ContactChannel, channel);
    return { contact: contactId };
  },
});
