/** Tags are defined once and put on any number of records. */
import { type Id, label, select, sql, t } from '@guanxi/core';
import { type CrmTx, given } from '../common.ts';
import { Contact } from '../contacts/entities.ts';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { ContactTagging, CustomerTagging, Tag } from './entities.ts';
import { noColor, nothingToTag, TagAttached, TagDetached } from './events.ts';
import { contactTaggingFields, customerTaggingFields } from './fields.ts';
import { isColor, nameKey } from './rules.ts';

export const createTag = p.command('createTag', {
  label: label('Create a tag', '新建标签'),
  permission: 'crm:tags:manage',
  input: { name: t.text(60), color: t.optional(t.text(7)), description: t.optional(t.text(500)) },
  output: { tag: t.ref(Tag) },
  async run(tx, { name, color, ...rest }) {
    refuseColor(color, 'color');
    return { tag: await tx.insert(Tag, { ...given(rest), name, nameKey: nameKey(name), color: color ?? null }) };
  },
});

export const updateTag = p.command('updateTag', {
  label: label('Change a tag', '修改标签'),
  permission: 'crm:tags:manage',
  input: { tag: t.id(Tag, { subject: true }), set: t.patch(Tag, ['name', 'color', 'description']) },
  output: { tag: t.ref(Tag) },
  async run(tx, { tag, set }) {
    refuseColor(set.color, 'set.color');
    await tx.update(Tag, tag, { ...set, ...(set.name !== undefined && { nameKey: nameKey(set.name) }) });
    return { tag };
  },
});

/** Takes the tag off every record. */
export const deleteTag = p.command('deleteTag', {
  label: label('Delete a tag', '删除标签'),
  permission: 'crm:tags:manage',
  input: { tag: t.id(Tag, { subject: true }) },
  async run(tx, { tag }) {
    await tx.remove(Tag, tag);
  },
});

function refuseColor(color: string | null | undefined, path: string): void {
  if (color && !isColor(color)) throw noColor({ color }, path);
}

const many = { max: 1_000 };
const members = {
  tag: t.id(Tag),
  customers: t.optional(t.list(t.id(Customer, { lock: true }), many)),
  contacts: t.optional(t.list(t.id(Contact, { lock: true }), many)),
};

/** Puts a tag on records; on those that have it already, nothing changes. */
export const attachTag = p.command('attachTag', {
  label: label('Tag records', '添加标签'),
  permission: 'crm:tags:write',
  input: members,
  output: { tag: t.ref(Tag), attached: t.int() },
  async run(tx, { tag, customers = [], contacts = [] }) {
    refuseNothing(customers, contacts);
    const present = await taggings(tx, tag, customers, contacts);
    const newCustomers = [...new Set(customers)].filter((id) => !present.customers.some((one) => one.customerId === id));
    const newContacts = [...new Set(contacts)].filter((id) => !present.contacts.some((one) => one.contactId === id));
    if (newCustomers.length > 0)
      await tx.insert(
        CustomerTagging,
        newCustomers.map((customerId) => ({ customerId, tagId: tag })),
      );
    if (newContacts.length > 0)
      await tx.insert(
        ContactTagging,
        newContacts.map((contactId) => ({ contactId, tagId: tag })),
      );
    const attached = newCustomers.length + newContacts.length;
    if (attached > 0) await tx.emit(TagAttached, { subject: tag, customers: newCustomers, contacts: newContacts });
    return { tag, attached };
  },
});

export const detachTag = p.command('detachTag', {
  label: label('Take a tag off records', '移除标签'),
  permission: 'crm:tags:write',
  input: members,
  output: { tag: t.ref(Tag), detached: t.int() },
  async run(tx, { tag, customers = [], contacts = [] }) {
    refuseNothing(customers, contacts);
    const present = await taggings(tx, tag, customers, contacts);
    await tx.remove(
      CustomerTagging,
      present.customers.map((one) => one.id),
    );
    await tx.remove(
      ContactTagging,
      present.contacts.map((one) => one.id),
    );
    const gone = {
      customers: [...new Set(present.customers.map((one) => one.customerId))],
      contacts: [...new Set(present.contacts.map((one) => one.contactId))],
    };
    const detached = gone.customers.length + gone.contacts.length;
    if (detached > 0) await tx.emit(TagDetached, { subject: tag, ...gone });
    return { tag, detached };
  },
});

function refuseNothing(customers: readonly unknown[], contacts: readonly unknown[]): void {
  if (customers.length + contacts.length === 0) throw nothingToTag({}, 'customers');
}

async function taggings(tx: CrmTx, tag: Id<'Tag'>, customers: readonly Id<'Customer'>[], contacts: readonly Id<'Contact'>[]) {
  return {
    customers:
      customers.length === 0
        ? []
        : await tx.system.read(select(customerTaggingFields, { customerId: true }), {
            where: (one) => sql`${one.tagId} = ${tag} and ${one.customerId} = any(${customers}::uuid[])`,
          }),
    contacts:
      contacts.length === 0
        ? []
        : await tx.system.read(select(contactTaggingFields, { contactId: true }), {
            where: (one) => sql`${one.tagId} = ${tag} and ${one.contactId} = any(${contacts}::uuid[])`,
          }),
  };
}
