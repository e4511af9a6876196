/** The types of relationships as a form needs them: what they are called from either party, and what each allows. */
import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { relationshipRules } from './points.ts';

const RelationshipTypeInfo = t.object('RelationshipTypeInfo', {
  type: t.text(80),
  /** What it is called seen from the other party. */
  inverseEn: t.text(200),
  inverseZh: t.text(200),
  cardinality: t.text(20),
  betweenCustomersOnly: t.bool(),
  symmetric: t.bool(),
  hierarchical: t.bool(),
  needsContract: t.bool(),
});

export const relationshipTypes = p.query('relationshipTypes', {
  label: label('Types of relationships', '关系类型'),
  permission: 'crm:relationships:read',
  input: {},
  output: t.list(RelationshipTypeInfo),
  run: async (scope) =>
    scope.contributions(relationshipRules).map(({ value }) => ({
      type: value.type,
      inverseEn: value.inverse.en,
      inverseZh: value.inverse.zh,
      cardinality: value.cardinality,
      betweenCustomersOnly: value.from === 'CUSTOMER',
      symmetric: value.symmetric,
      hierarchical: value.above !== null,
      needsContract: value.needsContract,
    })),
});
