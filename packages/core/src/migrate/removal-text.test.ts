import { expect, it } from 'vitest';
import { GuanxiError } from '../errors.ts';
import type { RemovalPlan } from './removal-plan.ts';
import { removalText } from './removal-text.ts';

const plan: RemovalPlan = {
  plugin: 'loyalty',
  drops: [
    { kind: 'table', name: 'loyalty_account', identity: 'crm.loyalty_account' },
    { kind: 'view', name: 'loyalty_best', identity: 'crm.loyalty_best' },
  ],
  rows: { loyalty_account: 1 },
  neededBy: [],
  references: [],
  attributeReferences: [],
  valuesInUse: [],
  deletes: { journal: 2, settings: 1, attributes: 0, jobs: 3, grants: 1 },
  kept: { changes: 1, events: 12 },
  refusal: null,
};

it('a removal is shown line by line before it is done', () => {
  expect(removalText(plan)).toBe(`Removing plugin "loyalty" would drop:
  table crm.loyalty_account, 1 row
  view crm.loyalty_best
and delete:
  2 migrations from the journal
  the settings of 1 tenant
  0 attributes that tenants defined on its records
  3 jobs that wait, and its permissions from 1 role
and keep:
  1 entry of the change log, 12 events
Nothing refers to it.`);
});

it('a refused removal says why', () => {
  const refused = { ...plan, refusal: new GuanxiError('REMOVAL_NEEDED', { plugin: 'loyalty', plugins: 'hotels' }) };
  expect(removalText(refused)).toContain('It is refused: Plugin "loyalty" cannot be removed: hotels needs it.');
});
