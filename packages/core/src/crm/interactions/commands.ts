/** Interactions are recorded, and put right by another entry; none is edited or removed. */
import { type Id, label, t } from '@guanxi/core';
import type { CrmTx } from '../common.ts';
import { given } from '../common.ts';
import { Contact } from '../contacts/entities.ts';
import { Customer } from '../customers/entities.ts';
import { linkedRecord, RecordLink } from '../linked.ts';
import { customerOfContacts, openCustomer, refuseForeignContacts } from '../participants.ts';
import { p } from '../plugin.ts';
import { Interaction, InteractionContact } from './entities.ts';
import { InteractionChannel, InteractionDirection, InteractionPhase } from './enums.ts';
import { correctsAnother, InteractionRecorded, interactionInFuture, withoutParticipant } from './events.ts';

/**
 * The customer itself counts as a participant; where only contacts are named, their customer is found by them. So a contact at a booth can
 * be recorded knowing nothing but who it was, and nothing is recorded that was with nobody.
 */
export const recordInteraction = p.command('recordInteraction', {
  label: label('Record an interaction', '登记接触'),
  permission: 'crm:interactions:write',
  input: {
    customer: t.optional(t.id(Customer, { lock: true })),
    contacts: t.optional(t.list(t.id(Contact), { max: 200 })),
    channel: t.enum(InteractionChannel),
    direction: t.enum(InteractionDirection),
    phase: t.optional(t.enum(InteractionPhase)),
    touchpoint: t.optional(t.text(200)),
    at: t.optional(t.instant()),
    subject: t.text(500),
    body: t.optional(t.text(50_000)),
    outcome: t.optional(t.text(2_000)),
    learnedFacts: t.optional(t.list(t.text(500), { max: 50 })),
    /** The entry that this one puts right. */
    corrects: t.optional(t.id(Interaction)),
    linkedTo: t.optional(RecordLink),
  },
  output: { interaction: t.ref(Interaction) },
  async run(tx, { customer, contacts = [], corrects, linkedTo, at = tx.now, ...said }) {
    if (at > tx.now) throw interactionInFuture({ at: at.toISOString() }, 'at');
    const customerId = customer ?? (await customerOf(tx, contacts));
    await openCustomer(tx, customerId, 'customer');
    if (corrects && (await tx.get(Interaction, corrects))?.customerId !== customerId) throw correctsAnother({}, 'corrects');
    const link = linkedTo ? await linkedRecord(tx, linkedTo, 'linkedTo') : {};
    const interaction = await tx.insert(Interaction, {
      ...given(said),
      ...link,
      customerId,
      at,
      recordedById: tx.actor.staffId,
      correctsId: corrects ?? null,
    });
    for (const contactId of new Set(contacts)) await tx.insert(InteractionContact, { interactionId: interaction, contactId });
    await tx.emit(InteractionRecorded, {
      subject: interaction,
      customerId,
      at,
      channel: said.channel,
      direction: said.direction,
      phase: said.phase ?? null,
      correctsId: corrects ?? null,
    });
    return { interaction };
  },
});

async function customerOf(tx: CrmTx, contacts: readonly Id<'Contact'>[]): Promise<Id<'Customer'>> {
  const found = contacts.length > 0 ? await customerOfContacts(tx, contacts) : null;
  if (found === null) throw withoutParticipant({}, 'customer');
  return found;
}

/** Whichever command brought participants to an interaction: they are contacts of its customer (all of them looked up at once). */
export const participantsAreOwn = p.guard(InteractionContact, async (tx, changes) => {
  const added = changes.flatMap(({ before, after }) => (before === null && after !== null ? [after] : []));
  const interactions = await tx.lock(Interaction, [...new Set(added.map((one) => one.interactionId))]);
  const customerOfInteraction = new Map(interactions.map((one) => [one.id, one.customerId]));
  const pairs = added.flatMap(({ interactionId, contactId }) => {
    const customerId = customerOfInteraction.get(interactionId);
    return customerId ? [{ customerId, contactId }] : [];
  });
  await refuseForeignContacts(tx, pairs, 'contacts');
});
