/** Who asks: people and programs that see different parts of the same tenant. */
import type { Actor, Grants, Reach } from '@guanxi/core';

const nouns = [
  'customers',
  'contacts',
  'relationships',
  'interactions',
  'facts',
  'tags',
  'notes',
  'timeline',
  'staff',
  'quality',
  'files',
  'views',
  'attributes',
];
/** To see and to change everything of the customer master as far as `reach`, and what the test's plugins show to everybody. */
const upTo = (reach: Reach, more: Readonly<Record<string, Reach>> = {}): Grants => ({
  ...Object.fromEntries(nouns.flatMap((noun) => [`crm:${noun}:read`, `crm:${noun}:write`].map((p) => [p, reach]))),
  'crm:tags:manage': reach,
  'crm:customers:delete': reach,
  'crm:customers:merge': reach,
  'vault:read': 'all',
  'vault:write': 'all',
  'rooms:read': 'all',
  'booth:read': 'all',
  'booth:record': 'all',
  'sales:read': 'all',
  'sales:write': 'all',
  'alarms:raise': 'all',
  'alarms:hear': 'all',
  ...more,
});

export interface People {
  readonly seller: string;
  readonly lead: string;
  readonly manager: string;
  readonly contact: string;
  readonly team: string;
  readonly below: string;
  readonly customers: readonly string[];
}

export const castNames = [
  'staff who see their own',
  'staff who see their own and amounts',
  'staff who see their team’s',
  'staff who see the teams below',
  'staff who see no customer',
  'a service with few rights',
  'a contact',
] as const;

export function castOf(tenant: string, who: People): Readonly<Record<(typeof castNames)[number], Actor>> {
  const staff = (staffId: string, permissions: Grants, teams: Partial<Actor> = {}): Actor =>
    ({ kind: 'staff', tenant, staffId, permissions, purpose: 'support', ...teams }) as Actor;
  return {
    'staff who see their own': staff(who.seller, upTo('own')),
    'staff who see their own and amounts': staff(who.seller, upTo('own', { 'vault:amounts': 'all', 'crm:relationships:read': 'all' })),
    'staff who see their team’s': staff(who.lead, upTo('team', { 'rooms:remarks': 'all' }), { teamIds: [who.team] }),
    'staff who see the teams below': staff(who.manager, upTo('below', { 'vault:deep': 'all' }), {
      teamIds: [who.team],
      teamIdsBelow: [who.team, who.below],
    }),
    'staff who see no customer': staff(who.seller, {
      'crm:staff:read': 'all',
      'crm:tags:read': 'all',
      'crm:tags:write': 'all',
      'crm:attributes:read': 'all',
      'crm:views:read': 'all',
      'crm:views:write': 'all',
      'vault:read': 'all',
      'sales:write': 'all',
    }),
    'a service with few rights': {
      kind: 'service',
      name: 'few',
      tenant,
      permissions: [
        'crm:customers:read',
        'crm:facts:read',
        'crm:facts:write',
        'crm:timeline:read',
        'crm:tags:read',
        'booth:read',
        'vault:read',
      ],
    },
    'a contact': {
      kind: 'contact',
      contactId: who.contact,
      customerIds: who.customers,
      tenant,
      permissions: ['crm:customers:read', 'crm:contacts:read', 'crm:tags:read', 'rooms:read', 'vault:read', 'crm:interactions:read'],
    },
  };
}
