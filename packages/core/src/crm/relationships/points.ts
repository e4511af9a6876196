/** The registry of how relationship types behave: a plugin that adds a type says so here. */
import { contribute, label, type Scope } from '@guanxi/core';
import { type Crm, p } from '../plugin.ts';
import { coreRules, type RelationshipRule, ruleFor } from './rules.ts';

/** @example contribute(relationshipRules, 'hotels.GUEST_OF', { type: 'GUEST_OF', inverse: label('Hosts', '接待'), from: 'CUSTOMER', … }) */
export const relationshipRules = p.point<RelationshipRule>('crm.relationshipRules', {
  label: label('Rules of relationship types', '关系类型规则'),
});

export const ownRules = coreRules.map((rule) => contribute(relationshipRules, `crm.${rule.type}`, rule));

export const ruleOf = (scope: Pick<Scope<Crm>, 'contributions'>, type: string): RelationshipRule =>
  ruleFor(
    type,
    scope.contributions(relationshipRules).map((c) => c.value),
  );
