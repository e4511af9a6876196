import { globalId, type Id } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { attachTag, createContact, createCustomer, createTag, crm, deleteTag, detachTag, mergeCustomers, updateTag } from '../index.ts';
import { isColor, nameKey } from './rules.ts';

describe('tags', () => {
  test('width, case and blanks make no other tag', () => {
    expect(nameKey(' ＶＩＰ  Client ')).toBe('vip client');
    expect([isColor('#1677ff'), isColor('#FFF'), isColor('red')]).toEqual([true, false, false]);
  });
});

describeEngines('tags', { plugins: [crm()] }, (t) => {
  let clerk: Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  let n = 0;
  beforeAll(async () => {
    clerk = await t().staff();
  });
  const firm = async () => (await clerk.run(createCustomer, { name: '甲公司', kind: 'ORGANISATION', confirmNew: true })).customer;
  const tagged = async (customer: Id<'Customer'>) =>
    (
      (await clerk.execute('query ($id: ID!) { customer(id: $id) { tags { nodes { name } } } }', { id: globalId('cus', customer) }))
        .data as { customer: { tags: { nodes: { name: string }[] } } }
    ).customer.tags.nodes.map((x) => x.name);
  const tagOf = async (name = `标签${++n}`) => (await clerk.run(createTag, { name, color: '#1677ff' })).tag;

  test('a tag is put on customers and contacts, once, and found by', async () => {
    const customer = await firm();
    const { contact } = await clerk.run(createContact, {
      name: '王芳',
      customers: [{ customer }],
      channels: [{ kind: 'MOBILE', value: '13800138000' }],
    });
    const tag = await tagOf('重点');
    expect((await clerk.run(attachTag, { tag, customers: [customer], contacts: [contact] })).attached).toBe(2);
    expect((await clerk.run(attachTag, { tag, customers: [customer, customer], contacts: [contact] })).attached).toBe(0);
    const { data } = await clerk.execute(
      '{ customers(where: { tags: { some: { name: { eq: "重点" } } } }) { nodes { id tags { nodes { name color } } } } }',
    );
    expect(data).toEqual({
      customers: { nodes: [{ id: globalId('cus', customer), tags: { nodes: [{ name: '重点', color: '#1677ff' }] } }] },
    });
    expect((await clerk.run(detachTag, { tag, customers: [customer], contacts: [contact] })).detached).toBe(2);
    expect(await tagged(customer)).toEqual([]);
  });

  test('a tag that two merged customers both had is there once; one that is deleted is gone everywhere', async () => {
    const [survivor, duplicate] = [await firm(), await firm()];
    const tag = await tagOf('双方');
    await clerk.run(attachTag, { tag, customers: [survivor, duplicate] });
    await clerk.run(mergeCustomers, { survivor, duplicate });
    expect(await tagged(survivor)).toEqual(['双方']);
    await clerk.run(deleteTag, { tag });
    expect(await tagged(survivor)).toEqual([]);
  });

  test('G8 a name that is there, in whatever spelling; no colour; nothing named; G10 who may not define', async () => {
    const tag = await tagOf('VIP');
    const other = await tagOf();
    expect(await clerk.refused(createTag, { name: 'ｖｉｐ' })).toBe('DUPLICATE');
    expect(await clerk.refused(updateTag, { tag: other, set: { name: ' Vip' } })).toBe('DUPLICATE');
    expect(await clerk.refused(createTag, { name: '红', color: 'red' })).toBe('CRM_NO_COLOR');
    expect(await clerk.refused(attachTag, { tag })).toBe('CRM_NOTHING_TO_TAG');
    const user = await t().staff({ can: ['crm:customers:read', 'crm:tags:read', 'crm:tags:write'] });
    expect(await user.refused(createTag, { name: '新' })).toBe('FORBIDDEN');
    expect((await user.run(attachTag, { tag, customers: [await firm()] })).attached).toBe(1);
  });
});
