/** What can be heard of notes, and what is refused. */
import { label, t } from '@guanxi/core';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Note } from './entities.ts';

export const NoteWritten = p.event('crm.note.written', {
  label: label('Note written', '备注已撰写'),
  subject: Note,
  data: { customerId: t.id(Customer) },
});
export const NoteChanged = p.event('crm.note.changed', {
  label: label('Note changed', '备注已修改'),
  subject: Note,
  data: { customerId: t.id(Customer), fields: t.list(t.text(40)) },
});
export const NoteDeleted = p.event('crm.note.deleted', {
  label: label('Note deleted', '备注已删除'),
  subject: Note,
  data: { customerId: t.id(Customer) },
});

export const noteOfAnother = p.refusal('CRM_NOTE_OF_ANOTHER', { en: 'A note is changed by who wrote it.', zh: '备注只能由撰写人修改。' });
