/** What modules that come later need of the core, proven through one that stands for them. */
import { decimalOf, globalId } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { createContact, createCustomer, crm, setDecisionRole } from './index.ts';
import { openLead, salesPlugin, winDeal } from './testing/sales.fixture.ts';

const lead = { company: '上海会展有限公司', phone: '021-62375200', title: '展位' };

describeEngines('modules that come later', { plugins: [crm(), salesPlugin()] }, (t) => {
  type House = ReturnType<typeof t>;
  let house: House;
  let seller: Awaited<ReturnType<House['staff']>>;
  beforeAll(async () => {
    house = await t().another();
    seller = await house.staff();
  });

  test('DATA-08 a new lead that fits a customer goes to it, and makes one where it fits none (extension point)', async () => {
    const { customer } = await seller.run(openLead, lead);
    const again = await seller.run(openLead, { ...lead, company: '上海会展有限公司 ', title: '广告' });
    expect(again.customer).toBe(customer);
    const other = await seller.run(openLead, { company: '北京饭店', phone: '010-65137766', title: '客房' });
    expect(other.customer).not.toBe(customer);
    const { data } = await seller.execute('query ($id: ID!) { customer(id: $id) { deals { totalCount nodes { title } } } }', {
      id: globalId('cus', customer),
    });
    expect(data).toEqual({ customer: { deals: { totalCount: 2, nodes: [{ title: '广告' }, { title: '展位' }] } } });
  });

  test('DATA-04 a deal without a decision maker has a warning, which lists filter by, and nothing is refused (extension point)', async () => {
    const { deal, customer } = await seller.run(openLead, { company: '广州酒家', phone: '020-81380388', title: '宴会' });
    const warned = async () => {
      const { data, errors } = await seller.execute(
        'query ($id: ID!) { deal(id: $id) { lacksDecisionMaker } deals(where: { lacksDecisionMaker: { eq: true }, title: { eq: "宴会" } }) { totalCount } }',
        { id: globalId('dea', deal) },
      );
      expect(errors).toBeUndefined();
      return data;
    };
    expect(await warned()).toEqual({ deal: { lacksDecisionMaker: true }, deals: { totalCount: 1 } });
    const { contact } = await seller.run(createContact, {
      name: '王芳',
      customers: [{ customer }],
      channels: [{ kind: 'MOBILE', value: '13800138000' }],
    });
    await seller.run(setDecisionRole, { customer, contact, decisionRole: 'DECISION_MAKER' });
    expect(await warned()).toEqual({ deal: { lacksDecisionMaker: false }, deals: { totalCount: 0 } });
  });

  describe('DATA-15 a module feeds the ledger', () => {
    test('in the transaction of its own command, once (extension point)', async () => {
      const { deal, customer } = await seller.run(openLead, { company: '深圳书城', phone: '0755-82073000', title: '书展' });
      const value = { amount: decimalOf('88000'), currency: 'CNY' };
      await seller.run(winDeal, { deal, value });
      expect(await seller.refused(winDeal, { deal, value })).toBe('DUPLICATE');
      const { data } = await seller.execute(
        'query ($id: ID!) { facts(where: { sourcePlugin: { eq: "sales" }, customer: { id: { eq: $id } } }) { nodes { value { amount currency } sourcePlugin } } factSummary(customer: $id) { count sum } }',
        { id: globalId('cus', customer) },
      );
      expect(data).toEqual({
        facts: { nodes: [{ value: { amount: '88000.0000', currency: 'CNY' }, sourcePlugin: 'sales' }] },
        factSummary: [{ count: 1, sum: '88000.0000' }],
      });
    });

    test('with the rights of whoever runs it: without them nothing is sold either (extension point)', async () => {
      const { deal } = await seller.run(openLead, { company: '成都茶馆', phone: '028-86112233', title: '茶会' });
      const helper = await house.staff({ can: ['crm:customers:read', 'sales:read', 'sales:write'] });
      expect(await helper.refused(winDeal, { deal, value: { amount: decimalOf('1'), currency: 'CNY' } })).toBe('FORBIDDEN');
    });
  });

  test('DATA-06 its records stand in the timeline and under the customer, in one statement (extension point)', async () => {
    const { customer } = await seller.run(createCustomer, { name: '杭州丝绸', kind: 'ORGANISATION', confirmNew: true });
    await seller.run(openLead, { company: '杭州丝绸', phone: '0571-87070000', title: '丝绸展' });
    const asked =
      'query ($id: ID!) { customer(id: $id) { timeline(kinds: [DEAL]) { nodes { __typename kind title } } deals { nodes { title } } } }';
    const { value, statements } = await house.statements(() => seller.execute(asked, { id: globalId('cus', customer) }));
    expect(value).toEqual({
      data: {
        customer: {
          timeline: { nodes: [{ __typename: 'Deal', kind: 'DEAL', title: '丝绸展' }] },
          deals: { nodes: [{ title: '丝绸展' }] },
        },
      },
    });
    expect(statements).toHaveLength(1);
  });
});
