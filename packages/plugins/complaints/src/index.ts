/** `@guanxi/plugin-complaints`: complaints, enquiries, suggestions and praise. A table of contents; each noun has a folder. */
import { definePlugin, label, type Plugin, select, sql } from '@guanxi/core';
import { complaintFields } from './cases/fields.ts';
import { cases } from './cases/index.ts';
import { clocks } from './clocks/index.ts';
import { closing } from './closing/index.ts';
import type { Noun } from './common.ts';
import { demo } from './demo.ts';
import { escalation } from './escalation/index.ts';
import { flows } from './flows/index.ts';
import { gate } from './gate/index.ts';
import { handling } from './handling/index.ts';
import { improvement } from './improvement/index.ts';
import { letters } from './letters/index.ts';
import { type Complaints, ComplaintSettings, p, permissions } from './plugin.ts';
import { praise } from './praise/index.ts';
import { promises } from './promises/index.ts';
import { reports } from './reports/index.ts';
import { seed } from './seed.ts';
import { taxonomy } from './taxonomy/index.ts';

const nouns: readonly Noun[] = [
  cases,
  flows,
  taxonomy,
  clocks,
  handling,
  promises,
  escalation,
  closing,
  letters,
  gate,
  praise,
  improvement,
  reports,
];

export function complaints(): Plugin<Complaints> {
  return definePlugin(p, {
    version: '0.1.0',
    label: label('Complaints', '客户投诉'),
    capability: 'OPERATIONAL',
    migrations: new URL('../migrations/', import.meta.url),
    permissions,
    settings: ComplaintSettings,
    uses: [
      'crm:customers:read',
      'crm:contacts:read',
      'crm:tags:read',
      'crm:staff:read',
      'crm:roles:read',
      'crm:suppressions:read',
      'crm:suppressions:write',
      'calendar:read',
      'workflow:read',
      'workflow:fire',
      'loyalty:award',
    ],
    model: nouns.flatMap((noun) => noun.model),
    commands: nouns.flatMap((noun) => noun.commands ?? []),
    events: nouns.flatMap((noun) => noun.events ?? []),
    refusals: nouns.flatMap((noun) => noun.refusals ?? []),
    hooks: nouns.flatMap((noun) => noun.hooks ?? []),
    queries: nouns.flatMap((noun) => noun.queries ?? []),
    jobs: nouns.flatMap((noun) => noun.jobs ?? []),
    seed,
    demo,
    api: (scope) => ({
      openFor: async (customer) => {
        const open = await scope.read(select(complaintFields, {}), {
          where: (c) => sql`${c.customerId} = ${customer} and ${c.type} = 'COMPLAINT' and ${c.closedAt} is null`,
        });
        return open.length;
      },
    }),
  });
}

export type { Complaints, ComplaintsApi } from './plugin.ts';
export * from './cases/index.ts';
export * from './clocks/index.ts';
export * from './closing/index.ts';
export * from './escalation/index.ts';
export * from './gate/index.ts';
export * from './handling/index.ts';
export * from './improvement/index.ts';
export * from './letters/index.ts';
export * from './praise/index.ts';
export * from './promises/index.ts';
export * from './reports/index.ts';
export * from './taxonomy/index.ts';
