import { describe, expect, test } from 'vitest';
import { mappingSchema, readMappings } from './mapping.ts';

const refusal = (mapping: unknown): string => {
  try {
    readMappings(typeof mapping === 'string' ? mapping : JSON.stringify(mapping), 'm.json');
  } catch (error) {
    return (error as Error).message;
  }
  return 'not refused';
};
const one = { into: 'createCustomer', key: ['code'], fields: { code: 'code' } };

describe('a mapping file', () => {
  test('a text is a column; one mapping or several in their order', () => {
    expect(readMappings(JSON.stringify(one), 'm.json')).toEqual([{ ...one, fields: { code: { column: 'code' } } }]);
    expect(readMappings(JSON.stringify([one, { ...one, into: 'createContact' }]), 'm.json').map((m) => m.into)).toEqual([
      'createCustomer',
      'createContact',
    ]);
  });

  test('what is wrong is named with its place', () => {
    expect(refusal('{')).toContain('m.json: is no JSON');
    expect(refusal({ ...one, key: [] })).toContain('at key');
    expect(refusal({ ...one, colums: {} })).toContain('"colums"');
    expect(refusal({ ...one, fields: { code: { colum: 'x' } } })).toContain('fields.code');
    expect(refusal({ ...one, fields: { code: { column: 'a', value: 1 } } })).toContain(
      '"code" needs exactly one of column, template and value',
    );
    expect(refusal({ ...one, fields: { code: { required: true } } })).toContain('exactly one');
  });

  test('its form is there as JSON Schema', () => {
    expect(JSON.stringify(mappingSchema())).toContain('natural key');
  });
});
