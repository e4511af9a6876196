/** Classification: which fields and records are public, internal or confidential in this house. */
import type { Noun } from '../common.ts';
import { classifyField, classifyRecord } from './commands.ts';
import { ContactClassified, CustomerClassified, FieldClassified, FileClassified, noSuchField } from './events.ts';
import { fieldClassFields } from './fields.ts';

export const classification: Noun = {
  model: [fieldClassFields],
  commands: [classifyRecord, classifyField],
  events: [CustomerClassified, ContactClassified, FileClassified, FieldClassified],
  refusals: [noSuchField],
};

export { FieldClass } from './entities.ts';
export { fieldClassFields } from './fields.ts';
export { ContactClassified, CustomerClassified, FieldClassified, FileClassified } from './events.ts';
export { classifyField, classifyRecord };
