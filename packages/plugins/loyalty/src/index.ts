/**
 * `@guanxi/plugin-loyalty`: points in a ledger, tiers, benefits and rewards.
 * @example const engine = createEngine({ plugins: [crm(), loyalty()], database });
 */
import { definePlugin, label, type Plugin } from '@guanxi/core';
import { earning } from './earning/index.ts';
import { availablePoints } from './ledger/balance.ts';
import { ledger } from './ledger/index.ts';
import { members } from './members/index.ts';
import { type Loyalty, LoyaltySettings, p, permissions } from './plugin.ts';
import { tiers } from './tiers/index.ts';

const nouns = [members, ledger, earning, tiers];

export function loyalty(): Plugin<Loyalty> {
  return definePlugin(p, {
    version: '0.1.0',
    label: label('Loyalty', '会员忠诚度'),
    capability: 'OPERATIONAL',
    migrations: new URL('../migrations/', import.meta.url),
    permissions,
    settings: LoyaltySettings,
    // Members are seen through their customers, and earn by their facts.
    uses: ['crm:customers:read', 'crm:facts:read'],
    model: nouns.flatMap((noun) => noun.model),
    commands: nouns.flatMap((noun) => noun.commands ?? []),
    events: nouns.flatMap((noun) => noun.events ?? []),
    refusals: nouns.flatMap((noun) => noun.refusals ?? []),
    hooks: nouns.flatMap((noun) => noun.hooks ?? []),
    queries: nouns.flatMap((noun) => noun.queries ?? []),
    jobs: nouns.flatMap((noun) => noun.jobs ?? []),
    api: (scope) => ({ balance: (customer) => availablePoints(scope, customer) }),
  });
}

export type { Loyalty, LoyaltyApi } from './plugin.ts';
export * from './earning/index.ts';
export * from './ledger/index.ts';
export * from './members/index.ts';
export * from './tiers/index.ts';
