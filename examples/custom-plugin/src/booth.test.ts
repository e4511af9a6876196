import { createCustomer, crm } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { expect, test } from 'vitest';
import { booth, recordVisit } from './index.ts';

describeEngines('examples/custom-plugin', { plugins: [crm(), booth()] }, (t) => {
  const at = new Date('2020-05-01T02:00:00Z');

  test('a visit is on the customer, filtered and sorted by, in one statement', async () => {
    const clerk = await t().staff();
    const { customer } = await clerk.run(createCustomer, { name: '上海恒展机械有限公司', kind: 'ORGANISATION', confirmNew: true });
    await clerk.run(createCustomer, { name: '北京博达电子有限公司', kind: 'ORGANISATION', confirmNew: true });
    await clerk.run(recordVisit, { customer, at, interest: 3 });
    await clerk.run(recordVisit, { customer, at, interest: 4 });
    const query = `{ customers(where: { boothVisitCount: { gte: 1 } }, orderBy: [{ boothVisitCount: DESC }]) {
      nodes { name owner { name } boothVisitCount boothVisits { nodes { interest customer { name } } } } } }`;
    const { value, statements } = await t().statements(() => clerk.execute(query));
    expect(value.errors).toBeUndefined();
    expect(value.data).toMatchObject({
      customers: {
        nodes: [{ name: '上海恒展机械有限公司', boothVisitCount: 2, boothVisits: { nodes: [{ interest: 4 }, { interest: 3 }] } }],
      },
    });
    expect(statements).toHaveLength(1);
  });

  test('a keen prospect becomes active, in the same transaction', async () => {
    const clerk = await t().staff();
    const { customer } = await clerk.run(createCustomer, { name: '广州联展食品有限公司', kind: 'ORGANISATION', confirmNew: true });
    await clerk.run(recordVisit, { customer, at, interest: 5 });
    const { data } = await clerk.execute('{ customers(search: "联展") { nodes { status } } }');
    expect(data).toEqual({ customers: { nodes: [{ status: 'ACTIVE' }] } });
  });

  test('a visit that has not happened is refused, in the caller’s language', async () => {
    const clerk = await t().staff({ locale: 'zh-CN' });
    const { customer } = await clerk.run(createCustomer, { name: '成都天创家具有限公司', kind: 'ORGANISATION', confirmNew: true });
    const outcome = await clerk.attempt(recordVisit, { customer, at: new Date('2999-01-01T00:00:00Z'), interest: 1 });
    expect(outcome).toMatchObject({
      ok: false,
      errors: [{ code: 'BOOTH_VISIT_IN_FUTURE', message: '2999-01-01T00:00:00.000Z 的来访尚未发生。', path: ['at'] }],
    });
  });

  test('without the permission there are neither visits nor a way to count them', async () => {
    const visitor = await t().staff({ can: ['crm:customers:read'] });
    const counted = await visitor.execute('{ customers(where: { boothVisitCount: { gte: 1 } }) { nodes { id } } }');
    expect(counted.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });
});
