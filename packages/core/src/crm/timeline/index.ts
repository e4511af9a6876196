/** The timeline of a customer: what the nouns of crm put into it, and where it is seen. */
import { implement, label, sql } from '@guanxi/core';
import type { Noun } from '../common.ts';
import { Customer } from '../customers/entities.ts';
import { Fact } from '../facts/entities.ts';
import { Interaction } from '../interactions/entities.ts';
import { Note } from '../notes/entities.ts';
import { p } from '../plugin.ts';
import { Relationship } from '../relationships/entities.ts';
import { TimelineEntry } from './entry.ts';

const interactionEntry = implement(TimelineEntry, Interaction, {
  customerId: 'customerId',
  at: 'at',
  kind: () => sql<string>`'INTERACTION'`,
  title: 'subject',
});
const factEntry = implement(TimelineEntry, Fact, {
  customerId: 'customerId',
  at: 'at',
  kind: (fact) => sql<string>`case when ${fact.reversalOfId} is null then 'FACT' else 'REVERSAL' end`,
  title: (fact) => sql<string>`trim_scale(${fact.valueAmount})::text || ' ' || ${fact.valueCurrency}`,
});
const noteEntry = implement(TimelineEntry, Note, {
  customerId: 'customerId',
  at: 'createdAt',
  kind: () => sql<string>`'NOTE'`,
  title: (note) => sql<string>`left(${note.text}, 200)`,
});
/** At the beginning of its first day, in UTC. */
const relationshipEntry = implement(TimelineEntry, Relationship, {
  customerId: 'toId',
  at: (r) => sql<Date>`${r.validFrom}::timestamp at time zone 'UTC'`,
  kind: () => sql<string>`'RELATIONSHIP'`,
  title: 'type',
});

const timelineOfCustomer = p.fields(Customer, (f) => ({
  timeline: f.all(TimelineEntry, {
    of: 'id',
    key: 'customerId',
    orderBy: 'at',
    label: label('Timeline', '时间线'),
    permission: 'crm:timeline:read',
  }),
}));

export const timeline: Noun = { model: [timelineOfCustomer, interactionEntry, factEntry, noteEntry, relationshipEntry] };

export { TimelineEntry };
