/** What a customer's transactions come to in a period. */
import { label, select, sql, t } from '@guanxi/core';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { factFields } from './fields.ts';
import { summarise } from './rules.ts';

const FactSummary = t.object('FactSummary', {
  currency: t.currency(),
  count: t.int(),
  orders: t.int(),
  sum: t.decimal(),
  first: t.nullable(t.instant()),
  last: t.nullable(t.instant()),
  meanIntervalDays: t.nullable(t.decimal()),
});

export const factSummary = p.query('factSummary', {
  label: label('Summary of transactions', '交易汇总'),
  permission: 'crm:facts:read',
  input: {
    customer: t.id(Customer),
    from: t.optional(t.instant()),
    /** Up to, not including it. */
    to: t.optional(t.instant()),
  },
  output: t.list(FactSummary),
  // Through the read path, and reckoned here: what other plugins hide of the facts must not show in their sum.
  async run(scope, { customer, from, to }) {
    const facts = await scope.read(select(factFields, { at: true, value: true, orderRef: true, isReversal: true }), {
      where: (f) =>
        sql`${f.customerId} = ${customer} and ${from ? sql`${f.at} >= ${from}` : sql`true`} and ${to ? sql`${f.at} < ${to}` : sql`true`}`,
    });
    return [
      ...summarise(facts.flatMap(({ value, isReversal, ...fact }) => (value ? [{ ...fact, value, isReversal: isReversal ?? false }] : []))),
    ];
  },
});
