/** What can be heard of interactions, and what is refused. */
import { label, t } from '@guanxi/core';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Interaction } from './entities.ts';
import { InteractionChannel, InteractionDirection, InteractionPhase } from './enums.ts';

export const InteractionRecorded = p.event('crm.interaction.recorded', {
  label: label('Interaction recorded', '接触已登记'),
  subject: Interaction,
  data: {
    customerId: t.id(Customer),
    channel: t.enum(InteractionChannel),
    direction: t.enum(InteractionDirection),
    phase: t.nullable(t.enum(InteractionPhase)),
    at: t.instant(),
    correctsId: t.nullable(t.id(Interaction)),
  },
});

export const interactionInFuture = p.refusal('CRM_INTERACTION_IN_FUTURE', {
  en: 'An interaction is recorded after it took place, and {at} is still to come.',
  zh: '接触发生之后才能登记，而 {at} 尚未到来。',
});
export const withoutParticipant = p.refusal('CRM_INTERACTION_WITHOUT_PARTICIPANT', {
  en: 'Say with whom: a customer, or contacts that have one customer in common.',
  zh: '请指明参与方：客户，或同属一个客户的联系人。',
});
export const correctsAnother = p.refusal('CRM_CORRECTION_OF_ANOTHER_CUSTOMER', {
  en: 'An entry corrects one of the same customer.',
  zh: '更正记录与被更正的记录必须属于同一客户。',
});
