/** What can be heard of the customer master: each command leaves its event in the inbox, of its subject, with names and ids and no values. */
import { decimalOf, type Id } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeEach, expect, test } from 'vitest';
import {
  addCustomerRole,
  assignOwner,
  changeCustomerStatus,
  createContact,
  createCustomer,
  createRelationship,
  createStaff,
  crm,
  deleteCustomer,
  endRelationship,
  mergeCustomers,
  reassignPortfolio,
  recordFact,
  recordInteraction,
  reverseFact,
  unlinkContact,
  unmergeCustomers,
  updateContact,
  updateCustomer,
} from './index.ts';

describeEngines('events of the customer master', { plugins: [crm()] }, (t) => {
  let clerk: Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  let house: ReturnType<typeof t>;
  let customer: Id<'Customer'>;
  beforeEach(async () => {
    house = await t().another();
    clerk = await house.staff();
    customer = (await clerk.run(createCustomer, { name: '上海会展有限公司', kind: 'ORGANISATION' })).customer;
  });
  /** Of this tenant, in order, without the ones heard before. */
  let heard = 0;
  beforeEach(() => {
    heard = 0;
  });
  const events = async () => {
    const { rows } = await house.database.query<{ type: string; subject_id: string; data: string }>({
      text: 'select type, subject_id, data::text as data from crm.event_inbox where tenant_id = $1 and subject_id is not null order by seq',
      params: [house.tenant.id],
    });
    const fresh = rows.slice(heard).map(({ type, subject_id: subject, data }) => ({ type, subject, data: JSON.parse(data) as object }));
    heard = rows.length;
    return fresh;
  };

  test('DATA-01 a customer is created, updated, changes its status and its owner, is deleted', async () => {
    expect(await events()).toMatchObject([
      { type: 'crm.customer.created', subject: customer, data: { kind: 'ORGANISATION', status: 'PROSPECT', roles: ['END_CUSTOMER'] } },
    ]);
    const { staff } = await clerk.run(createStaff, { name: '李雷' });
    await events();
    await clerk.run(updateCustomer, { customer, set: { region: '华东', name: '上海国际会展' } });
    await clerk.run(changeCustomerStatus, { customer, status: 'ACTIVE', reason: '签约' });
    await clerk.run(assignOwner, { customer, owner: staff });
    await clerk.run(addCustomerRole, { customer, role: 'PARTNER' });
    await clerk.run(deleteCustomer, { customer });
    const told = await events();
    expect(told).toMatchObject([
      { type: 'crm.customer.updated', subject: customer, data: { fields: ['region', 'name'] } },
      { type: 'crm.customer.statusChanged', subject: customer, data: { from: 'PROSPECT', to: 'ACTIVE' } },
      { type: 'crm.customer.ownerChanged', subject: customer, data: { to: staff } },
      { type: 'crm.customer.rolesChanged', subject: customer, data: { added: ['PARTNER'], removed: [] } },
      { type: 'crm.customer.deleted', subject: customer },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/华东|会展/);
  });

  test('DATA-01 what changes nothing is not told', async () => {
    await events();
    await clerk.run(addCustomerRole, { customer, role: 'END_CUSTOMER' });
    expect(await clerk.refused(changeCustomerStatus, { customer, status: 'MERGED' })).toBe('CRM_STATUS_CHANGE');
    expect(await events()).toEqual([]);
  });

  test('DATA-03 a contact is created, updated and leaves, told without a name', async () => {
    await events();
    const { contact } = await clerk.run(createContact, {
      name: '王芳',
      customers: [{ customer }],
      channels: [{ kind: 'MOBILE', value: '13800138000' }],
    });
    await clerk.run(updateContact, { contact, set: { likes: ['龙井'] } });
    await clerk.run(unlinkContact, { customer, contact });
    const told = await events();
    expect(told.map(({ type, subject }) => [type, subject])).toEqual(
      expect.arrayContaining(['created', 'updated', 'unlinked'].map((verb) => [`crm.contact.${verb}`, contact])),
    );
    expect(JSON.stringify(told)).not.toMatch(/王芳|龙井|13800138000/);
  });

  test('DATA-05 a relationship begins and ends', async () => {
    await events();
    const { relationship } = await clerk.run(createRelationship, { to: customer, type: 'COMMUNICATION', validFrom: '2025-01-01' });
    await clerk.run(endRelationship, { relationship, validTo: '2025-12-31', reason: '停业' });
    expect((await events()).map(({ type, subject }) => [type, subject])).toEqual([
      ['crm.relationship.created', relationship],
      ['crm.relationship.ended', relationship],
    ]);
  });

  test('DATA-07 DATA-08 a portfolio is handed over; customers are merged and unmerged', async () => {
    const { staff: from } = await clerk.run(createStaff, { name: '李雷' });
    const { staff: to } = await clerk.run(createStaff, { name: '韩梅梅' });
    await clerk.run(assignOwner, { customer, owner: from });
    const { customer: duplicate } = await clerk.run(createCustomer, { name: '上海会展', kind: 'ORGANISATION', confirmNew: true });
    await events();
    const { handover } = await clerk.run(reassignPortfolio, { from, to });
    await clerk.run(mergeCustomers, { survivor: customer, duplicate });
    await clerk.run(unmergeCustomers, { duplicate });
    expect(await events()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'crm.portfolio.reassigned', subject: handover }),
        expect.objectContaining({ type: 'crm.customer.merged', subject: customer, data: expect.objectContaining({ duplicate }) }),
        expect.objectContaining({ type: 'crm.customer.unmerged', subject: customer, data: expect.objectContaining({ duplicate }) }),
      ]),
    );
  });

  test('DATA-09 an interaction is recorded, told without what was said', async () => {
    await events();
    const { interaction } = await clerk.run(recordInteraction, {
      customer,
      channel: 'PHONE',
      direction: 'INBOUND',
      phase: 'PRE_SALE',
      subject: '询价',
    });
    const told = await events();
    expect(told).toMatchObject([
      { type: 'crm.interaction.recorded', subject: interaction, data: { customerId: customer, channel: 'PHONE', phase: 'PRE_SALE' } },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/询价/);
  });

  test('DATA-15 a fact is recorded and reversed', async () => {
    await events();
    const value = { amount: decimalOf('100'), currency: 'CNY' };
    const { fact } = await clerk.run(recordFact, { customer, at: new Date('2025-12-01'), value, sourcePlugin: 'till', sourceRef: 'S-1' });
    const { reversal } = await clerk.run(reverseFact, { fact, amount: { amount: decimalOf('40'), currency: 'CNY' } });
    expect(await events()).toMatchObject([
      { type: 'crm.fact.recorded', subject: fact, data: { customerId: customer, sourcePlugin: 'till', value: { currency: 'CNY' } } },
      { type: 'crm.fact.reversed', subject: reversal, data: { customerId: customer, originalId: fact, value: { amount: '-40.0000' } } },
    ]);
  });
});
