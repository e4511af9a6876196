/** What a person may ask of whoever keeps data about them: all of it, or that it goes; and what stands against that. */
import type { Noun } from '../common.ts';
import { erasePerson } from './erase.ts';
import { exportPerson } from './export.ts';
import { FileErased, LegalHoldLifted, LegalHoldPlaced, PersonErased, PersonExported } from './events.ts';
import { erasureFields, legalHoldFields, personExportFields } from './fields.ts';
import { noFileStore, removeBytes } from './files.ts';
import { erasedContactsStay, erasedCustomersStay, erasedStaffStay, noAddressesOfErased, noChannelsOfErased } from './guards.ts';
import { heldContactsStay, heldCustomersStay, heldStaffStay, liftLegalHold, placeLegalHold } from './holds.ts';
import * as refusals from './refusals.ts';

export const privacy: Noun = {
  model: [legalHoldFields, erasureFields, personExportFields],
  commands: [placeLegalHold, liftLegalHold, exportPerson, erasePerson],
  events: [PersonErased, PersonExported, FileErased, LegalHoldPlaced, LegalHoldLifted],
  refusals: [...Object.values(refusals), noFileStore],
  hooks: [
    heldCustomersStay,
    heldContactsStay,
    heldStaffStay,
    erasedCustomersStay,
    erasedContactsStay,
    erasedStaffStay,
    noChannelsOfErased,
    noAddressesOfErased,
    removeBytes,
  ],
};

export { Erasure, LegalHold, PersonExport } from './entities.ts';
export { erasureFields, legalHoldFields, personExportFields } from './fields.ts';
export { FileErased, LegalHoldLifted, LegalHoldPlaced, PersonErased, PersonExported } from './events.ts';
export { PersonInput } from './persons.ts';
export { erasePerson, exportPerson, liftLegalHold, placeLegalHold };
