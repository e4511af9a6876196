import { createEngine } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { describe, expect, test } from 'vitest';
import { guessMapping, guessText } from './guess.ts';
import { readNoun } from './nouns.ts';

const { schema } = createEngine({ plugins: [crm()] });
const guess = (noun: string, header: string) => guessMapping(schema, readNoun(schema, noun), header.split(','));
const columns = (noun: string, header: string) =>
  Object.fromEntries(
    Object.entries(guess(noun, header).mapping.fields).flatMap(([target, s]) => (s.column === undefined ? [] : [[target, s.column]])),
  );

describe('a guessed mapping', () => {
  test('English headers', () => {
    expect(columns('customers', 'Customer Code,Company Name,Phone,Fax,Street,City,ZIP,Country,E-Mail')).toEqual({
      code: 'Customer Code',
      name: 'Company Name',
      'channels[0].value': 'Phone',
      'channels[1].value': 'Fax',
      'channels[2].value': 'E-Mail',
      'addresses[0].lines': 'Street',
      'addresses[0].city': 'City',
      'addresses[0].postalCode': 'ZIP',
      'addresses[0].country': 'Country',
    });
  });
  test('Chinese headers', () => {
    expect(columns('customers', '客户编号,客户名称,行业,统一社会信用代码,电话,手机,地址,城市')).toEqual({
      code: '客户编号',
      name: '客户名称',
      industry: '行业',
      registrationNumber: '统一社会信用代码',
      'channels[0].value': '电话',
      'channels[1].value': '手机',
      'addresses[0].lines': '地址',
      'addresses[0].city': '城市',
    });
  });
  test('contacts find their customer by its code; suppliers have their role', () => {
    const contacts = guess('contacts', '工号,姓名,职务,手机,客户编号').mapping;
    expect(contacts.fields['customers[0].customer']).toEqual({ column: '客户编号', find: { in: 'customers', by: 'code' } });
    expect(contacts).toMatchObject({ into: 'createContact', key: ['externalRef'] });
    expect(guess('suppliers', 'id,name').mapping.fields['roles']).toEqual({ value: ['SUPPLIER'] });
  });
  test('facts: customer, date, amount, source', () => {
    expect(columns('facts', 'Order ID,Customer Code,Order Date,Amount,Currency')).toEqual({
      customer: 'Customer Code',
      at: 'Order Date',
      'value.amount': 'Amount',
      'value.currency': 'Currency',
      sourceRef: 'Order ID',
    });
  });
  test('what is missing and what is not used is said', () => {
    const { missing, unused } = guess('customers', 'city,shoe size');
    expect(missing).toEqual(['name', 'key']);
    expect(unused).toEqual(['shoe size']);
    expect(guessText(guess('customers', 'code,name,shoe size'))).toContain('not used: shoe size');
  });
  test('a noun that is none is refused with those there are', () => {
    expect(() => readNoun(schema, 'wishes')).toThrow('name one of contacts, customers, facts');
  });
});
