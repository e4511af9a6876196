import { type Entity, type EntityOf, label, through } from '@guanxi/core';
import { p } from '../plugin.ts';
import { facts } from './tables.ts';

export interface Fact extends EntityOf<'Fact', typeof facts> {}
export const Fact: Entity<Fact> = p.entity('Fact', {
  table: facts,
  idPrefix: 'fct',
  label: label('Transaction fact', '交易事实'),
  orderBy: { column: 'at', direction: 'DESC' },
  mutable: false,
  read: through('customerId', 'crm:facts:read'),
});
