/** Two tenants that differ only in customers that a seller may not see answer that seller alike, whatever is asked. */
import { decimalOf, type Id } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import {
  addNote,
  attachTag,
  createContact,
  createCustomer,
  createRelationship,
  createStaff,
  createTag,
  crm,
  recordFact,
  recordInteraction,
} from './index.ts';

describeEngines('what a seller may not see', { plugins: [crm()] }, (t) => {
  type House = ReturnType<typeof t>;
  type Person = Awaited<ReturnType<House['staff']>>;
  const rights = ['customers', 'contacts', 'relationships', 'interactions', 'facts', 'tags', 'notes', 'timeline', 'staff', 'quality'];
  let sellers: Person[];
  let manager: Person;

  async function fill(clerk: Person, name: string, n: number): Promise<Id<'Customer'>> {
    const { customer } = await clerk.run(createCustomer, {
      name,
      kind: 'ORGANISATION',
      code: `C-${n}`,
      region: `区${n}`,
      confirmNew: true,
      channels: [{ kind: 'EMAIL', value: `a${n}@example.com` }],
    });
    await clerk.run(createContact, {
      name: `${name}的王芳`,
      customers: [{ customer }],
      channels: [{ kind: 'EMAIL', value: `w${n}@example.com` }],
    });
    await clerk.run(recordInteraction, { customer, channel: 'PHONE', direction: 'INBOUND', subject: `${name}来电` });
    const value = { amount: decimalOf(`${n}00`), currency: 'CNY' };
    await clerk.run(recordFact, { customer, at: new Date('2025-12-01'), value, sourcePlugin: 'till', sourceRef: `${n}` });
    await clerk.run(addNote, { customer, text: `${name}的备注` });
    return customer;
  }

  beforeAll(async () => {
    sellers = [];
    for (const withHidden of [false, true]) {
      const house = await t().another();
      const chief = await house.staff({ name: '主管' });
      manager = chief;
      const { staff: id } = await chief.run(createStaff, { name: '卖家' });
      const { tag } = await chief.run(createTag, { name: '重点' });
      const seen = await fill(await house.staff({ id }), '甲公司', 1);
      await chief.run(attachTag, { tag, customers: [seen] });
      if (withHidden) {
        const hidden = await fill(chief, '乙公司', 9);
        await chief.run(createRelationship, { from: hidden, to: seen, type: 'PARENT_OF' });
        await chief.run(attachTag, { tag, customers: [hidden] });
      }
      const can = Object.fromEntries(rights.map((noun) => [`crm:${noun}:read`, 'own' as const]));
      sellers.push(await house.staff({ id, can }));
    }
  });

  test.each([
    ['A02 a list with its count', '{ customers { totalCount nodes { name factCount contacts { totalCount } } } }'],
    ['A02 a filter', '{ customers(where: { name: { eq: "乙公司" } }) { totalCount } }'],
    ['A02 a filter turned round', '{ customers(where: { not: { name: { eq: "甲公司" } } }) { totalCount } }'],
    ['A02 a filter through a relation', '{ contacts(where: { customers: { some: { region: { eq: "区9" } } } }) { totalCount } }'],
    [
      'A02 a filter on a relation that none may fail',
      '{ tags(where: { customers: { every: { region: { eq: "区1" } } } }) { nodes { name customers { totalCount } } } }',
    ],
    ['A02 interactions, facts, notes', '{ interactions { totalCount nodes { subject } } facts { totalCount } notes { nodes { text } } }'],
    ['A02 relationships to what is hidden', '{ relationships { totalCount } customers { nodes { name relationships { totalCount } } } }'],
    ['A04 numbers over all', '{ factsAggregate { count sum { value } max { value } } }'],
    ['A04 groups', '{ customersAggregate(groupBy: [{ field: REGION }]) { group { region } count } }'],
    ['A05 a search by name', '{ customers(search: "乙公司") { totalCount } }'],
    ['A05 a search by how it sounds', '{ contacts(search: "yigongsi") { totalCount } }'],
    ['A07 an order through a relation', '{ interactions(orderBy: [{ customer: { code: DESC } }]) { nodes { subject } } }'],
    ['A02 a timeline', '{ customers { nodes { timeline { totalCount nodes { kind title } } } } }'],
  ])('%s', async (_, ask) => {
    const [without, beside] = await Promise.all(sellers.map((seller) => seller.execute(ask)));
    expect(without?.errors).toBeUndefined();
    expect(beside).toEqual(without);
    // Who may see it gets another answer, so that the question is one.
    expect((await manager.execute(ask)).data).not.toEqual(without?.data);
  });
});
