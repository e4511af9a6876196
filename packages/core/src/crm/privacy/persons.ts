/** Who somebody is, whose data is asked for: a record, all that was merged with it, or one that is gone and stands in the history only. */
import { type Entity, type Id, parseGlobalId, select, sql, t, type z } from '@guanxi/core';
import type { CrmTx } from '../common.ts';
import { Contact } from '../contacts/entities.ts';
import { contactFields } from '../contacts/fields.ts';
import { Customer } from '../customers/entities.ts';
import { customerFields } from '../customers/fields.ts';
import { Staff } from '../staff/entities.ts';
import { staffFields } from '../staff/fields.ts';
import { erasureFields } from './fields.ts';
import { noPerson, notDeleted, personErased, stillActive } from './refusals.ts';

export const PersonInput = t.oneOf('PersonInput', {
  contact: t.id(Contact, { lock: true }),
  customer: t.id(Customer, { lock: true }),
  staff: t.id(Staff, { lock: true }),
  /** The id of a person whose record was deleted: what is left is the history. */
  deleted: t.text(80),
});
export type PersonInput = z.output<typeof PersonInput>;

interface Person {
  readonly type: 'Contact' | 'Customer' | 'Staff';
  readonly entity: Entity;
  readonly id: string;
  /** Its own, and those of what was merged into it. */
  readonly ids: readonly Id<never>[];
  readonly erasedAt: Date | null;
  /** A member of staff who is active. */
  readonly activeName: string | null;
}

export async function personOf(tx: CrmTx, { kind, value }: PersonInput): Promise<Person> {
  if (kind === 'deleted') return deletedPerson(tx, value);
  if (kind === 'contact') {
    const { erasedAt } = await tx.lock(Contact, value);
    return { type: 'Contact', entity: Contact, id: value, ids: [value as never], erasedAt, activeName: null };
  }
  if (kind === 'staff') {
    const { erasedAt, active, name } = await tx.lock(Staff, value);
    return { type: 'Staff', entity: Staff, id: value, ids: [value as never], erasedAt, activeName: active ? name : null };
  }
  return customerPerson(tx, value);
}

/** Whichever of the merged is named, the person is all of them. */
async function customerPerson(tx: CrmTx, named: Id<'Customer'>): Promise<Person> {
  let row = await tx.lock(Customer, named);
  while (row.mergedIntoId !== null) row = await tx.lock(Customer, row.mergedIntoId);
  if (row.kind !== 'PERSON') throw noPerson({}, 'person');
  const ids = [row.id];
  for (let layer = ids; layer.length > 0; ) {
    const aliases = await tx.system.read(select(customerFields, {}), { where: (c) => sql`${c.mergedIntoId} = any(${layer}::uuid[])` });
    layer = aliases.map((c) => c.id);
    ids.push(...layer);
  }
  return { type: 'Customer', entity: Customer, id: row.id, ids: ids as never, erasedAt: row.erasedAt, activeName: null };
}

const kinds = [
  ['Contact', Contact],
  ['Customer', Customer],
  ['Staff', Staff],
] as const;

async function deletedPerson(tx: CrmTx, text: string): Promise<Person> {
  const parsed = parseGlobalId(text);
  const found = parsed && kinds.find(([, entity]) => entity.options?.idPrefix === parsed.prefix);
  if (!parsed || !found) throw notDeleted({}, 'person.deleted');
  const [type, entity] = found;
  const there = await Promise.all([
    tx.system.read(select(contactFields, {}), { ids: [parsed.uuid as never] }),
    tx.system.read(select(customerFields, {}), { ids: [parsed.uuid as never] }),
    tx.system.read(select(staffFields, {}), { ids: [parsed.uuid as never] }),
  ]);
  // One that is there is named as what it is, so that its rights and locks hold.
  if (there.some((rows) => rows.length > 0)) throw notDeleted({}, 'person.deleted');
  const [earlier] = await tx.system.read(select(erasureFields, { erasedAt: true }), {
    where: (e) => sql`${e.personId} = ${parsed.uuid}`,
  });
  return { type, entity, id: parsed.uuid, ids: [parsed.uuid as never], erasedAt: earlier?.erasedAt ?? null, activeName: null };
}

/** @throws where there is nothing to erase any more, or not yet */
export function refuseErased({ erasedAt, activeName }: Person): void {
  if (erasedAt) throw personErased({ at: erasedAt.toISOString() }, 'person');
  if (activeName !== null) throw stillActive({ name: activeName }, 'person');
}
