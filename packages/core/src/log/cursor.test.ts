import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GuanxiError } from '../errors.ts';
import { encodeCursor, positionOf } from './cursor.ts';

const epoch = '1f9d4c2a-0000-4000-8000-000000000001';
const head = { epoch, position: 1_000 };

const refusal = (cursor: string, at = head, floor = 0): string => {
  try {
    return String(positionOf(cursor, at, floor));
  } catch (error) {
    return (error as GuanxiError).code;
  }
};

describe('a cursor of the log', () => {
  test('leads back to its position, whatever that is', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 50 }), (position) => {
        const at = { epoch, position };
        expect(positionOf(encodeCursor(at), at, 0)).toBe(position);
      }),
    );
  });

  test('is refused when it is none', () => {
    for (const cursor of ['', 'x', 'MTIz', encodeCursor(head).slice(1), '../../etc']) expect(refusal(cursor)).toBe('BAD_INPUT');
  });

  test('of another epoch, ahead of the log or past retention asks for a resync', () => {
    const other = { epoch: 'ffffffff-0000-4000-8000-000000000001', position: 5 };
    expect(refusal(encodeCursor(other))).toBe('RESYNC');
    expect(refusal(encodeCursor({ epoch, position: 1_001 }))).toBe('RESYNC');
    expect(refusal(encodeCursor({ epoch, position: 9 }), head, 10)).toBe('RESYNC');
    expect(refusal(encodeCursor({ epoch, position: 10 }), head, 10)).toBe('10');
    expect(refusal(encodeCursor(head))).toBe('1000');
  });
});
