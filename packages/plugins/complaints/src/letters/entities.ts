import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { letters } from './tables.ts';

export interface LetterEntry extends EntityOf<'LetterEntry', typeof letters> {}
export const LetterEntry: Entity<LetterEntry> = p.entity('LetterEntry', {
  table: letters,
  idPrefix: 'cle',
  label: label('Letter', '来信登记'),
  plural: 'letterEntries',
  orderBy: { column: 'answerDue', direction: 'ASC' },
  read: through('complaintId'),
});
