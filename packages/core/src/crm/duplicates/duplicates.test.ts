import { globalId, type Id, select } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  addCustomerChannel,
  contactFields,
  contactLinkFields,
  createContact,
  createCustomer,
  crm,
  customerFields,
  linkContact,
  mergeCustomers,
  setPrimaryContact,
  unmergeCustomers,
  updateCustomer,
} from '../index.ts';
import { Order, orderFields, orderPlugin, renameOrder } from '../testing/orders.fixture.ts';

const firm = { name: '上海东方会展有限公司', kind: 'ORGANISATION' } as const;
const phone = { channels: [{ kind: 'PHONE' as const, value: '021-62375200' }] };

describeEngines('DATA-08 duplicates', { plugins: [crm(), orderPlugin()] }, (t) => {
  type House = ReturnType<typeof t>;
  let house: House;
  let clerk: Awaited<ReturnType<House['staff']>>;
  beforeEach(async () => {
    house = await t().another();
    clerk = await house.staff();
  });
  const create = async (o: object = {}) => (await clerk.run(createCustomer, { ...firm, confirmNew: true, ...o })).customer;

  describe('found', () => {
    const query = `query ($name: String!, $kind: CustomerKind!, $registrationNumber: String, $channels: [ChannelInput!], $addresses: [AddressInput!], $least: Int) {
      matchCustomer(name: $name, kind: $kind, registrationNumber: $registrationNumber, channels: $channels, addresses: $addresses, least: $least) { score reasons customer { name } } }`;
    const matches = async (input: object) => {
      const { data, errors } = await clerk.execute(query, { ...input });
      expect(errors).toBeUndefined();
      return (data as { matchCustomer: object[] }).matchCustomer;
    };

    test('by name, telephone, e-mail, registration number and address, likeliest first', async () => {
      await create({ ...phone, registrationNumber: '91310000MA1K3456X', addresses: [{ lines: ['世纪大道88号'], city: '上海' }] });
      await create({ name: '上海东方会展中心' });
      expect(await matches({ ...firm, least: 30 })).toEqual([
        { score: 60, reasons: ['SAME_NAME'], customer: { name: firm.name } },
        { score: 50, reasons: ['SIMILAR_NAME'], customer: { name: '上海东方会展中心' } },
      ]);
      expect(await matches({ name: '别的名称', kind: 'ORGANISATION', registrationNumber: '91310000-ma1k-3456x' })).toMatchObject([
        { score: 80 },
      ]);
      expect(
        await matches({
          name: '别的名称',
          kind: 'ORGANISATION',
          ...phone,
          addresses: [{ lines: ['世纪大道 88 号'], city: '上海' }],
          least: 50,
        }),
      ).toMatchObject([{ score: 55, reasons: ['SAME_PHONE', 'SAME_ADDRESS'] }]);
      expect(await matches({ ...firm, kind: 'PERSON', least: 1 })).toEqual([]);
    });

    test('as the survivor, where the one that looks alike was merged', async () => {
      const survivor = await create({ name: '东方国际' });
      const duplicate = await create();
      await clerk.run(mergeCustomers, { survivor, duplicate });
      expect(await matches(firm)).toMatchObject([{ customer: { name: '东方国际' } }]);
    });

    test('when one is created: POSSIBLE_DUPLICATE with the candidates, unless it is confirmed', async () => {
      const there = await create();
      const outcome = await clerk.attempt(createCustomer, { ...firm, name: '上海东方会展' });
      expect(outcome).toMatchObject({
        ok: false,
        errors: [
          {
            code: 'POSSIBLE_DUPLICATE',
            details: { candidates: [{ customer: globalId('cus', there), score: 60, reasons: ['SAME_NAME'] }] },
          },
        ],
      });
      await clerk.run(createCustomer, { ...firm, confirmNew: true });
    });

    test('A08 of one that the caller may not see it is told that it is there, and nothing else', async () => {
      await create();
      const seller = await house.staff({ can: { 'crm:customers:read': 'own', 'crm:customers:write': 'own' } });
      expect(await seller.attempt(createCustomer, firm)).toMatchObject({
        errors: [{ code: 'POSSIBLE_DUPLICATE', details: { candidates: [{ customer: null, score: 60 }] } }],
      });
      const { data } = await seller.execute(query, firm);
      expect(data).toEqual({ matchCustomer: [{ score: 60, reasons: ['SAME_NAME'], customer: null }] });
      await house.engine.settings(house.tenant.id).set('crm', { duplicates: { includeHidden: false } });
      await seller.run(createCustomer, firm);
    });
  });

  describe('merged', () => {
    const both = async () => [await create(), await create({ ...phone })] as const;
    const seen = async (id: Id<'Customer'>) =>
      (
        await clerk.read(
          select(customerFields, { status: true, mergedInto: select(customerFields, {}), contacts: select(contactFields, { name: true }) }),
          { id },
        )
      )[0];

    test('the survivor has what the duplicate had, of every plugin, and the duplicate is its alias', async () => {
      const [survivor, duplicate] = await both();
      const order = await house.make(Order, { customerId: duplicate, kind: 'ORDER', title: 'A' });
      await clerk.run(createContact, { name: '王芳', customers: [{ customer: duplicate }], ...phone });
      await clerk.run(mergeCustomers, { survivor, duplicate });
      expect(await seen(survivor)).toMatchObject({ status: 'PROSPECT', contacts: [{ name: '王芳' }] });
      expect(await seen(duplicate)).toMatchObject({ status: 'MERGED', mergedInto: { id: survivor }, contacts: [] });
      expect((await clerk.read(select(orderFields, { customer: select(customerFields, {}) }), { id: order }))[0]?.customer?.id).toBe(
        survivor,
      );
      const { data } = await clerk.execute(
        'query ($id: ID!) { customer(id: $id) { aliases { nodes { id } } channels { nodes { value } } } }',
        { id: globalId('cus', survivor) },
      );
      expect(data).toEqual({
        customer: { aliases: { nodes: [{ id: globalId('cus', duplicate) }] }, channels: { nodes: [{ value: '021-62375200' }] } },
      });
    });

    test('and unmerged: each has again what it had', async () => {
      const [survivor, duplicate] = await both();
      const order = await house.make(Order, { customerId: duplicate, kind: 'ORDER', title: 'A' });
      const { contact: wang } = await clerk.run(createContact, {
        name: '王芳',
        customers: [{ customer: survivor, isPrimary: true }, { customer: duplicate }],
        ...phone,
      });
      const { contact: li } = await clerk.run(createContact, {
        name: '李雷',
        customers: [{ customer: duplicate, isPrimary: true }],
        ...phone,
      });
      const before = await Promise.all([survivor, duplicate].map(links));
      await clerk.run(mergeCustomers, { survivor, duplicate });
      expect(await links(survivor)).toHaveLength(3);
      await clerk.run(unmergeCustomers, { duplicate });
      expect(await Promise.all([survivor, duplicate].map(links))).toEqual(before);
      expect(await seen(duplicate)).toMatchObject({ status: 'PROSPECT', mergedInto: null });
      expect((await clerk.read(select(orderFields, { customer: select(customerFields, {}) }), { id: order }))[0]?.customer?.id).toBe(
        duplicate,
      );
      await clerk.run(setPrimaryContact, { customer: survivor, contact: wang });
      await clerk.run(setPrimaryContact, { customer: duplicate, contact: li });
    });

    const links = async (id: Id<'Customer'>) => {
      const found = await clerk.read(
        select(customerFields, {
          contactLinks: select(contactLinkFields, { isPrimary: true, validTo: true, contact: select(contactFields, { name: true }) }),
        }),
        { id },
      );
      return found[0]?.contactLinks.map(({ isPrimary, validTo, contact }) => `${contact?.name} ${isPrimary} ${validTo}`).toSorted();
    };

    test('refused: with itself, with a merged record, an organisation with a person', async () => {
      const [survivor, duplicate] = await both();
      const person = await create({ name: '王芳', kind: 'PERSON' });
      expect(await clerk.refused(mergeCustomers, { survivor, duplicate: survivor })).toBe('CRM_MERGE_ITSELF');
      expect(await clerk.refused(mergeCustomers, { survivor, duplicate: person })).toBe('CRM_MERGE_KINDS');
      await clerk.run(mergeCustomers, { survivor, duplicate });
      const third = await create();
      expect(await clerk.refused(mergeCustomers, { survivor: third, duplicate })).toBe('CRM_MERGE_MERGED');
      expect(await clerk.refused(mergeCustomers, { survivor: duplicate, duplicate: third })).toBe('CRM_MERGE_MERGED');
      expect(await clerk.refused(unmergeCustomers, { duplicate: third })).toBe('CRM_NOT_MERGED');
    });

    test('refused: G15 whatever would be written to the alias', async () => {
      const [survivor, duplicate] = await both();
      const { contact } = await clerk.run(createContact, { name: '王芳', customers: [{ customer: survivor }], ...phone });
      await clerk.run(mergeCustomers, { survivor, duplicate });
      expect(await clerk.refused(updateCustomer, { customer: duplicate, set: { region: '华东' } })).toBe('CRM_CUSTOMER_MERGED');
      expect(await clerk.refused(addCustomerChannel, { customer: duplicate, channel: { kind: 'EMAIL', value: 'a@example.com' } })).toBe(
        'CRM_CUSTOMER_MERGED',
      );
      expect(await clerk.refused(linkContact, { customer: duplicate, contact })).toBe('CRM_CUSTOMER_MERGED');
      expect(await clerk.refused(createContact, { name: '李雷', customers: [{ customer: duplicate }], ...phone })).toBe(
        'CRM_CUSTOMER_MERGED',
      );
    });

    test('refused: unmerge after later edits of the survivor, or of what was moved, without review', async () => {
      const [survivor, duplicate] = await both();
      const order = await house.make(Order, { customerId: duplicate, kind: 'ORDER', title: 'A' });
      await clerk.run(mergeCustomers, { survivor, duplicate });
      await clerk.run(renameOrder, { order, title: 'B' });
      await clerk.run(updateCustomer, { customer: survivor, set: { region: '华东' } });
      expect(await clerk.attempt(unmergeCustomers, { duplicate })).toMatchObject({
        errors: [
          {
            code: 'CRM_EDITED_SINCE_MERGE',
            details: {
              edited: [
                { entity: 'Customer', id: globalId('cus', survivor) },
                { entity: 'Order', id: globalId('ord', order) },
              ],
            },
          },
        ],
      });
      await clerk.run(unmergeCustomers, { duplicate, reviewed: true });
      expect(
        (await clerk.read(select(orderFields, { title: true, customer: select(customerFields, {}) }), { id: order }))[0],
      ).toMatchObject({ title: 'B', customer: { id: duplicate } });
    });

    test('a contact that is added while its customer is merged goes along or is refused, and is never left with the alias', async () => {
      const [survivor, duplicate] = await both();
      const [, added] = await Promise.all([
        clerk.run(mergeCustomers, { survivor, duplicate }),
        clerk.attempt(createContact, { name: '王芳', customers: [{ customer: duplicate }], ...phone }),
      ]);
      expect(await links(duplicate)).toEqual([]);
      expect(await links(survivor)).toHaveLength(added.ok ? 1 : 0);
    });

    test('merges in a row are undone in reverse', async () => {
      const [a, b] = await both();
      const c = await create();
      await clerk.run(mergeCustomers, { survivor: b, duplicate: a });
      await clerk.run(mergeCustomers, { survivor: c, duplicate: b });
      expect(await seen(a)).toMatchObject({ mergedInto: { id: c } });
      expect(await clerk.refused(unmergeCustomers, { duplicate: a })).toBe('CRM_LATER_MERGE');
      await clerk.run(unmergeCustomers, { duplicate: b });
      expect(await seen(a)).toMatchObject({ mergedInto: { id: b } });
      // Going on to C and back was a change of B: whoever undoes the first merge too has it before their eyes.
      await clerk.run(unmergeCustomers, { duplicate: a, reviewed: true });
      expect(await seen(a)).toMatchObject({ status: 'PROSPECT', mergedInto: null });
    });
  });
});
