import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { notes } from './tables.ts';

export interface Note extends EntityOf<'Note', typeof notes> {}
export const Note: Entity<Note> = p.entity('Note', {
  table: notes,
  idPrefix: 'not',
  label: label('Note', '备注'),
  read: through('customerId', 'crm:notes:read'),
});
