/** Addresses: where customers and contacts are. */
import type { Noun } from '../common.ts';
import * as commands from './commands.ts';
import { contactAddressFields, customerAddressFields } from './fields.ts';

export const addresses: Noun = {
  model: [customerAddressFields, contactAddressFields],
  commands: Object.values(commands),
};

export * from './commands.ts';
export { ContactAddress, CustomerAddress } from './entities.ts';
export { contactAddressFields, customerAddressFields } from './fields.ts';
export { AddressKind } from './enums.ts';
export { countryCodeOf } from './rules.ts';
