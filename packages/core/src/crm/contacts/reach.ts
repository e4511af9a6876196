/** What a contact reaches in a portal: the customers that they are a contact of today. */
import { type Id, type KnownContact, type Scope, select, sql } from '@guanxi/core';
import type { Crm } from '../plugin.ts';
import { contactFields, contactLinkFields } from './fields.ts';
import { dayIn } from './validity.ts';

export async function knownContact(scope: Scope<Crm>, contact: Id<'Contact'>): Promise<KnownContact | null> {
  const today = dayIn('UTC', scope.now);
  const [[person], links] = await Promise.all([
    scope.system.read(select(contactFields, { erasedAt: true }), { id: contact }),
    scope.system.read(select(contactLinkFields, { customerId: true }), {
      where: (l) =>
        sql`${l.contactId} = ${contact} and coalesce(${l.validFrom} <= ${today}::date, true) and coalesce(${l.validTo} >= ${today}::date, true)`,
    }),
  ]);
  return person ? { active: person.erasedAt === null, customerIds: [...new Set(links.map((l) => l.customerId))] } : null;
}
