/** Customers as a list of thousands needs them: every field kept and found, sorted, paged and counted. */
import { globalId, select } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { createCustomer, crm, customerFields } from '../index.ts';
import { CustomerRole, Sector } from './enums.ts';

describe('DATA-02 what a customer can be', () => {
  test('eight roles of the core, plugins’ besides', () => {
    expect(CustomerRole.open).toBe(true);
    expect(Object.entries(CustomerRole.values).map(([value, { zh }]) => `${value} ${zh}`)).toEqual([
      'END_CUSTOMER 终端客户',
      'DISTRIBUTOR 分销商',
      'DEALER 经销商',
      'WHOLESALER 批发商',
      'AGENT 代理商',
      'SUPPLIER 供应商',
      'PARTNER 合作伙伴',
      'INTERNAL 内部客户',
    ]);
  });
  test('four sectors', () => {
    expect(Object.keys(Sector.values)).toEqual(['GOVERNMENT', 'ENTERPRISE_OR_INSTITUTION', 'SCHOOL', 'INDIVIDUAL']);
  });
});

describeEngines('DATA-01 lists of customers', { plugins: [crm()] }, (t) => {
  let clerk: Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  const described = {
    code: 'K-1',
    name: '上海会展有限公司',
    kind: 'ORGANISATION',
    status: 'ACTIVE',
    roles: ['SUPPLIER', 'AGENT'],
    sector: 'ENTERPRISE_OR_INSTITUTION',
    industry: '会展',
    region: '华东',
    source: '展会',
    department: '大客户部',
    registrationNumber: '91310000MA1FL0001X',
    language: 'zh-CN',
    zone: 'Asia/Shanghai',
    currency: 'CNY',
  } as const;
  const regions = ['华北', '华南', '西南', '东北', '华北'];
  beforeAll(async () => {
    clerk = await t().staff();
    for (const [i, region] of regions.entries())
      await clerk.run(createCustomer, { name: `公司${i}`, kind: 'ORGANISATION', code: `L-${i}`, region, confirmNew: true });
  });

  test('what is written of a customer is read of it', async () => {
    const { customer } = await clerk.run(createCustomer, { ...described, roles: [...described.roles], confirmNew: true });
    const shown = Object.fromEntries(Object.keys(described).map((key) => [key, true])) as Record<keyof typeof described, true>;
    expect(await clerk.read(select(customerFields, shown), { id: customer })).toEqual([{ id: customer, ...described }]);
    const { data } = await clerk.execute('query ($id: ID!) { customer(id: $id) { name } }', { id: globalId('cus', customer) });
    expect(data).toEqual({ customer: { name: described.name } });
  });

  test('they are filtered, sorted by several keys, paged from both ends, and counted', async () => {
    const page = async (args: string) => {
      const { data, errors } = await clerk.execute(
        `{ customers(where: { code: { startsWith: "L-" } }, orderBy: [{ region: ASC }, { code: DESC }], ${args}) {
          totalCount nodes { code } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
      );
      expect(errors).toBeUndefined();
      const { customers } = data as {
        customers: { totalCount: number; nodes: { code: string }[]; pageInfo: Record<'endCursor' | 'startCursor', string> };
      };
      return { ...customers, codes: customers.nodes.map((n) => n.code) };
    };
    const all = await page('first: 10');
    expect(all).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: false, hasPreviousPage: false } });
    expect(all.codes.toSorted()).toEqual(['L-0', 'L-1', 'L-2', 'L-3', 'L-4']);
    expect(all.codes.indexOf('L-4')).toBe(all.codes.indexOf('L-0') - 1);
    const first = await page('first: 2');
    const second = await page(`first: 2, after: "${first.pageInfo.endCursor}"`);
    const last = await page('last: 1');
    expect([...first.codes, ...second.codes, ...last.codes]).toEqual(all.codes);
    expect(second.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    expect((await page(`last: 2, before: "${second.pageInfo.startCursor}"`)).codes).toEqual(first.codes);
  });

  test('G13 a page too large is refused with its limit', async () => {
    const { errors } = await clerk.execute('{ customers(first: 100000) { nodes { id } } }');
    expect(errors).toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED' } }]);
  });
});
