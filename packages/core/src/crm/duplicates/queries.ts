import { label, t } from '@guanxi/core';
import { addressesInput, addressRows } from '../addresses/input.ts';
import { channelRows, channelsInput } from '../channels/input.ts';
import { Customer } from '../customers/entities.ts';
import { CustomerKind } from '../customers/enums.ts';
import { p } from '../plugin.ts';
import { MatchReason } from './enums.ts';
import { candidates } from './search.ts';

const CustomerMatch = t.object('CustomerMatch', {
  /** Null where the caller may not see the customer that matches. */
  customer: t.optional(t.ref(Customer)),
  /** 0 to 100. */
  score: t.int({ min: 0, max: 100 }),
  reasons: t.list(t.enum(MatchReason)),
});

/** Which customers a description fits, likeliest first (DATA-08): before a new one is created, or to attach a lead to one that is there. */
export const matchCustomer = p.query('matchCustomer', {
  label: label('Find the customer that a description fits', '识别客户'),
  permission: 'crm:customers:read',
  cost: 50,
  input: {
    name: t.text(200),
    kind: t.enum(CustomerKind),
    registrationNumber: t.optional(t.text(100)),
    channels: channelsInput,
    addresses: addressesInput,
    /** Absent: the tenant's threshold. */
    least: t.optional(t.int({ min: 1, max: 100 })),
  },
  output: t.list(CustomerMatch),
  async run(scope, { name, kind, registrationNumber, channels, addresses, least }) {
    const { duplicates, country } = scope.settings;
    const probe = {
      kind,
      name,
      registrationNumber: registrationNumber ?? null,
      channels: channelRows(channels, country),
      addresses: addressRows(addresses),
    };
    const found = await candidates(duplicates.includeHidden ? scope.system : scope, probe, {
      ...duplicates,
      threshold: least ?? duplicates.threshold,
    });
    return found.map(({ id, score, reasons }) => ({ customer: id, score, reasons: [...reasons] }));
  },
});
