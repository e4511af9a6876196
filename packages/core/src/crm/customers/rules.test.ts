import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CustomerStatus } from './enums.ts';
import { codeOf, mayBecome, sectorFits, type statusChanges } from './rules.ts';

describe('DATA-01 G7 states of a customer', () => {
  const all = Object.keys(CustomerStatus.values) as (keyof typeof statusChanges)[];

  test('the whole table', () => {
    expect(all.flatMap((from) => all.filter((to) => mayBecome(from, to)).map((to) => `${from}>${to}`))).toEqual([
      'PROSPECT>ACTIVE',
      'PROSPECT>INACTIVE',
      'PROSPECT>TERMINATED',
      'ACTIVE>INACTIVE',
      'ACTIVE>TERMINATED',
      'INACTIVE>ACTIVE',
      'INACTIVE>TERMINATED',
      'TERMINATED>PROSPECT',
      'TERMINATED>ACTIVE',
    ]);
  });

  test('no state leads to itself, and none to or from MERGED', () => {
    for (const status of all) {
      expect(mayBecome(status, status)).toBe(false);
      expect(mayBecome(status, 'MERGED')).toBe(false);
      expect(mayBecome('MERGED', status)).toBe(false);
    }
  });
});

describe('DATA-02 sectors', () => {
  test.each([
    ['PERSON', 'INDIVIDUAL', true],
    ['ORGANISATION', 'INDIVIDUAL', false],
    ['PERSON', 'GOVERNMENT', false],
    ['PERSON', 'ENTERPRISE_OR_INSTITUTION', false],
    ['PERSON', 'SCHOOL', false],
    ['ORGANISATION', 'GOVERNMENT', true],
    ['ORGANISATION', 'ENTERPRISE_OR_INSTITUTION', true],
    ['ORGANISATION', 'SCHOOL', true],
    ['PERSON', null, true],
    ['ORGANISATION', null, true],
    ['PERSON', 'FARMER', true],
  ] as const)('%s in sector %s: %s', (kind, sector, fits) => expect(sectorFits(kind, sector)).toBe(fits));
});

describe('DATA-01 codes', () => {
  test('a code is fourteen characters made of the id', () => {
    expect(codeOf('0190f5c2-8a3b-7cde-8f01-23456789abcd')).toBe('C-Y0938NKRKAYD');
  });

  test('other ids of one millisecond have other codes', () => {
    const id = fc.bigInt({ min: 0n, max: 2n ** 60n - 1n });
    fc.assert(
      fc.property(id, id, (a, b) => {
        const code = (bits: bigint) =>
          codeOf(`0190f5c2-8a3b-7cde-8${bits.toString(16).padStart(15, '0').slice(0, 3)}-${bits.toString(16).padStart(15, '0').slice(3)}`);
        expect(code(a) === code(b)).toBe(a === b);
      }),
    );
  });
});
