import { label, t } from '@guanxi/core';
import { CustomerAddress } from '../addresses/entities.ts';
import { addressesInput, addressRows } from '../addresses/input.ts';
import { CustomerChannel } from '../channels/entities.ts';
import { channelRows, channelsInput } from '../channels/input.ts';
import { given } from '../common.ts';
import { nameBlock, registrationKey } from '../duplicates/normalise.ts';
import { refuseDuplicates } from '../duplicates/search.ts';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';
import { Team } from '../teams/entities.ts';
import { Customer } from './entities.ts';
import { CustomerKind, CustomerRole, CustomerStatus, Sector } from './enums.ts';
import { CustomerCreated, illegalStatusChange } from './events.ts';
import { ownership } from './ownership.ts';
import { codeOf } from './rules.ts';

export const createCustomer = p.command('createCustomer', {
  label: label('Create a customer', '新建客户'),
  permission: 'crm:customers:write',
  input: {
    name: t.text(200),
    kind: t.enum(CustomerKind),
    /** Absent: one is made. */
    code: t.optional(t.text(40)),
    /** Absent: PROSPECT. */
    status: t.optional(t.enum(CustomerStatus)),
    /** Absent: END_CUSTOMER. */
    roles: t.optional(t.list(t.enum(CustomerRole), { min: 1, max: 50 })),
    sector: t.optional(t.enum(Sector)),
    industry: t.optional(t.text(100)),
    region: t.optional(t.text(100)),
    source: t.optional(t.text(100)),
    department: t.optional(t.text(100)),
    registrationNumber: t.optional(t.text(100)),
    language: t.optional(t.language()),
    zone: t.optional(t.zone()),
    currency: t.optional(t.currency()),
    /** Absent: whoever creates it, where that is a member of staff. */
    owner: t.optional(t.id(Staff)),
    /** Absent: the owner's. */
    team: t.optional(t.id(Team)),
    channels: channelsInput,
    addresses: addressesInput,
    attributes: t.optional(t.attributes(Customer)),
    /** It is a new one, whatever it looks like: nothing is compared. */
    confirmNew: t.optional(t.bool()),
  },
  output: { customer: t.ref(Customer) },
  async run(tx, { owner, team, channels, addresses, confirmNew, ...own }) {
    const { kind, name, status = 'PROSPECT', roles = ['END_CUSTOMER'] } = own;
    if (status === 'MERGED') throw illegalStatusChange({ from: 'PROSPECT', to: status }, 'status');
    const channelsOf = channelRows(channels, tx.settings.country);
    const addressesOf = addressRows(addresses);
    if (!confirmNew)
      await refuseDuplicates(tx, {
        kind,
        name,
        registrationNumber: own.registrationNumber ?? null,
        channels: channelsOf,
        addresses: addressesOf,
      });

    const id = tx.newId(Customer);
    await tx.insert(Customer, {
      ...given(own),
      id,
      status,
      roles: [...new Set(roles)],
      code: own.code ?? codeOf(id),
      nameBlock: nameBlock(name),
      registrationKey: registrationKey(own.registrationNumber),
      ...(await ownership(tx, owner, team)),
    });
    if (channelsOf.length > 0)
      await tx.insert(
        CustomerChannel,
        channelsOf.map((channel) => ({ ...channel, customerId: id })),
      );
    if (addressesOf.length > 0)
      await tx.insert(
        CustomerAddress,
        addressesOf.map((address) => ({ ...address, customerId: id })),
      );
    await tx.emit(CustomerCreated, { subject: id, kind, status, roles: [...new Set(roles)] });
    return { customer: id };
  },
});
