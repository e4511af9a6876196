import { globalId } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import { addNote, createContact, createCustomer, crm, deleteNote, editNote, mergeCustomers } from '../index.ts';

describeEngines('notes', { plugins: [crm()] }, (t) => {
  let author: Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  beforeAll(async () => {
    author = await t().staff({ name: '韩梅梅' });
  });
  const firm = async () => (await author.run(createCustomer, { name: '甲公司', kind: 'ORGANISATION', confirmNew: true })).customer;

  test('a note is written about a customer or one of its contacts, changed and deleted by its author', async () => {
    const customer = await firm();
    const { contact } = await author.run(createContact, {
      name: '王芳',
      customers: [{ customer }],
      channels: [{ kind: 'MOBILE', value: '13800138000' }],
    });
    const { note } = await author.run(addNote, { customer, contact, text: '喜欢早上接电话', pinned: true });
    await author.run(editNote, { note, set: { text: '喜欢下午接电话' } });
    const ask = 'query ($id: ID!) { contact(id: $id) { notes { nodes { text pinned author { name } customer { name } } } } }';
    expect((await author.execute(ask, { id: globalId('con', contact) })).data).toEqual({
      contact: { notes: { nodes: [{ text: '喜欢下午接电话', pinned: true, author: { name: '韩梅梅' }, customer: { name: '甲公司' } }] } },
    });
    await author.run(deleteNote, { note });
    expect((await author.execute(ask, { id: globalId('con', contact) })).data).toEqual({ contact: { notes: { nodes: [] } } });
  });

  test('refused: a note of another author, G1 blank text, a contact of another customer, G15 a merged customer', async () => {
    const [customer, other] = [await firm(), await firm()];
    const { note } = await author.run(addNote, { customer, text: '内容' });
    const colleague = await t().staff();
    expect(await colleague.refused(editNote, { note, set: { pinned: true } })).toBe('CRM_NOTE_OF_ANOTHER');
    expect(await colleague.refused(deleteNote, { note })).toBe('CRM_NOTE_OF_ANOTHER');
    expect(await author.refused(addNote, { customer, text: ' \n ' })).toBe('BAD_INPUT');
    expect(await author.refused(editNote, { note, set: { text: '' } })).toBe('BAD_INPUT');
    const { contact } = await author.run(createContact, {
      name: '李雷',
      customers: [{ customer: other }],
      channels: [{ kind: 'MOBILE', value: '13800138001' }],
    });
    expect(await author.refused(addNote, { customer, contact, text: '内容' })).toBe('CRM_CONTACT_OF_ANOTHER_CUSTOMER');
    await author.run(mergeCustomers, { survivor: other, duplicate: customer });
    expect(await author.refused(addNote, { customer, text: '内容' })).toBe('CRM_CUSTOMER_MERGED');
  });
});
