import { label, select, t } from '@guanxi/core';
import { CustomerAddress } from '../addresses/entities.ts';
import { customerAddressFields } from '../addresses/fields.ts';
import { CustomerChannel } from '../channels/entities.ts';
import { customerChannelFields } from '../channels/fields.ts';
import { Contact, ContactLink } from '../contacts/entities.ts';
import { contactFields, contactLinkFields } from '../contacts/fields.ts';
import { p } from '../plugin.ts';
import { living } from './commands.ts';
import { Customer } from './entities.ts';
import { CustomerDeleted } from './events.ts';
import { customerFields } from './fields.ts';

const linked = select(contactFields, { customerLinks: select(contactLinkFields, {}) });
const belongings = select(customerFields, {
  channels: select(customerChannelFields, {}),
  addresses: select(customerAddressFields, {}),
  contactLinks: select(contactLinkFields, { contact: linked }),
});

/**
 * For a record made by mistake. Orders, contracts, complaints and whatever else refers to the customer refuse it by their foreign keys
 * (REFERENCED, with the entity that does): a customer that was dealt with is terminated, not deleted.
 */
export const deleteCustomer = p.command('deleteCustomer', {
  label: label('Delete a customer', '删除客户'),
  permission: 'crm:customers:delete',
  input: { customer: t.id(Customer, { subject: true, lock: true }) },
  async run(tx, { customer }) {
    await living(tx, customer);
    const [own] = await tx.system.read(belongings, { id: customer });
    if (!own) return;
    // What belongs to it goes by itself too; it is taken out one by one so that the log tells of each.
    await tx.remove(
      CustomerChannel,
      own.channels.map((c) => c.id),
    );
    await tx.remove(
      CustomerAddress,
      own.addresses.map((a) => a.id),
    );
    await tx.remove(
      ContactLink,
      own.contactLinks.map((l) => l.id),
    );
    // A contact of nobody could be seen by nobody.
    const contacts = own.contactLinks.flatMap(({ contact }) => (contact && contact.customerLinks.length === 1 ? [contact.id] : []));
    await tx.remove(Contact, contacts);
    await tx.emit(CustomerDeleted, { subject: customer });
    await tx.remove(Customer, customer);
  },
});
