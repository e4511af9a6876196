import { globalId, select } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  addCustomerRole,
  assignOwner,
  type Customer,
  changeCustomerStatus,
  createContact,
  createCustomer,
  createStaff,
  createTeam,
  crm,
  customerFields,
  deactivateStaff,
  deleteCustomer,
  removeCustomerRole,
  updateCustomer,
} from '../index.ts';
import { Order, orderPlugin } from '../testing/orders.fixture.ts';

const firm = { name: '上海东方会展有限公司', kind: 'ORGANISATION', confirmNew: true } as const;
const shown = select(customerFields, {
  code: true,
  name: true,
  kind: true,
  status: true,
  roles: true,
  sector: true,
  ownerId: true,
  teamId: true,
});

describeEngines('DATA-01 customers', { plugins: [crm(), orderPlugin()] }, (t) => {
  let clerk: Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  beforeAll(async () => {
    clerk = await t().staff();
  });
  const read = async (id: Customer['row']['id']) => (await clerk.read(shown, { id }))[0];

  test('a customer is created with channels and addresses, a code, and whoever creates it as owner', async () => {
    const { customer } = await clerk.run(createCustomer, {
      ...firm,
      roles: ['END_CUSTOMER', 'PARTNER', 'PARTNER'],
      sector: 'ENTERPRISE_OR_INSTITUTION',
      channels: [
        { kind: 'PHONE', value: '021-62375200' },
        { kind: 'PHONE', value: '62375201' },
        { kind: 'EMAIL', value: 'Info@Example.com' },
      ],
      addresses: [{ lines: ['世纪大道88号'], city: '上海', country: '中国' }],
      zone: 'Asia/Shanghai',
      currency: 'CNY',
      language: 'zh-CN',
    });
    expect(await read(customer)).toMatchObject({
      status: 'PROSPECT',
      roles: ['END_CUSTOMER', 'PARTNER'],
      code: expect.stringMatching(/^C-[0-9A-Z]{12}$/),
      ownerId: expect.anything(),
    });
    const { data, errors } = await clerk.execute(
      `query ($id: ID!) { customer(id: $id) {
      channels(orderBy: { kind: ASC }) { nodes { kind value normalised verification isPrimary } } addresses { nodes { lines city countryCode isPrimary } } owner { name } } }`,
      { id: globalId('cus', customer) },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      customer: {
        channels: {
          nodes: [
            { kind: 'EMAIL', value: 'Info@Example.com', normalised: 'info@example.com', verification: 'VERIFIED', isPrimary: true },
            { kind: 'PHONE', value: '021-62375200', normalised: '+862162375200', verification: 'VERIFIED', isPrimary: true },
            { kind: 'PHONE', value: '62375201', normalised: '62375201', verification: 'UNVERIFIED', isPrimary: false },
          ],
        },
        addresses: { nodes: [{ lines: ['世纪大道88号'], city: '上海', countryCode: 'CN', isPrimary: true }] },
        owner: { name: 'Test Staff' },
      },
    });
  });

  test('it is found by a filter over role and sector (DATA-02)', async () => {
    await clerk.run(createCustomer, { ...firm, code: 'DEALER-1', roles: ['DEALER'], sector: 'SCHOOL' });
    const { data } = await clerk.execute('{ customers(where: { roles: { has: DEALER }, sector: { eq: SCHOOL } }) { nodes { code } } }');
    expect(data).toEqual({ customers: { nodes: [{ code: 'DEALER-1' }] } });
  });

  test('a patch changes what it names and clears what is null', async () => {
    const { customer } = await clerk.run(createCustomer, { ...firm, region: '华东', industry: '会展' });
    await clerk.run(updateCustomer, { customer, set: { name: '新名称', region: null } });
    const { data } = await clerk.execute('query ($id: ID!) { customer(id: $id) { name region industry } }', {
      id: globalId('cus', customer),
    });
    expect(data).toEqual({ customer: { name: '新名称', region: null, industry: '会展' } });
  });

  test('its status goes along the state table', async () => {
    const { customer } = await clerk.run(createCustomer, firm);
    for (const status of ['ACTIVE', 'INACTIVE', 'TERMINATED', 'PROSPECT'] as const)
      await clerk.run(changeCustomerStatus, { customer, status });
    expect((await read(customer))?.status).toBe('PROSPECT');
  });

  test('its owner is assigned, with the team of the owner', async () => {
    const { team } = await clerk.run(createTeam, { name: '华东' });
    const { staff } = await clerk.run(createStaff, { name: '李雷', team });
    const { customer } = await clerk.run(createCustomer, firm);
    await clerk.run(assignOwner, { customer, owner: staff });
    expect(await read(customer)).toMatchObject({ ownerId: staff, teamId: team });
  });

  test('several roles are held, plugins’ own among them (extension point)', async () => {
    const { customer } = await clerk.run(createCustomer, firm);
    await clerk.run(addCustomerRole, { customer, role: 'EXHIBITOR' });
    await clerk.run(removeCustomerRole, { customer, role: 'END_CUSTOMER' });
    expect((await read(customer))?.roles).toEqual(['EXHIBITOR']);
  });

  describe('refused', () => {
    test.each([
      ['G1 an empty name', { name: '' }, 'BAD_INPUT'],
      ['G1 a blank name', { name: ' \t' }, 'BAD_INPUT'],
      ['G1 a name over length', { name: '名'.repeat(201) }, 'BAD_INPUT'],
      ['G3 a telephone number that is none', { channels: [{ kind: 'PHONE', value: 'none' }] }, 'CRM_NO_CHANNEL'],
      ['G3 an e-mail address that is none', { channels: [{ kind: 'EMAIL', value: 'anna@' }] }, 'CRM_NO_CHANNEL'],
      ['G3 a website that is none', { channels: [{ kind: 'WEB', value: 'nowhere' }] }, 'CRM_NO_CHANNEL'],
      ['G3 a zone that is none', { zone: 'Asia/Atlantis' }, 'BAD_INPUT'],
      ['G3 a currency that is none', { currency: 'RMB' }, 'BAD_INPUT'],
      ['G3 a language that is none', { language: 'zz' }, 'BAD_INPUT'],
      ['G7 a new one that is merged already', { status: 'MERGED' }, 'CRM_STATUS_CHANGE'],
      ['G14 DATA-02 a role that nobody registered', { roles: ['PIRATE'] }, 'BAD_INPUT'],
      ['G14 DATA-02 a sector that nobody registered', { sector: 'PIRACY' }, 'BAD_INPUT'],
      ['DATA-02 no role', { roles: [] }, 'BAD_INPUT'],
      ['DATA-02 sector INDIVIDUAL for an organisation', { sector: 'INDIVIDUAL' }, 'CRM_SECTOR_MISMATCH'],
      ['DATA-02 sector GOVERNMENT for a person', { kind: 'PERSON', sector: 'GOVERNMENT' }, 'CRM_SECTOR_MISMATCH'],
      ['DATA-02 sector SCHOOL for a person', { kind: 'PERSON', sector: 'SCHOOL' }, 'CRM_SECTOR_MISMATCH'],
      [
        'DATA-02 sector ENTERPRISE_OR_INSTITUTION for a person',
        { kind: 'PERSON', sector: 'ENTERPRISE_OR_INSTITUTION' },
        'CRM_SECTOR_MISMATCH',
      ],
      ['an attribute that is not defined, or has no namespace', { attributes: { colour: 'red' } }, 'BAD_INPUT'],
    ] as const)('%s', async (_, input, code) => {
      expect(await clerk.refused(createCustomer, { ...firm, ...(input as object) })).toBe(code);
    });

    test('G2 an unknown owner', async () => {
      const owner = '00000000-0000-7000-8000-0000000000ff' as never;
      expect(await clerk.refused(createCustomer, { ...firm, owner })).toBe('NOT_FOUND');
    });

    test('G8 a code that is taken', async () => {
      await clerk.run(createCustomer, { ...firm, code: 'TAKEN' });
      expect(await clerk.refused(createCustomer, { ...firm, code: 'TAKEN' })).toBe('DUPLICATE');
    });

    test('G9 a change made from an old version', async () => {
      const { customer } = await clerk.run(createCustomer, firm);
      await clerk.run(updateCustomer, { customer, set: { region: '华北' } });
      expect(await clerk.refused(updateCustomer, { customer, set: { region: '华南' } }, { expectedVersion: 1 })).toBe('CONFLICT');
    });

    test('G7 a state change that is not in the table', async () => {
      const { customer } = await clerk.run(createCustomer, firm);
      expect(await clerk.refused(changeCustomerStatus, { customer, status: 'PROSPECT' })).toBe('CRM_STATUS_CHANGE');
      expect(await clerk.refused(changeCustomerStatus, { customer, status: 'MERGED' })).toBe('CRM_STATUS_CHANGE');
    });

    test('DATA-02 removing the last role, or one that is not held', async () => {
      const { customer } = await clerk.run(createCustomer, firm);
      expect(await clerk.refused(removeCustomerRole, { customer, role: 'END_CUSTOMER' })).toBe('CRM_LAST_ROLE');
      expect(await clerk.refused(removeCustomerRole, { customer, role: 'AGENT' })).toBe('CRM_ROLE_NOT_HELD');
    });

    test('DATA-02 a kind that the sector does not suit, by a later change', async () => {
      const { customer } = await clerk.run(createCustomer, { ...firm, sector: 'GOVERNMENT' });
      expect(await clerk.refused(updateCustomer, { customer, set: { kind: 'PERSON' } })).toBe('CRM_SECTOR_MISMATCH');
    });

    test('DATA-07 an owner who is no longer active', async () => {
      const { staff } = await clerk.run(createStaff, { name: '韩梅梅' });
      await clerk.run(deactivateStaff, { staff });
      const { customer } = await clerk.run(createCustomer, firm);
      expect(await clerk.refused(assignOwner, { customer, owner: staff })).toBe('CRM_STAFF_INACTIVE');
      expect(await clerk.refused(createCustomer, { ...firm, owner: staff })).toBe('CRM_STAFF_INACTIVE');
    });

    test('G10 someone without the permission', async () => {
      const reader = await t().staff({ can: ['crm:customers:read'] });
      expect(await reader.refused(createCustomer, firm)).toBe('FORBIDDEN');
    });
  });

  describe('deleted', () => {
    test('a customer made by mistake goes with its channels, addresses and contacts', async () => {
      const { customer } = await clerk.run(createCustomer, {
        ...firm,
        channels: [{ kind: 'EMAIL', value: 'a@example.com' }],
        addresses: [{ lines: ['1'] }],
      });
      const { contact } = await clerk.run(createContact, {
        name: '王芳',
        customers: [{ customer }],
        channels: [{ kind: 'EMAIL', value: 'w@example.com' }],
      });
      await clerk.run(deleteCustomer, { customer });
      expect(await read(customer)).toBeUndefined();
      const { data } = await clerk.execute('query ($id: ID!) { contact(id: $id) { name } }', { id: globalId('con', contact) });
      expect(data).toEqual({ contact: null });
    });

    test.each(['ORDER', 'CONTRACT', 'COMPLAINT'] as const)('DATA-01 refused while it has an %s (extension point)', async (kind) => {
      const { customer } = await clerk.run(createCustomer, firm);
      await t().make(Order, { customerId: customer, kind, title: 'A' });
      const outcome = await clerk.attempt(deleteCustomer, { customer });
      expect(outcome).toMatchObject({ ok: false, errors: [{ code: 'REFERENCED', details: { entity: 'Customer', by: 'Order' } }] });
    });
  });
});

describeEngines('DATA-02 a plugin that gave a role', { plugins: [crm(), orderPlugin()] }, (t) => {
  test('is not removed while a customer holds it, and is when none does any more (extension point)', async () => {
    const { engine } = t();
    const clerk = await t().staff();
    const { customer } = await clerk.run(createCustomer, { ...firm, roles: ['END_CUSTOMER', 'EXHIBITOR'] });
    expect((await engine.removePlugin('orders')).refusal).toMatchObject({
      code: 'REMOVAL_VALUES',
      args: { values: 'CustomerRole EXHIBITOR in crm_customer.roles' },
    });
    await expect(engine.removePlugin('orders', { confirm: true })).rejects.toMatchObject({ code: 'REMOVAL_VALUES' });
    await clerk.run(removeCustomerRole, { customer, role: 'EXHIBITOR' });
    expect((await engine.removePlugin('orders')).refusal).toBeNull();
  });
});
