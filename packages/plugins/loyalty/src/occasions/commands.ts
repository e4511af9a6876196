/** Occasions are kept, and what was done on them is recorded; the doing is somebody else's, who asks whether the person may be reached. */
import { type Id, label, select, sql, t } from '@guanxi/core';
import { Contact, Customer, contactLinkFields } from '@guanxi/core/crm';
import type { LoyaltyTx } from '../common.ts';
import { p } from '../plugin.ts';
import { LoyaltyGesture, LoyaltyOccasion } from './entities.ts';
import { GestureKind, OccasionKind } from './enums.ts';
import { contactOfAnother, gestureInFuture, occasionInFuture, occasionOfAnother } from './events.ts';

const person = { customer: t.id(Customer), contact: t.optional(t.id(Contact)) };

export const recordOccasion = p.command('recordOccasion', {
  label: label('Record an occasion', '登记纪念日'),
  permission: 'loyalty:gestures:write',
  input: {
    ...person,
    kind: t.enum(OccasionKind),
    /** The first time, such as the day of birth. */
    date: t.date(),
    note: t.optional(t.text(2_000)),
  },
  output: { occasion: t.ref(LoyaltyOccasion) },
  async run(tx, { customer, contact, kind, date, note }) {
    if (date > tx.now.toISOString().slice(0, 10)) throw occasionInFuture({ date }, 'date');
    await refuseForeign(tx, customer, contact);
    const occasion = await tx.insert(LoyaltyOccasion, {
      customerId: customer,
      contactId: contact ?? null,
      kind,
      date,
      monthDay: date.slice(5),
      note: note ?? null,
    });
    return { occasion };
  },
});

export const removeOccasion = p.command('removeOccasion', {
  label: label('Remove an occasion', '删除纪念日'),
  permission: 'loyalty:gestures:write',
  input: { occasion: t.id(LoyaltyOccasion, { subject: true, lock: true }) },
  run: (tx, { occasion }) => tx.remove(LoyaltyOccasion, occasion),
});

export const recordGesture = p.command('recordGesture', {
  label: label('Record a gesture', '登记关怀'),
  permission: 'loyalty:gestures:write',
  input: {
    ...person,
    occasion: t.optional(t.id(LoyaltyOccasion)),
    kind: t.enum(GestureKind),
    /** Absent: now. */
    at: t.optional(t.instant()),
    note: t.optional(t.text(2_000)),
  },
  output: { gesture: t.ref(LoyaltyGesture) },
  async run(tx, { customer, contact, occasion, kind, at = tx.now, note }) {
    if (at > tx.now) throw gestureInFuture({ at: at.toISOString() }, 'at');
    await refuseForeign(tx, customer, contact);
    const known = occasion && (await tx.get(LoyaltyOccasion, occasion));
    if (known && known.customerId !== customer) throw occasionOfAnother({}, 'occasion');
    const gesture = await tx.insert(LoyaltyGesture, {
      customerId: customer,
      contactId: contact ?? null,
      occasionId: occasion ?? null,
      kind,
      at,
      note: note ?? null,
    });
    return { gesture };
  },
});

async function refuseForeign(tx: LoyaltyTx, customer: Id<'Customer'>, contact: Id<'Contact'> | undefined): Promise<void> {
  if (!contact) return;
  const [link] = await tx.system.read(select(contactLinkFields, {}), {
    where: (l) => sql`${l.customerId} = ${customer} and ${l.contactId} = ${contact}`,
    limit: 1,
  });
  if (!link) throw contactOfAnother({}, 'contact');
}
