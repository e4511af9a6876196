/** Postal addresses of customers and of contacts. An address is replaced as a whole: half of two addresses is none. */
import { type Id, label, type SQL, select, sql, t } from '@guanxi/core';
import type { CrmTx } from '../common.ts';
import { Contact } from '../contacts/entities.ts';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { ContactAddress, CustomerAddress } from './entities.ts';
import { contactAddressFields, customerAddressFields } from './fields.ts';
import { AddressInput, addressRow } from './input.ts';

/** One address is the first to use: the others are so no more. */
async function demoteOfCustomer(tx: CrmTx, customer: Id<'Customer'>): Promise<void> {
  const others = await tx.read(select(customerAddressFields, {}), {
    where: (a): SQL => sql`${a.customerId} = ${customer} and ${a.isPrimary}`,
  });
  await tx.update(
    CustomerAddress,
    others.map((a) => a.id),
    { isPrimary: false },
  );
}
async function demoteOfContact(tx: CrmTx, contact: Id<'Contact'>): Promise<void> {
  const others = await tx.read(select(contactAddressFields, {}), {
    where: (a): SQL => sql`${a.contactId} = ${contact} and ${a.isPrimary}`,
  });
  await tx.update(
    ContactAddress,
    others.map((a) => a.id),
    { isPrimary: false },
  );
}

export const addCustomerAddress = p.command('addCustomerAddress', {
  label: label('Add an address to a customer', '添加客户地址'),
  permission: 'crm:customers:write',
  input: { customer: t.id(Customer, { lock: true }), address: AddressInput },
  output: { address: t.ref(CustomerAddress), customer: t.ref(Customer) },
  async run(tx, { customer, address }) {
    if (address.isPrimary) await demoteOfCustomer(tx, customer);
    return { address: await tx.insert(CustomerAddress, { customerId: customer, ...addressRow(address) }), customer };
  },
});

export const replaceCustomerAddress = p.command('replaceCustomerAddress', {
  label: label('Replace an address of a customer', '替换客户地址'),
  permission: 'crm:customers:write',
  input: { address: t.id(CustomerAddress, { subject: true, lock: true }), by: AddressInput },
  output: { address: t.ref(CustomerAddress) },
  async run(tx, { address, by }) {
    if (by.isPrimary) await demoteOfCustomer(tx, (await tx.lock(CustomerAddress, address)).customerId);
    await tx.update(CustomerAddress, address, addressRow(by));
    return { address };
  },
});

export const removeCustomerAddress = p.command('removeCustomerAddress', {
  label: label('Remove an address of a customer', '删除客户地址'),
  permission: 'crm:customers:write',
  input: { address: t.id(CustomerAddress, { subject: true, lock: true }) },
  output: { customer: t.ref(Customer) },
  async run(tx, { address }) {
    const { customerId } = await tx.lock(CustomerAddress, address);
    await tx.remove(CustomerAddress, address);
    return { customer: customerId };
  },
});

export const addContactAddress = p.command('addContactAddress', {
  label: label('Add an address to a contact', '添加联系人地址'),
  permission: 'crm:contacts:write',
  input: { contact: t.id(Contact, { lock: true }), address: AddressInput },
  output: { address: t.ref(ContactAddress), contact: t.ref(Contact) },
  async run(tx, { contact, address }) {
    if (address.isPrimary) await demoteOfContact(tx, contact);
    return { address: await tx.insert(ContactAddress, { contactId: contact, ...addressRow(address) }), contact };
  },
});

export const replaceContactAddress = p.command('replaceContactAddress', {
  label: label('Replace an address of a contact', '替换联系人地址'),
  permission: 'crm:contacts:write',
  input: { address: t.id(ContactAddress, { subject: true, lock: true }), by: AddressInput },
  output: { address: t.ref(ContactAddress) },
  async run(tx, { address, by }) {
    if (by.isPrimary) await demoteOfContact(tx, (await tx.lock(ContactAddress, address)).contactId);
    await tx.update(ContactAddress, address, addressRow(by));
    return { address };
  },
});

export const removeContactAddress = p.command('removeContactAddress', {
  label: label('Remove an address of a contact', '删除联系人地址'),
  permission: 'crm:contacts:write',
  input: { address: t.id(ContactAddress, { subject: true, lock: true }) },
  output: { contact: t.ref(Contact) },
  async run(tx, { address }) {
    const { contactId } = await tx.lock(ContactAddress, address);
    await tx.remove(ContactAddress, address);
    return { contact: contactId };
  },
});
