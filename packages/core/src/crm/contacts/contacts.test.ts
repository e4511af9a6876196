import { globalId, type Id, select } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  addContactChannel,
  changeContactChannel,
  contactChannelFields,
  contactFields,
  createContact,
  createCustomer,
  crm,
  deleteContact,
  linkContact,
  removeContactChannel,
  setDecisionRole,
  setPrimaryContact,
  unlinkContact,
  updateContact,
} from '../index.ts';

const reachable = { channels: [{ kind: 'MOBILE' as const, value: '13800138000' }] };

describeEngines('DATA-03 contacts', { plugins: [crm()] }, (t) => {
  let clerk: Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  let customer: Id<'Customer'>;
  let other: Id<'Customer'>;
  beforeAll(async () => {
    clerk = await t().staff();
  });
  beforeEach(async () => {
    customer = (await clerk.run(createCustomer, { name: '甲公司', kind: 'ORGANISATION', confirmNew: true })).customer;
    other = (await clerk.run(createCustomer, { name: '乙公司', kind: 'ORGANISATION', confirmNew: true })).customer;
  });
  const contactOf = async (o: object = {}) =>
    (await clerk.run(createContact, { name: '王芳', customers: [{ customer }], ...reachable, ...o })).contact;
  const links = async () => {
    const { data } = await clerk.execute(
      'query ($id: ID!) { customer(id: $id) { contactLinks(orderBy: { createdAt: ASC }) { nodes { role decisionRole isPrimary validTo contact { name } } } } }',
      {
        id: globalId('cus', customer),
      },
    );
    return (data as { customer: { contactLinks: { nodes: object[] } } }).customer.contactLinks.nodes;
  };

  test('a contact that left and came back is listed once, on its own page forwards and backwards', async () => {
    const first = await contactOf();
    const second = await contactOf({ name: '李雷' });
    await clerk.run(unlinkContact, { contact: first, customer, validTo: '2030-01-01' });
    await clerk.run(linkContact, { contact: first, customer, validFrom: '2031-01-01' });
    const page = async (args: string) => {
      const { data } = await clerk.execute(
        `query ($id: ID!) { customer(id: $id) { contacts(${args}) { totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`,
        { id: globalId('cus', customer) },
      );
      const { contacts } = (
        data as { customer: { contacts: { totalCount: number; nodes: { id: string }[]; pageInfo: { endCursor: string } } } }
      ).customer;
      return { ids: contacts.nodes.map(({ id }) => id), ...contacts };
    };
    const [newest, oldest] = [globalId('con', second), globalId('con', first)];
    const [whole, top, end] = [await page('first: 5'), await page('first: 1'), await page('last: 1')];
    expect([whole.ids, top.ids, end.ids]).toEqual([[newest, oldest], [newest], [oldest]]);
    expect(whole.totalCount).toBe(2);
    expect(await page(`first: 1, after: "${top.pageInfo.endCursor}"`)).toMatchObject({ ids: [oldest], pageInfo: { hasNextPage: false } });
    expect(await page(`last: 1, before: "${end.pageInfo.endCursor}"`)).toMatchObject({
      ids: [newest],
      pageInfo: { hasPreviousPage: false },
    });
  });

  test('a contact has a name, channels, an address, needs, likes and dislikes, and customers with a role and validity', async () => {
    const contact = await contactOf({
      title: '采购经理',
      salutation: 'MS',
      latentNeeds: ['更大的展位'],
      likes: ['龙井'],
      dislikes: ['早会'],
      addresses: [{ kind: 'HOME', lines: ['人民路1号'], city: '上海' }],
      customers: [
        { customer, role: 'PURCHASING', isPrimary: true, validFrom: '2024-01-01' },
        { customer: other, validFrom: '2020-01-01', validTo: '2023-12-31' },
      ],
    });
    const { data, errors } = await clerk.execute(
      `query ($id: ID!) { contact(id: $id) { name familyName givenName title salutation addressAs latentNeeds likes dislikes decisionRole
        channels { nodes { value verification } } addresses { nodes { city } } customers(orderBy: { createdAt: ASC }) { nodes { name } } } }`,
      { id: globalId('con', contact) },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      contact: {
        name: '王芳',
        familyName: '王',
        givenName: '芳',
        title: '采购经理',
        salutation: 'MS',
        addressAs: 'Ms 王',
        latentNeeds: ['更大的展位'],
        likes: ['龙井'],
        dislikes: ['早会'],
        decisionRole: 'UNKNOWN',
        channels: { nodes: [{ value: '13800138000', verification: 'VERIFIED' }] },
        addresses: { nodes: [{ city: '上海' }] },
        customers: { nodes: [{ name: '甲公司' }, { name: '乙公司' }] },
      },
    });
    expect(await links()).toEqual([
      { role: 'PURCHASING', decisionRole: 'UNKNOWN', isPrimary: true, validTo: null, contact: { name: '王芳' } },
    ]);
  });

  test('a name is made of its parts, and follows them', async () => {
    const contact = await contactOf({ name: undefined, familyName: 'Devon', givenName: 'Ann' });
    const name = async () => (await clerk.read(select(contactFields, { name: true, familyName: true }), { id: contact }))[0];
    expect(await name()).toMatchObject({ name: 'Ann Devon' });
    await clerk.run(updateContact, { contact, set: { familyName: 'Trujillo' } });
    expect(await name()).toMatchObject({ name: 'Ann Trujillo' });
    await clerk.run(updateContact, { contact, set: { name: '欧阳娜娜' } });
    expect(await name()).toMatchObject({ name: '欧阳娜娜', familyName: '欧阳' });
  });

  test('one primary contact is replaced by another', async () => {
    await contactOf({ customers: [{ customer, isPrimary: true }] });
    const second = await contactOf({ name: '李雷' });
    await clerk.run(setPrimaryContact, { customer, contact: second });
    expect(await links()).toMatchObject([
      { isPrimary: false, contact: { name: '王芳' } },
      { isPrimary: true, contact: { name: '李雷' } },
    ]);
  });

  test('someone who left stays on record until the day they left, and may come back', async () => {
    const contact = await contactOf();
    await clerk.run(linkContact, { contact, customer: other, role: 'FINANCE' });
    await clerk.run(unlinkContact, { contact, customer });
    expect(await links()).toMatchObject([{ validTo: t().clock.now().toISOString().slice(0, 10) }]);
    await clerk.run(linkContact, { contact, customer });
    expect(await links()).toHaveLength(2);
  });

  test('a channel is added, changed and removed; one of a kind is primary', async () => {
    const contact = await contactOf();
    const { channel } = await clerk.run(addContactChannel, {
      contact,
      channel: { kind: 'MOBILE', value: '139 0013 9000', isPrimary: true },
    });
    const channels = () => clerk.read(select(contactChannelFields, { value: true, normalised: true, isPrimary: true }));
    const own = async () => (await channels()).filter((c) => ['139 0013 9000', '13900139001'].includes(c.value));
    expect(await own()).toMatchObject([{ normalised: '+8613900139000', isPrimary: true }]);
    await clerk.run(changeContactChannel, { channel, set: { value: '13900139001' } });
    expect(await own()).toMatchObject([{ normalised: '+8613900139001', isPrimary: true }]);
    await clerk.run(removeContactChannel, { channel });
    expect(await own()).toEqual([]);
  });

  describe('refused', () => {
    test.each([
      ['G1 no name at all', { name: undefined }, 'CRM_CONTACT_NAMELESS'],
      ['G1 a blank name', { name: '  ' }, 'BAD_INPUT'],
      ['G3 a mobile number that is none', { channels: [{ kind: 'MOBILE', value: 'unknown' }] }, 'CRM_NO_CHANNEL'],
      ['no channel and no address', { channels: [] }, 'CRM_CONTACT_UNREACHABLE'],
      ['no customer', { customers: [] }, 'BAD_INPUT'],
      ['G14 a salutation that nobody registered', { salutation: 'CAPTAIN' }, 'BAD_INPUT'],
    ])('%s', async (_, o, code) => {
      expect(await clerk.refused(createContact, { name: '王芳', customers: [{ customer }], ...reachable, ...o } as never)).toBe(code);
    });

    test('G2 an unknown customer', async () => {
      const unknown = '00000000-0000-7000-8000-0000000000ff' as Id<'Customer'>;
      expect(await clerk.refused(createContact, { name: '王芳', customers: [{ customer: unknown }], ...reachable })).toBe('NOT_FOUND');
    });

    test('G5 an end before the start, and a primary contact who is one no more', async () => {
      const refused = (terms: object) => clerk.refused(createContact, { name: '王芳', customers: [{ customer, ...terms }], ...reachable });
      expect(await refused({ validFrom: '2024-02-01', validTo: '2024-01-31' })).toBe('CRM_END_BEFORE_START');
      expect(await refused({ validTo: '2024-01-31', isPrimary: true })).toBe('CRM_PRIMARY_OVER');
      const contact = await contactOf({ customers: [{ customer, validFrom: '2025-01-01' }] });
      expect(await clerk.refused(unlinkContact, { contact, customer, validTo: '2024-01-01' })).toBe('CRM_END_BEFORE_START');
    });

    test('the same customer twice, and a link that is there already', async () => {
      expect(await clerk.refused(createContact, { name: '王芳', customers: [{ customer }, { customer }], ...reachable })).toBe(
        'CRM_CONTACT_TWICE',
      );
      const contact = await contactOf();
      expect(await clerk.refused(linkContact, { contact, customer })).toBe('CRM_CONTACT_LINKED');
    });

    test('two primary contacts of one customer, by whichever command', async () => {
      await contactOf({ customers: [{ customer, isPrimary: true }] });
      const second = await contactOf({ name: '李雷', customers: [{ customer: other }] });
      expect(await clerk.refused(linkContact, { contact: second, customer, isPrimary: true })).toBe('CRM_PRIMARY_TAKEN');
      expect(await clerk.refused(createContact, { name: '韩梅梅', customers: [{ customer, isPrimary: true }], ...reachable })).toBe(
        'DUPLICATE',
      );
    });

    test('taking away the last channel or address, unless the tenant allows it', async () => {
      const contact = await contactOf({ addresses: [{ lines: ['人民路1号'] }] });
      const { data } = await clerk.execute(
        'query ($id: ID!) { contact(id: $id) { channels { nodes { id } } addresses { nodes { id } } } }',
        { id: globalId('con', contact) },
      );
      const { channels, addresses } = (data as { contact: Record<'channels' | 'addresses', { nodes: { id: string }[] }> }).contact;
      const remove = (field: string, input: object) =>
        clerk.execute(
          `mutation ($input: ${field.charAt(0).toUpperCase()}${field.slice(1)}Input!) { ${field}(input: $input) { userErrors { code } } }`,
          { input },
        );
      expect(await remove('removeContactChannel', { channel: channels.nodes[0]?.id })).toMatchObject({
        data: { removeContactChannel: { userErrors: [] } },
      });
      expect(await remove('removeContactAddress', { address: addresses.nodes[0]?.id })).toMatchObject({
        data: { removeContactAddress: { userErrors: [{ code: 'CRM_CONTACT_UNREACHABLE' }] } },
      });
      const lenient = await t().another();
      await lenient.engine.settings(lenient.tenant.id).set('crm', { contactNeedsChannel: false });
      const there = await lenient.staff();
      const firm = await there.run(createCustomer, { name: '丙公司', kind: 'ORGANISATION' });
      await there.run(createContact, { name: '赵六', customers: [{ customer: firm.customer }] });
    });

    test('G8 a reference of another system that is taken', async () => {
      await contactOf({ externalRef: 'A-1' });
      expect(await clerk.refused(createContact, { name: '王芳', externalRef: 'A-1', customers: [{ customer }], ...reachable })).toBe(
        'DUPLICATE',
      );
    });
  });

  test('a contact made by mistake is deleted with all that belongs to it', async () => {
    const contact = await contactOf();
    await clerk.run(deleteContact, { contact });
    expect(await links()).toEqual([]);
  });

  describe('DATA-04 purchase decisions', () => {
    test('decision makers of a customer are those linked to it as such, for as long as they are', async () => {
      const wang = await contactOf({ customers: [{ customer, decisionRole: 'DECISION_MAKER' }, { customer: other }] });
      const li = await contactOf({ name: '李雷', customers: [{ customer, decisionRole: 'INFLUENCER' }] });
      const makers = async (id: Id<'Customer'>) => {
        const { data } = await clerk.execute(
          'query ($id: ID!) { customer(id: $id) { decisionMakers(orderBy: { name: ASC }) { nodes { name decisionRole } } } }',
          { id: globalId('cus', id) },
        );
        return (data as { customer: { decisionMakers: { nodes: object[] } } }).customer.decisionMakers.nodes;
      };
      expect(await makers(customer)).toEqual([{ name: '王芳', decisionRole: 'DECISION_MAKER' }]);
      expect(await makers(other)).toEqual([]);
      await clerk.run(setDecisionRole, { customer, contact: li, decisionRole: 'DECISION_MAKER' });
      await clerk.run(setDecisionRole, { customer, contact: wang, decisionRole: 'USER' });
      expect(await makers(customer)).toEqual([{ name: '李雷', decisionRole: 'DECISION_MAKER' }]);
      await clerk.run(unlinkContact, { customer, contact: li, validTo: '2020-01-01' });
      expect(await makers(customer)).toEqual([]);
    });

    test('refused: a decision maker who is no contact of that customer', async () => {
      const contact = await contactOf();
      expect(await clerk.refused(setDecisionRole, { customer: other, contact, decisionRole: 'DECISION_MAKER' })).toBe(
        'CRM_CONTACT_NOT_LINKED',
      );
      await clerk.run(unlinkContact, { customer, contact });
      expect(await clerk.refused(setDecisionRole, { customer, contact, decisionRole: 'DECISION_MAKER' })).toBe('CRM_CONTACT_NOT_LINKED');
    });

    test('refused: G14 a decision role that is none', async () => {
      const contact = await contactOf();
      expect(await clerk.refused(setDecisionRole, { customer, contact, decisionRole: 'BOSS' as never })).toBe('BAD_INPUT');
    });
  });

  test('a contact is seen by whoever may see one of its customers', async () => {
    const contact = await contactOf();
    const stranger = await t().staff({
      can: { 'crm:customers:read': 'own', 'crm:contacts:read': 'own', 'crm:customers:write': 'all', 'crm:contacts:write': 'all' },
    });
    const seen = async () => (await stranger.read(select(contactFields, { name: true }), { id: contact })).length;
    expect(await seen()).toBe(0);
    const { customer: own } = await stranger.run(createCustomer, { name: '丁公司', kind: 'ORGANISATION' });
    await clerk.run(linkContact, { contact, customer: own });
    expect(await seen()).toBe(1);
  });
});
