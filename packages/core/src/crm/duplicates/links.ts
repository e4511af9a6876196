/** Makes room among the survivor's contacts before a merge, and gives back after it is undone. */
import { type Id, select, sql } from '@guanxi/core';
import type { CrmTx } from '../common.ts';
import { ContactLink } from '../contacts/entities.ts';
import { contactFields, contactLinkFields } from '../contacts/fields.ts';
import { dayIn } from '../contacts/validity.ts';
import { type Link, type LinkChange, linksThatGiveWay } from './rules.ts';

const link = select(contactLinkFields, { isPrimary: true, validTo: true, contact: select(contactFields, {}) });

async function linksOf(tx: CrmTx, customer: Id<'Customer'>): Promise<readonly Link[]> {
  const found = await tx.system.read(link, { where: (l) => sql`${l.customerId} = ${customer}` });
  return found.flatMap(({ contact, ...own }) => (contact ? [{ ...own, contactId: contact.id }] : []));
}

export async function giveWay(tx: CrmTx, survivor: Id<'Customer'>, duplicate: Id<'Customer'>): Promise<readonly LinkChange[]> {
  const changes = linksThatGiveWay(await linksOf(tx, survivor), await linksOf(tx, duplicate), dayIn(tx.zone, tx.now));
  for (const { id, after } of changes) await tx.update(ContactLink, id, after);
  return changes;
}

/** Links that were edited since stay as they are; whoever undoes the merge has looked at them. */
export async function giveBack(tx: CrmTx, changes: readonly LinkChange[]): Promise<void> {
  if (changes.length === 0) return;
  const present = new Map((await tx.system.read(link, { ids: changes.map((c) => c.id) })).map((l) => [l.id, l]));
  for (const { id, before, after } of changes) {
    const now = present.get(id);
    if (now?.isPrimary === after.isPrimary && now.validTo === after.validTo) await tx.update(ContactLink, id, before);
  }
}
