/**
 * `@guanxi/plugin-loyalty`: points in a ledger, tiers, benefits and rewards.
 * @example const engine = createEngine({ plugins: [crm(), loyalty()], database });
 */
import { definePlugin, label, type Plugin } from '@guanxi/core';
import { grantedBenefits } from './benefits/granted.ts';
import { benefits } from './benefits/index.ts';
import { demo } from './demo.ts';
import { earning } from './earning/index.ts';
import { indicator } from './indicator/index.ts';
import { availablePoints } from './ledger/balance.ts';
import { ledger } from './ledger/index.ts';
import { members } from './members/index.ts';
import { occasions } from './occasions/index.ts';
import { type Loyalty, LoyaltySettings, p, permissions } from './plugin.ts';
import { replay } from './replay/index.ts';
import { rewards } from './rewards/index.ts';
import { tiers } from './tiers/index.ts';

const nouns = [members, ledger, earning, tiers, replay, rewards, benefits, occasions, indicator];

export function loyalty(): Plugin<Loyalty> {
  return definePlugin(p, {
    version: '0.1.0',
    label: label('Loyalty', '会员忠诚度'),
    capability: 'OPERATIONAL',
    migrations: new URL('../migrations/', import.meta.url),
    permissions,
    settings: LoyaltySettings,
    // Members are seen through their customers, and earn by their facts.
    uses: ['crm:customers:read', 'crm:facts:read', 'crm:contacts:read'],
    model: nouns.flatMap((noun) => noun.model),
    commands: nouns.flatMap((noun) => noun.commands ?? []),
    events: nouns.flatMap((noun) => noun.events ?? []),
    refusals: nouns.flatMap((noun) => noun.refusals ?? []),
    hooks: nouns.flatMap((noun) => noun.hooks ?? []),
    queries: nouns.flatMap((noun) => noun.queries ?? []),
    jobs: nouns.flatMap((noun) => noun.jobs ?? []),
    demo,
    api: (scope) => ({
      balance: (customer) => availablePoints(scope, customer),
      benefits: (customer, orderRef) => grantedBenefits(scope, customer, orderRef),
    }),
  });
}

export type { GrantedBenefit, Loyalty, LoyaltyApi } from './plugin.ts';
export * from './benefits/index.ts';
export * from './earning/index.ts';
export * from './indicator/index.ts';
export * from './ledger/index.ts';
export * from './members/index.ts';
export * from './occasions/index.ts';
export * from './replay/index.ts';
export * from './rewards/index.ts';
export * from './tiers/index.ts';
