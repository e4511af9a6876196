import { label, select, t } from '@guanxi/core';
import { ContactAddress } from '../addresses/entities.ts';
import { contactAddressFields } from '../addresses/fields.ts';
import { addressesInput, addressRows } from '../addresses/input.ts';
import { ContactChannel } from '../channels/entities.ts';
import { contactChannelFields } from '../channels/fields.ts';
import { channelRows, channelsInput } from '../channels/input.ts';
import { given } from '../common.ts';
import { p } from '../plugin.ts';
import { Contact, ContactLink } from './entities.ts';
import { Salutation } from './enums.ts';
import { ContactCreated, ContactDeleted, ContactUpdated, linkedTwice, nameless, unreachable } from './events.ts';
import { contactFields, contactLinkFields } from './fields.ts';
import { ContactLinkInput, linkRow } from './links.ts';
import { displayName, splitName } from './names.ts';

const remarks = t.optional(t.list(t.text(500), { max: 100 }));

export const createContact = p.command('createContact', {
  label: label('Create a contact', '新建联系人'),
  permission: 'crm:contacts:write',
  input: {
    /** Absent: made of the two parts, in the order of their writing. */
    name: t.optional(t.text(200)),
    /** Absent: taken from the name where its writing says which is which. */
    familyName: t.optional(t.text(100)),
    givenName: t.optional(t.text(100)),
    title: t.optional(t.text(200)),
    salutation: t.optional(t.enum(Salutation)),
    language: t.optional(t.language()),
    latentNeeds: remarks,
    likes: remarks,
    dislikes: remarks,
    externalRef: t.optional(t.text(100)),
    /** Whose contact the person is. */
    customers: t.list(ContactLinkInput, { min: 1, max: 100 }),
    channels: channelsInput,
    addresses: addressesInput,
    attributes: t.optional(t.attributes(Contact)),
  },
  output: { contact: t.ref(Contact) },
  async run(tx, { customers, channels, addresses, ...own }) {
    const channelsOf = channelRows(channels, tx.settings.country);
    const addressesOf = addressRows(addresses);
    if (tx.settings.contactNeedsChannel && channelsOf.length + addressesOf.length === 0) throw unreachable({}, 'channels');
    const parts = own.familyName === undefined && own.givenName === undefined ? splitName(own.name ?? '') : own;
    const name = own.name ?? displayName(own);
    if (name === '') throw nameless({}, 'name');
    if (new Set(customers.map((link) => link.customer)).size < customers.length) throw linkedTwice({}, 'customers');

    const id = tx.newId(Contact);
    await tx.insert(Contact, { ...given(own), id, name, familyName: parts?.familyName ?? null, givenName: parts?.givenName ?? null });
    await tx.insert(
      ContactLink,
      customers.map(({ customer, ...terms }, i) => ({ customerId: customer, contactId: id, ...linkRow(terms, `customers.${i}.`) })),
    );
    if (channelsOf.length > 0)
      await tx.insert(
        ContactChannel,
        channelsOf.map((channel) => ({ ...channel, contactId: id })),
      );
    if (addressesOf.length > 0)
      await tx.insert(
        ContactAddress,
        addressesOf.map((address) => ({ ...address, contactId: id })),
      );
    await tx.emit(ContactCreated, { subject: id, customers: customers.map((link) => link.customer) });
    return { contact: id };
  },
});

export const updateContact = p.command('updateContact', {
  label: label('Change a contact', '修改联系人'),
  permission: 'crm:contacts:write',
  input: {
    contact: t.id(Contact, { subject: true, lock: true }),
    set: t.patch(Contact, [
      'name',
      'familyName',
      'givenName',
      'title',
      'salutation',
      'language',
      'latentNeeds',
      'likes',
      'dislikes',
      'externalRef',
      'attributes',
    ]),
  },
  output: { contact: t.ref(Contact) },
  async run(tx, { contact, set }) {
    const before = await tx.lock(Contact, contact);
    const renamed = set.familyName !== undefined || set.givenName !== undefined;
    // The whole name follows its parts, and they follow it, unless both are given.
    const name = set.name ?? (renamed ? displayName({ ...before, ...set }) || before.name : undefined);
    const parts = set.name !== undefined && !renamed ? (splitName(set.name) ?? { familyName: null, givenName: null }) : {};
    await tx.update(Contact, contact, { ...set, ...parts, ...(name !== undefined && { name }) });
    const { attributes, ...columns } = set;
    const fields = [...Object.keys(columns), ...Object.keys(attributes ?? {}).map((key) => `attributes.${key}`)];
    if (fields.length > 0) await tx.emit(ContactUpdated, { subject: contact, fields });
    return { contact };
  },
});

const belongings = select(contactFields, {
  customerLinks: select(contactLinkFields, {}),
  channels: select(contactChannelFields, {}),
  addresses: select(contactAddressFields, {}),
});

/** For a record made by mistake; someone who left is unlinked instead. */
export const deleteContact = p.command('deleteContact', {
  label: label('Delete a contact', '删除联系人'),
  permission: 'crm:contacts:write',
  input: { contact: t.id(Contact, { subject: true, lock: true }) },
  async run(tx, { contact }) {
    const [own] = await tx.system.read(belongings, { id: contact });
    if (!own) return;
    await tx.remove(
      ContactLink,
      own.customerLinks.map((l) => l.id),
    );
    await tx.remove(
      ContactChannel,
      own.channels.map((c) => c.id),
    );
    await tx.remove(
      ContactAddress,
      own.addresses.map((a) => a.id),
    );
    await tx.emit(ContactDeleted, { subject: contact });
    await tx.remove(Contact, contact);
  },
});
