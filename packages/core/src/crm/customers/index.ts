/** Customers: the master record, its state, its roles, its owner. */
import type { Noun } from '../common.ts';
import { addCustomerRole, assignOwner, changeCustomerStatus, removeCustomerRole, updateCustomer } from './commands.ts';
import { createCustomer } from './create.ts';
import { deleteCustomer } from './delete.ts';
import * as events from './events.ts';
import { customerFields } from './fields.ts';
import { noAddressesOfAliases, noChannelsOfAliases, noContactsOfAliases, soundCustomers } from './guards.ts';

export const customers: Noun = {
  model: [customerFields],
  commands: [createCustomer, updateCustomer, changeCustomerStatus, assignOwner, addCustomerRole, removeCustomerRole, deleteCustomer],
  events: [
    events.CustomerCreated,
    events.CustomerUpdated,
    events.CustomerStatusChanged,
    events.CustomerOwnerChanged,
    events.CustomerRolesChanged,
    events.CustomerDeleted,
  ],
  refusals: [
    events.illegalStatusChange,
    events.sectorMismatch,
    events.lastRole,
    events.roleNotHeld,
    events.customerMerged,
    events.ownerInactive,
  ],
  hooks: [soundCustomers, noChannelsOfAliases, noAddressesOfAliases, noContactsOfAliases],
};

export { Customer } from './entities.ts';
export { customerFields } from './fields.ts';
export { CustomerKind, CustomerRole, CustomerStatus, Sector } from './enums.ts';
export { refuseAliases } from './guards.ts';
export { addCustomerRole, assignOwner, changeCustomerStatus, createCustomer, deleteCustomer, removeCustomerRole, updateCustomer };
export {
  CustomerCreated,
  CustomerDeleted,
  CustomerOwnerChanged,
  CustomerRolesChanged,
  CustomerStatusChanged,
  CustomerUpdated,
} from './events.ts';
