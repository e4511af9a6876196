import { describe, expect, it } from 'vitest';
import type { JournalRow } from './journal.ts';
import { parseMigration } from './source.ts';
import { compare, refuseUnsafe } from './status.ts';

const shop = { plugin: 'shop', needs: [], directory: new URL('file:///nowhere/') };
const [a, b, c] = ['1_a', '2_b', '3_c'].map((name) => parseMigration('shop', name, `select '${name}'`)) as [
  ReturnType<typeof parseMigration>,
  ReturnType<typeof parseMigration>,
  ReturnType<typeof parseMigration>,
];
const row = (name: string, o: Partial<JournalRow> = {}): JournalRow => ({
  plugin: 'shop',
  name,
  hash: [a, b, c].find((m) => m.name === name)?.hash ?? 'unknown',
  statementsDone: 1,
  appliedAt: '2026-01-01T00:00:00.000Z',
  ...o,
});
const code = (rows: readonly JournalRow[]) => {
  try {
    refuseUnsafe(compare([shop], [a, b, c], rows));
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the status of migrations', () => {
  it('tells applied from pending', () => {
    const found = compare([shop], [a, b, c], [row('1_a')]);
    expect(found.applied).toEqual([{ plugin: 'shop', name: '1_a', appliedAt: '2026-01-01T00:00:00.000Z' }]);
    expect(found.pending.map(({ name }) => name)).toEqual(['2_b', '3_c']);
    expect(code([row('1_a')])).toBeNull();
  });

  it('names an edited file, a newer database and a gap, each with its code', () => {
    expect(code([row('1_a', { hash: 'other' })])).toBe('MIGRATION_EDITED');
    expect(code([row('1_a'), row('2_b'), row('3_c'), row('4_d')])).toBe('MIGRATION_NEWER');
    expect(code([row('1_a'), row('3_c')])).toBe('MIGRATION_GAP');
    expect(() => refuseUnsafe(compare([shop], [a, b, c], [row('1_a'), row('3_c')]))).toThrow('shop/2_b');
  });

  it('lets an unfinished migration be corrected as long as none of it has run', () => {
    expect(code([row('1_a', { hash: 'other', appliedAt: null, statementsDone: 0 })])).toBeNull();
    expect(code([row('1_a', { hash: 'other', appliedAt: null, statementsDone: 1 })])).toBe('MIGRATION_EDITED');
  });

  it('reports what belongs to plugins that are not installed, and refuses nothing', () => {
    const gone = row('1_x', { plugin: 'gone' });
    expect(compare([shop], [a, b, c], [gone]).notInstalled).toEqual([{ plugin: 'gone', name: '1_x' }]);
    expect(code([gone])).toBeNull();
  });
});
