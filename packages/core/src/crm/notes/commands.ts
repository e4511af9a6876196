/** Notes are written, and changed or deleted by who wrote them. */
import { type Id, label, type Row, t } from '@guanxi/core';
import type { CrmTx } from '../common.ts';
import { Contact } from '../contacts/entities.ts';
import { Customer } from '../customers/entities.ts';
import { openCustomer, refuseForeignContacts } from '../participants.ts';
import { p } from '../plugin.ts';
import { Note } from './entities.ts';
import { NoteChanged, NoteDeleted, NoteWritten, noteOfAnother } from './events.ts';

export const addNote = p.command('addNote', {
  label: label('Write a note', '撰写备注'),
  permission: 'crm:notes:write',
  input: {
    customer: t.id(Customer, { lock: true }),
    /** One of the customer's, where the note is about this person. */
    contact: t.optional(t.id(Contact)),
    text: t.text(20_000),
    pinned: t.optional(t.bool()),
  },
  output: { note: t.ref(Note) },
  async run(tx, { customer, contact, text, pinned = false }) {
    await openCustomer(tx, customer, 'customer');
    if (contact) await refuseForeignContacts(tx, [{ customerId: customer, contactId: contact }], 'contact');
    const note = await tx.insert(Note, { customerId: customer, contactId: contact ?? null, text, pinned, authorId: tx.actor.staffId });
    await tx.emit(NoteWritten, { subject: note, customerId: customer });
    return { note };
  },
});

export const editNote = p.command('editNote', {
  label: label('Change a note', '修改备注'),
  permission: 'crm:notes:write',
  input: { note: t.id(Note, { subject: true }), set: t.patch(Note, ['text', 'pinned']) },
  output: { note: t.ref(Note) },
  async run(tx, { note, set }) {
    const { customerId } = await ownNote(tx, note);
    await tx.update(Note, note, set);
    await tx.emit(NoteChanged, { subject: note, customerId, fields: Object.keys(set) });
    return { note };
  },
});

export const deleteNote = p.command('deleteNote', {
  label: label('Delete a note', '删除备注'),
  permission: 'crm:notes:write',
  input: { note: t.id(Note, { subject: true }) },
  async run(tx, { note }) {
    const { customerId } = await ownNote(tx, note);
    await tx.remove(Note, note);
    await tx.emit(NoteDeleted, { subject: note, customerId });
  },
});

/** What a program wrote, programs may change. */
async function ownNote(tx: CrmTx, id: Id<'Note'>): Promise<Row<Note>> {
  const note = await tx.lock(Note, id);
  if (note.authorId !== tx.actor.staffId) throw noteOfAnother({}, 'note');
  return note;
}
