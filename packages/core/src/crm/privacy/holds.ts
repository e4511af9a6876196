/** Legal holds: what a court or an authority may ask for is neither erased nor deleted. */

import type { Change } from '@guanxi/core';
import { type Id, label, select, sql, t } from '@guanxi/core';
import type { CrmTx } from '../common.ts';
import { Contact } from '../contacts/entities.ts';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';
import { staffFields } from '../staff/fields.ts';
import { LegalHold } from './entities.ts';
import { LegalHoldLifted, LegalHoldPlaced } from './events.ts';
import { legalHoldFields } from './fields.ts';
import { PersonInput, personOf, refuseErased } from './persons.ts';
import { holdInPast, holdOver, legalHold } from './refusals.ts';

export const placeLegalHold = p.command('placeLegalHold', {
  label: label('Put a person under legal hold', '设置法律保全'),
  permission: 'crm:privacy:hold',
  input: { person: PersonInput, reason: t.text(1_000), until: t.optional(t.instant()) },
  output: { hold: t.ref(LegalHold) },
  async run(tx, { person, reason, until }) {
    const { type, id, ...found } = await personOf(tx, person);
    refuseErased({ type, id, ...found, activeName: null });
    if (until && until <= tx.now) throw holdInPast({ until: until.toISOString() }, 'until');
    const hold = await tx.insert(LegalHold, {
      personType: type,
      personId: id,
      reason,
      until: until ?? null,
      placedById: tx.actor.staffId,
    });
    await tx.emit(LegalHoldPlaced, { subject: hold, personType: type, personId: id });
    return { hold };
  },
});

export const liftLegalHold = p.command('liftLegalHold', {
  label: label('Lift a legal hold', '解除法律保全'),
  permission: 'crm:privacy:hold',
  input: { hold: t.id(LegalHold, { subject: true, lock: true }), reason: t.text(1_000) },
  output: { hold: t.ref(LegalHold) },
  async run(tx, { hold, reason }) {
    const { personType, personId, liftedAt, until } = await tx.lock(LegalHold, hold);
    if (liftedAt !== null || (until !== null && until <= tx.now)) throw holdOver({}, 'hold');
    await tx.update(LegalHold, hold, { liftedAt: tx.now, liftReason: reason, liftedById: tx.actor.staffId });
    await tx.emit(LegalHoldLifted, { subject: hold, personType, personId });
    return { hold };
  },
});

const asked = select(legalHoldFields, { reason: true, until: true, placedBy: select(staffFields, { name: true }) });

/** Told with who set it, why and until when: whoever wanted to erase has to turn to them. */
export async function refuseHeld(tx: CrmTx, ids: readonly string[], path?: string): Promise<void> {
  if (ids.length === 0) return;
  const [hold] = await tx.system.read(asked, {
    where: (h, q) => sql`${h.personId} = any(${ids}::uuid[]) and ${h.liftedAt} is null and (${h.until} is null or ${h.until} > ${q.now})`,
    limit: 1,
  });
  if (!hold) return;
  const until = hold.until?.toISOString() ?? label('it is lifted', '解除为止');
  throw legalHold({ who: hold.placedBy?.name ?? label('A program', '系统程序'), until, reason: hold.reason }, path);
}

type Removable = Change<Customer> | Change<Contact> | Change<Staff>;
const notWhileHeld = (tx: CrmTx, changes: readonly Removable[]): Promise<void> =>
  refuseHeld(
    tx,
    changes.flatMap(({ id, after }) => (after === null ? [id as Id<never>] : [])),
  );

export const heldCustomersStay = p.guard(Customer, notWhileHeld);
export const heldContactsStay = p.guard(Contact, notWhileHeld);
export const heldStaffStay = p.guard(Staff, notWhileHeld);
