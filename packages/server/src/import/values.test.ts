import fc from 'fast-check';
import { GraphQLEnumType, GraphQLScalarType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { dateReader, instantText, readIsoDate } from './dates.ts';
import type { Source } from './mapping.ts';
import type { Target } from './target.ts';
import { converter } from './values.ts';

const target = (type: Target['type'], o: Partial<Target> = {}): Target => ({
  text: 'x',
  path: ['x'],
  type,
  list: false,
  attribute: false,
  ...o,
});
const scalar = (name: string) => target(new GraphQLScalarType({ name }));
const convert = (t: Target, text: string, source: Source = {}, zone = 'Asia/Shanghai') => {
  const made = converter(t, source, zone)(text);
  return 'problem' in made ? made.problem(['x']).code : made.value;
};

describe('numbers', () => {
  test.each([
    ['Decimal', '1,234.50', '1234.50'],
    ['Decimal', '-3', '-3'],
    ['Decimal', '+3.10', '3.10'],
    ['Decimal', '12,34.5', 'IMPORT_NOT_A_NUMBER'],
    ['Decimal', 'NaN', 'IMPORT_NOT_A_NUMBER'],
    ['Decimal', '1e5', 'IMPORT_NOT_A_NUMBER'],
    ['Int', '12', 12],
    ['Int', '12.0', 12],
    ['Int', '12.5', 'IMPORT_NOT_A_NUMBER'],
    ['Float', '0.25', 0.25],
  ])('%s %s', (type, text, value) => expect(convert(scalar(type), text)).toBe(value));

  test.each([
    ['1.234,50', '1234.50'],
    ['3,5', '3.5'],
    ['3.5', 'IMPORT_NOT_A_NUMBER'],
    ['1.234', '1234'],
  ])('with a decimal comma: %s', (text, value) => expect(convert(scalar('Decimal'), text, { decimal: ',' })).toBe(value));

  test('whatever is written as a plain decimal stays to the digit', () => {
    const digits = fc.tuple(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), fc.integer({ min: 0, max: 9999 }));
    fc.assert(fc.property(digits, ([whole, part]) => convert(scalar('Decimal'), `${whole}.${part}`) === `${whole}.${part}`));
  });
});

describe('yes and no', () => {
  test.each([
    ['是', true],
    ['Yes', true],
    ['1', true],
    ['否', false],
    ['FALSE', false],
    ['maybe', 'IMPORT_NOT_A_BOOLEAN'],
  ])('%s', (text, value) => expect(convert(scalar('Boolean'), text)).toBe(value));
});

describe('dates', () => {
  test.each([
    ['1996-07-04', '1996-07-04'],
    ['1996/7/4', '1996-07-04'],
    ['1996年7月4日', '1996-07-04'],
    ['1996-02-30', 'IMPORT_NOT_A_DATE'],
    ['04.07.1996', 'IMPORT_NOT_A_DATE'],
  ])('%s', (text, value) => expect(convert(scalar('Date'), text)).toBe(value));

  test('one without a time is midnight in the tenant’s zone, also where the clocks change', () => {
    expect(convert(scalar('DateTime'), '1996-07-04')).toBe('1996-07-03T16:00:00.000Z');
    expect(convert(scalar('DateTime'), '2024-03-31', {}, 'Europe/Berlin')).toBe('2024-03-30T23:00:00.000Z');
    expect(convert(scalar('DateTime'), '2024-04-01', {}, 'Europe/Berlin')).toBe('2024-03-31T22:00:00.000Z');
    // Midnight was skipped there that day.
    expect(convert(scalar('DateTime'), '2024-04-26', {}, 'Africa/Cairo')).toBe('2024-04-25T22:00:00.000Z');
  });
  test('an offset in the text counts; a zone in the mapping counts before the tenant’s', () => {
    expect(convert(scalar('DateTime'), '2024-01-01 12:30:05.25+02:00')).toBe('2024-01-01T10:30:05.250Z');
    expect(convert(scalar('DateTime'), '2024-01-01T12:00Z')).toBe('2024-01-01T12:00:00.000Z');
    expect(convert(scalar('DateTime'), '2024-01-01 12:00', { zone: 'UTC' })).toBe('2024-01-01T12:00:00.000Z');
  });
  test('forms of other countries', () => {
    expect(dateReader('DD.MM.YYYY')('04.07.1996')?.local.toString()).toBe('1996-07-04T00:00:00');
    expect(dateReader('M/D/YYYY H:mm')('7/4/1996 9:05')?.local.toString()).toBe('1996-07-04T09:05:00');
    expect(dateReader('DD.MM.YYYY')('31.02.1996')).toBeNull();
    expect(dateReader('DD.MM.YYYY')('04x07x1996')).toBeNull();
  });
  test('every instant written in ISO 8601 is read as it was', () => {
    const instants = fc.date({ min: new Date('0100-01-01'), max: new Date('9999-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, (d) => {
        const read = readIsoDate(d.toISOString());
        return read !== null && instantText(read, 'Asia/Shanghai') === d.toISOString();
      }),
    );
  });
});

describe('values of an enum', () => {
  const kind = new GraphQLEnumType({
    name: 'Kind',
    values: { ORGANISATION: { description: 'Organisation (组织)' }, END_CUSTOMER: { description: 'End customer (终端客户)' } },
  });
  test.each([
    ['ORGANISATION', 'ORGANISATION'],
    ['organisation', 'ORGANISATION'],
    ['组织', 'ORGANISATION'],
    ['end customer', 'END_CUSTOMER'],
    ['end_customer', 'END_CUSTOMER'],
    ['firm', 'IMPORT_UNKNOWN_VALUE'],
  ])('%s', (text, value) => expect(convert(target(kind), text)).toBe(value));
});

test('an attribute is what the mapping says it is', () => {
  const json = (source: Source, text: string) =>
    convert(target(new GraphQLScalarType({ name: 'JSON' }), { attribute: true }), text, source);
  expect(json({}, '7')).toBe('7');
  expect(json({ as: 'number' }, '1,000')).toBe('1000');
  expect(json({ as: 'boolean' }, '是')).toBe(true);
  expect(json({ as: 'date' }, '2024/1/5')).toBe('2024-01-05');
});
