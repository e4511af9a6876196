import { describeEngines } from '@guanxi/testing';
import { expect, test } from 'vitest';
import { changeCustomerStatus, createCustomer, crm, mergeCustomers, updateCustomer } from '../index.ts';

describeEngines('how far a permission to change reaches', { plugins: [crm()] }, (t) => {
  const organisation = (name: string) => ({ name, kind: 'ORGANISATION', confirmNew: true }) as const;

  test('G10 who may change their own customers only sees others’ and is refused to change, merge or take them', async () => {
    const admin = await t().staff();
    const seller = await t().staff({ can: { 'crm:customers:read': 'all', 'crm:customers:write': 'own', 'crm:customers:merge': 'own' } });
    const { customer: theirs } = await admin.run(createCustomer, organisation('他人客户'));
    const { customer: own } = await seller.run(createCustomer, organisation('自有客户'));

    await seller.run(updateCustomer, { customer: own, set: { region: '上海市' } });
    const seen = await seller.execute('{ customers { nodes { name } } }');
    expect(JSON.stringify(seen.data)).toContain('他人客户');
    expect(await seller.refused(updateCustomer, { customer: theirs, set: { region: '上海市' } })).toBe('FORBIDDEN');
    expect(await seller.refused(changeCustomerStatus, { customer: theirs, status: 'ACTIVE' })).toBe('FORBIDDEN');
    expect(await seller.refused(mergeCustomers, { survivor: own, duplicate: theirs })).toBe('FORBIDDEN');
  });

  test('G10 in a batch the rows beyond one’s reach are refused and the others done', async () => {
    const admin = await t().staff();
    const seller = await t().staff({ can: { 'crm:customers:read': 'all', 'crm:customers:write': 'own' } });
    const { customer: theirs } = await admin.run(createCustomer, organisation('批量他人'));
    const { customer: own } = await seller.run(createCustomer, organisation('批量自有'));
    const outcomes = await seller.runBatch(updateCustomer, [
      { customer: own, set: { region: '北京市' } },
      { customer: theirs, set: { region: '北京市' } },
    ]);
    expect(outcomes.map((o) => (o.ok ? 'done' : o.errors[0]?.code))).toEqual(['done', 'FORBIDDEN']);
  });
});
