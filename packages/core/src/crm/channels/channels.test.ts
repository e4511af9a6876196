import { globalId, type Id } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  addContactAddress,
  addCustomerAddress,
  addCustomerChannel,
  changeCustomerChannel,
  createContact,
  createCustomer,
  crm,
  removeContactAddress,
  removeCustomerAddress,
  removeCustomerChannel,
  replaceContactAddress,
  replaceCustomerAddress,
} from '../index.ts';

describeEngines('DATA-01 ways to reach a customer', { plugins: [crm()] }, (t) => {
  let clerk: Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  let customer: Id<'Customer'>;
  beforeAll(async () => {
    clerk = await t().staff();
    customer = (await clerk.run(createCustomer, { name: '甲公司', kind: 'ORGANISATION' })).customer;
  });
  const shown = async (fields: string): Promise<object[]> => {
    const { data, errors } = await clerk.execute(`query ($id: ID!) { customer(id: $id) { list: ${fields} } }`, {
      id: globalId('cus', customer),
    });
    expect(errors).toBeUndefined();
    return (data as { customer: { list: { nodes: object[] } } }).customer.list.nodes;
  };

  test('channels are added, changed and removed; one of a kind is primary', async () => {
    const channels = () => shown('channels(orderBy: { value: ASC }) { nodes { value verification isPrimary label } }');
    const { channel: first } = await clerk.run(addCustomerChannel, {
      customer,
      channel: { kind: 'EMAIL', value: 'a@example.com', isPrimary: true },
    });
    const { channel: second } = await clerk.run(addCustomerChannel, {
      customer,
      channel: { kind: 'EMAIL', value: 'b@example.com', isPrimary: true, label: '账单' },
    });
    await clerk.run(addCustomerChannel, { customer, channel: { kind: 'PHONE', value: '555-0100', isPrimary: true } });
    expect(await channels()).toEqual([
      { value: '555-0100', verification: 'UNVERIFIED', isPrimary: true, label: null },
      { value: 'a@example.com', verification: 'VERIFIED', isPrimary: false, label: null },
      { value: 'b@example.com', verification: 'VERIFIED', isPrimary: true, label: '账单' },
    ]);
    await clerk.run(changeCustomerChannel, { channel: first, set: { isPrimary: true, value: 'c@example.com' } });
    await clerk.run(changeCustomerChannel, { channel: second, set: { label: null } });
    expect(await channels()).toMatchObject([
      { value: '555-0100' },
      { value: 'b@example.com', isPrimary: false, label: null },
      { value: 'c@example.com', isPrimary: true },
    ]);
    await clerk.run(removeCustomerChannel, { channel: first });
    expect(await channels()).toHaveLength(2);
  });

  test('a number that nobody could confirm is verified by whoever called it', async () => {
    const { channel } = await clerk.run(addCustomerChannel, { customer, channel: { kind: 'FAX', value: '12345' } });
    await clerk.run(changeCustomerChannel, { channel, set: { verification: 'VERIFIED' } });
    expect(await shown('channels(where: { kind: { eq: FAX } }) { nodes { value verification } }')).toEqual([
      { value: '12345', verification: 'VERIFIED' },
    ]);
  });

  test('addresses are added, replaced as a whole and removed; one is primary', async () => {
    const addresses = () => shown('addresses(orderBy: { createdAt: ASC }) { nodes { kind lines city countryCode isPrimary } }');
    const { address: first } = await clerk.run(addCustomerAddress, {
      customer,
      address: { lines: ['Obere Str. 57'], city: 'Berlin', country: 'Germany', isPrimary: true },
    });
    await clerk.run(addCustomerAddress, { customer, address: { kind: 'BILLING', lines: ['世纪大道88号'], city: '上海', isPrimary: true } });
    expect(await addresses()).toEqual([
      { kind: 'OFFICE', lines: ['Obere Str. 57'], city: 'Berlin', countryCode: 'DE', isPrimary: false },
      { kind: 'BILLING', lines: ['世纪大道88号'], city: '上海', countryCode: null, isPrimary: true },
    ]);
    await clerk.run(replaceCustomerAddress, { address: first, by: { lines: ['Mataderos 2312'], country: 'Mexico', isPrimary: true } });
    expect(await addresses()).toMatchObject([
      { lines: ['Mataderos 2312'], city: null, countryCode: 'MX', isPrimary: true },
      { isPrimary: false },
    ]);
    await clerk.run(removeCustomerAddress, { address: first });
    expect(await addresses()).toHaveLength(1);
  });

  test('a contact is reached by an address alone, which is replaced but not taken away', async () => {
    const { contact } = await clerk.run(createContact, { name: '王芳', customers: [{ customer }], addresses: [{ lines: ['人民路1号'] }] });
    const { address } = await clerk.run(addContactAddress, { contact, address: { lines: ['人民路2号'], isPrimary: true } });
    await clerk.run(replaceContactAddress, { address, by: { lines: ['人民路3号'], isPrimary: true } });
    await clerk.run(removeContactAddress, { address });
  });

  describe('refused', () => {
    test.each([
      ['G3 an e-mail address', 'EMAIL', 'nobody'],
      ['G3 a telephone number', 'PHONE', 'unknown'],
      ['G3 a website', 'WEB', 'nowhere'],
    ] as const)('%s that is none', async (_, kind, value) => {
      expect(await clerk.attempt(addCustomerChannel, { customer, channel: { kind, value } })).toMatchObject({
        errors: [{ code: 'CRM_NO_CHANNEL', path: ['channel', 'value'] }],
      });
    });

    test('G1 an address without a line', async () => {
      expect(await clerk.refused(addCustomerAddress, { customer, address: { lines: [] } })).toBe('BAD_INPUT');
      expect(await clerk.refused(addCustomerAddress, { customer, address: { lines: [' '] } })).toBe('BAD_INPUT');
    });

    test('G14 a kind of channel that is none', async () => {
      expect(await clerk.refused(addCustomerChannel, { customer, channel: { kind: 'PIGEON' as never, value: '1234' } })).toBe('BAD_INPUT');
    });
  });
});
