import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { interactionContacts, interactions } from './tables.ts';

export interface Interaction extends EntityOf<'Interaction', typeof interactions> {}
export const Interaction: Entity<Interaction> = p.entity('Interaction', {
  table: interactions,
  idPrefix: 'int',
  label: label('Interaction', '接触记录'),
  display: 'subject',
  orderBy: { column: 'at', direction: 'DESC' },
  mutable: false,
  read: through('customerId', 'crm:interactions:read'),
});

export interface InteractionContact extends EntityOf<'InteractionContact', typeof interactionContacts> {}
export const InteractionContact: Entity<InteractionContact> = p.entity('InteractionContact', {
  table: interactionContacts,
  idPrefix: 'inc',
  label: label('Participant of an interaction', '接触参与人'),
  mutable: false,
  read: through('interactionId'),
});
