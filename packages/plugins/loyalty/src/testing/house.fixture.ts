/** What tests of the plugin begin with: a clerk, members, purchases. */
import { decimalOf, type Id, select, sql } from '@guanxi/core';
import { createCustomer, recordFact } from '@guanxi/core/crm';
import type { TestActor, TestEngine } from '@guanxi/testing';
import { expect } from 'vitest';
import { accountFields, activateEarningRule, awardPoints, defineEarningRule, enrolMember } from '../index.ts';

export const cny = (amount: string) => ({ amount: decimalOf(amount), currency: 'CNY' });

export function house(t: () => TestEngine<never>) {
  let clerk: TestActor<never>;
  let made = 0;
  const self = {
    clerk: () => clerk,
    /** Before all tests. */
    async open() {
      clerk = await t().staff({ purpose: 'test' });
    },
    async customer(kind: 'PERSON' | 'ORGANISATION' = 'PERSON') {
      made += 1;
      return (await clerk.run(createCustomer, { name: `会员 ${made}`, kind, confirmNew: true })).customer;
    },
    /** One who has so many points. */
    async member(points = 0, since = new Date('2020-01-01T00:00:00Z')) {
      const customer = await self.customer();
      const { account } = await clerk.run(enrolMember, { customer, since });
      if (points > 0) await clerk.run(awardPoints, { customer, points, reason: 'Welcome', key: `welcome ${customer}` });
      return { customer, account };
    },
    async buy(customer: Id<'Customer'>, amount: string, day: string, o: object = {}) {
      made += 1;
      const at = new Date(`${day}T04:00:00Z`);
      return (await clerk.run(recordFact, { customer, at, value: cny(amount), sourcePlugin: 'till', sourceRef: `S-${made}`, ...o })).fact;
    },
    async rule(o: object = {}, activate = true) {
      made += 1;
      const base = {
        name: `Rule ${made}`,
        kind: 'BASE',
        rate: decimalOf('1'),
        currency: 'CNY',
        validFrom: new Date('2020-01-01T00:00:00Z'),
      };
      const { rule } = await clerk.run(defineEarningRule, { ...base, ...o } as never);
      if (activate) await clerk.run(activateEarningRule, { rule, retroactive: true });
      return rule;
    },
    async points(customer: Id<'Customer'>) {
      const [row] = await clerk.read(select(accountFields, { points: true }), { where: (a) => sql`${a.customerId} = ${customer}` });
      return row?.points;
    },
    async ask<T = Record<string, unknown>>(document: string, variables: object = {}): Promise<T> {
      const answer = await clerk.execute(document, variables as never);
      expect(answer.errors).toBeUndefined();
      return answer.data as T;
    },
  };
  return self;
}
