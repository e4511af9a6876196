import { label, select, sql, t } from '@guanxi/core';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { interactionFields } from './fields.ts';

export const interactionCount = p.query('interactionCount', {
  label: label('Number of interactions', '接触次数'),
  permission: 'crm:interactions:read',
  input: {
    customer: t.id(Customer),
    from: t.optional(t.instant()),
    /** Up to, not including it. */
    to: t.optional(t.instant()),
  },
  output: t.int(),
  // Through the read path: what other plugins hide must not be counted either.
  run: async (scope, { customer, from, to }) =>
    (
      await scope.read(select(interactionFields, {}), {
        where: (i) =>
          sql`${i.customerId} = ${customer} and ${from ? sql`${i.at} >= ${from}` : sql`true`} and ${to ? sql`${i.at} < ${to}` : sql`true`}`,
      })
    ).length,
});
