/** Who was erased stays erased: by no command, undo or late device does anything of the person come back. */
import type { Change, Id } from '@guanxi/core';
import { ContactAddress } from '../addresses/entities.ts';
import { ContactChannel } from '../channels/entities.ts';
import type { CrmTx } from '../common.ts';
import { Contact } from '../contacts/entities.ts';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';
import { personErased } from './refusals.ts';

type Erasable = { readonly erasedAt: Date | null };

/** Who answers for the record may still change: it counts in reports, and somebody has to. */
const free = new Set(['ownerId', 'teamId', 'managerId', 'version', 'updatedAt', 'updatedBy']);

async function staysErased(_tx: CrmTx, changes: readonly Change<Customer | Contact | Staff>[]): Promise<void> {
  for (const { before, after } of changes as readonly { before: Erasable | null; after: Erasable | null }[]) {
    if (!before?.erasedAt || !after) continue;
    const rest = (row: Erasable): string => JSON.stringify(Object.entries(row).filter(([key]) => !free.has(key)));
    if (rest(before) !== rest(after)) throw personErased({ at: before.erasedAt.toISOString() });
  }
}

export const erasedCustomersStay = p.guard(Customer, staysErased);
export const erasedContactsStay = p.guard(Contact, staysErased);
export const erasedStaffStay = p.guard(Staff, staysErased);

type OfContact = { readonly after: { readonly contactId: Id<'Contact'> } | null };

async function notOfErased(tx: CrmTx, changes: readonly OfContact[]): Promise<void> {
  const ids = [...new Set(changes.flatMap(({ after }) => (after ? [after.contactId] : [])))];
  if (ids.length === 0) return;
  const erased = (await tx.lock(Contact, ids)).find((contact) => contact.erasedAt !== null);
  if (erased?.erasedAt) throw personErased({ at: erased.erasedAt.toISOString() }, 'contact');
}

export const noChannelsOfErased = p.guard(ContactChannel, notOfErased);
export const noAddressesOfErased = p.guard(ContactAddress, notOfErased);
