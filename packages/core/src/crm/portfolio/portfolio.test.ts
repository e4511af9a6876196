import { type Id, select } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  addCustomerRole,
  assignOwner,
  changeCustomerStatus,
  createContact,
  createCustomer,
  createStaff,
  createTeam,
  crm,
  customerFields,
  deactivateStaff,
  handoverFields,
  handoverLineFields,
  mergeCustomers,
  reassignPortfolio,
  staffFields,
  updateCustomer,
} from '../index.ts';
import { Order, orderFields, orderPlugin } from '../testing/orders.fixture.ts';

const phone = { channels: [{ kind: 'PHONE' as const, value: '021-62375200' }] };

describeEngines('DATA-07 information belongs to the organisation', { plugins: [crm(), orderPlugin()] }, (t) => {
  type House = ReturnType<typeof t>;
  let house: House;
  let chief: Awaited<ReturnType<House['staff']>>;
  let li: Id<'Staff'>;
  let han: Id<'Staff'>;
  let team: Id<'Team'>;
  beforeEach(async () => {
    house = await t().another();
    chief = await house.staff();
    team = (await chief.run(createTeam, { name: '华东' })).team;
    li = (await chief.run(createStaff, { name: '李雷' })).staff;
    han = (await chief.run(createStaff, { name: '韩梅梅', team })).staff;
  });
  const owned = async (owner: Id<'Staff'>, name = '甲公司') =>
    (await chief.run(createCustomer, { name, kind: 'ORGANISATION', owner, confirmNew: true })).customer;
  const ownerOf = async (id: Id<'Customer'>) =>
    (await chief.read(select(customerFields, { owner: select(staffFields, { name: true }), teamId: true }), { id }))[0];

  describe('a portfolio is handed over', () => {
    test('as a whole, with the team of the new owner and a summary', async () => {
      const a = await owned(li);
      const b = await owned(li, '乙公司');
      await chief.run(createContact, { name: '王芳', customers: [{ customer: a, isPrimary: true }], ...phone });
      const { handover } = await chief.run(reassignPortfolio, { from: li, to: han, note: '休产假' });
      expect(await ownerOf(a)).toMatchObject({ owner: { name: '韩梅梅' }, teamId: team });
      expect(await ownerOf(b)).toMatchObject({ owner: { name: '韩梅梅' } });
      const [row] = await chief.read(
        select(handoverFields, { customerCount: true, note: true, lines: select(handoverLineFields, { topic: true, text: true }) }),
        { id: handover },
      );
      expect(row).toMatchObject({ customerCount: 2, note: '休产假' });
      expect(row?.lines.map((l) => l.text).toSorted()).toEqual([
        expect.stringMatching(/^乙公司 .*no contacts$/),
        expect.stringMatching(/^甲公司 .*1 contact: 王芳$/),
      ]);
      await chief.run(deactivateStaff, { staff: li });
    });

    test('with what plugins own of it, in the same transaction (extension point)', async () => {
      const [a, kept] = [await owned(li), await owned(li, '乙公司')];
      const moved = await house.make(Order, { customerId: a, ownerId: li, kind: 'TASK', title: '寄合同' });
      const stays = await house.make(Order, { customerId: kept, ownerId: li, kind: 'TASK', title: '回访' });
      const { handover } = await chief.run(reassignPortfolio, { from: li, to: han, customers: [a] });
      const ownerOfTask = async (id: Id<'Order'>) =>
        (await chief.read(select(orderFields, { owner: select(staffFields, { name: true }) }), { id }))[0]?.owner?.name;
      expect(await ownerOfTask(moved)).toBe('韩梅梅');
      expect(await ownerOfTask(stays)).toBe('李雷');
      const [row] = await chief.read(select(handoverFields, { lines: select(handoverLineFields, { topic: true, text: true }) }), {
        id: handover,
      });
      expect(row?.lines).toContainEqual(expect.objectContaining({ topic: 'orders', text: '寄合同' }));
    });

    test('refused: to someone inactive, to oneself, what belongs to another, an alias, nothing', async () => {
      const a = await owned(li);
      const gone = (await chief.run(createStaff, { name: '赵六' })).staff;
      await chief.run(deactivateStaff, { staff: gone });
      expect(await chief.refused(reassignPortfolio, { from: li, to: gone })).toBe('CRM_STAFF_INACTIVE');
      expect(await chief.refused(reassignPortfolio, { from: li, to: li })).toBe('CRM_HANDOVER_SAME');
      expect(await chief.refused(reassignPortfolio, { from: han, to: li, customers: [a] })).toBe('CRM_HANDOVER_NOT_OWNED');
      expect(await chief.refused(reassignPortfolio, { from: han, to: li })).toBe('CRM_HANDOVER_NOTHING');
      const alias = await owned(li);
      await chief.run(mergeCustomers, { survivor: a, duplicate: alias });
      expect(await chief.refused(reassignPortfolio, { from: li, to: han, customers: [alias] })).toBe('CRM_CUSTOMER_MERGED');
    });

    test('or not at all: one customer that cannot be moved keeps all of them', async () => {
      const [a, b] = [await owned(li), await owned(han)];
      expect(await chief.refused(reassignPortfolio, { from: li, to: han, customers: [a, b] })).toBe('CRM_HANDOVER_NOT_OWNED');
      expect(await ownerOf(a)).toMatchObject({ owner: { name: '李雷' } });
    });
  });

  test('no command hides a customer from someone who may see all', async () => {
    const seller = await house.staff({ name: '卖家' });
    const { customer } = await seller.run(createCustomer, { name: '甲公司', kind: 'ORGANISATION' });
    const auditor = await house.staff({ can: { 'crm:customers:read': 'all' } });
    const seen = async () => (await auditor.read(select(customerFields, {}), { id: customer })).length;
    const other = await owned(li, '乙公司');
    const steps = [
      () => seller.run(assignOwner, { customer, owner: han }),
      () => seller.run(updateCustomer, { customer, set: { department: '机密', region: null, source: null } }),
      () => seller.run(addCustomerRole, { customer, role: 'INTERNAL' }),
      () => seller.run(changeCustomerStatus, { customer, status: 'TERMINATED' }),
      () => seller.run(reassignPortfolio, { from: han, to: li }),
      () => seller.run(mergeCustomers, { survivor: other, duplicate: customer }),
    ];
    for (const step of steps) {
      await step();
      expect(await seen()).toBe(1);
    }
  });

  test('who contributes how much is reported per member of staff', async () => {
    const seller = await house.staff({ name: '卖家' });
    const { customer } = await seller.run(createCustomer, { name: '甲公司', kind: 'ORGANISATION' });
    for (const name of ['王芳', '李雷']) await seller.run(createContact, { name, customers: [{ customer }], ...phone });
    const { data, errors } = await chief.execute('{ knowledgeContribution { staff { name } total counts { kind label count } } }');
    expect(errors).toBeUndefined();
    const [first, ...rest] = (data as { knowledgeContribution: { staff: { name: string }; total: number; counts: object[] }[] })
      .knowledgeContribution;
    expect(first).toMatchObject({ staff: { name: '卖家' }, total: 3 });
    expect(first?.counts).toContainEqual({ kind: 'crm.contacts', label: 'Contacts recorded', count: 2 });
    expect(rest.every((r) => r.total === 0)).toBe(true);
  });
});
