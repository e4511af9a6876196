/** Notes: what people wrote down about customers and contacts. */
import type { Noun } from '../common.ts';
import { addNote, deleteNote, editNote } from './commands.ts';
import * as events from './events.ts';
import { noteFields, notesOfContact, notesOfCustomer } from './fields.ts';

export const notes: Noun = {
  model: [noteFields, notesOfCustomer, notesOfContact],
  commands: [addNote, editNote, deleteNote],
  events: [events.NoteWritten, events.NoteChanged, events.NoteDeleted],
  refusals: [events.noteOfAnother],
};

export { Note } from './entities.ts';
export { noteFields } from './fields.ts';
export { NoteChanged, NoteDeleted, NoteWritten } from './events.ts';
export { addNote, deleteNote, editNote };
