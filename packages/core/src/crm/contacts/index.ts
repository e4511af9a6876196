/** Contacts: people at customers, as what, and who of them decides. */
import type { Noun } from '../common.ts';
import { createContact, deleteContact, updateContact } from './commands.ts';
import * as events from './events.ts';
import { contactFields, contactLinkFields } from './fields.ts';
import { keepAddresses, keepChannels } from './guards.ts';
import { linkContact, setDecisionRole, setPrimaryContact, unlinkContact } from './link-commands.ts';

export const contacts: Noun = {
  model: [contactFields, contactLinkFields],
  commands: [createContact, updateContact, deleteContact, linkContact, unlinkContact, setPrimaryContact, setDecisionRole],
  events: [
    events.ContactCreated,
    events.ContactUpdated,
    events.ContactDeleted,
    events.ContactLinked,
    events.ContactUnlinked,
    events.DecisionRoleSet,
  ],
  refusals: [
    events.nameless,
    events.unreachable,
    events.notLinked,
    events.alreadyLinked,
    events.linkedTwice,
    events.primaryTaken,
    events.primaryOver,
    events.endBeforeStart,
  ],
  hooks: [keepChannels, keepAddresses],
};

export { Contact, ContactLink } from './entities.ts';
export { contactFields, contactLinkFields } from './fields.ts';
export { ContactRole, DecisionRole, Salutation } from './enums.ts';
export { createContact, deleteContact, linkContact, setDecisionRole, setPrimaryContact, unlinkContact, updateContact };
export { ContactCreated, ContactDeleted, ContactLinked, ContactUnlinked, ContactUpdated, DecisionRoleSet } from './events.ts';
export { addressAs, displayName, splitName } from './names.ts';
