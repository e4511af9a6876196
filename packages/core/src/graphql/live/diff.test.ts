import fc from 'fast-check';
import jsonPatch from 'fast-json-patch';
import { expect, it } from 'vitest';
import { diff } from './diff.ts';

const applied = (before: unknown, after: unknown): unknown =>
  jsonPatch.applyPatch(structuredClone(before), structuredClone(diff(before, after)) as jsonPatch.Operation[], true).newDocument;
const rows = (...ids: readonly string[]) => ids.map((id) => ({ id, name: `n${id}` }));

it('says nothing where nothing differs', () => {
  expect(diff({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toEqual([]);
});

it('names what differs', () => {
  expect(diff({ a: { 'x/y~': 1, b: 2 } }, { a: { 'x/y~': 3, c: 4 } })).toEqual([
    { op: 'remove', path: '/a/b' },
    { op: 'replace', path: '/a/x~1y~0', value: 3 },
    { op: 'add', path: '/a/c', value: 4 },
  ]);
});

it('follows records by their ids: one that comes first leaves the others as they are', () => {
  expect(diff(rows('a', 'b'), rows('c', 'a', 'b'))).toEqual([{ op: 'add', path: '/0', value: { id: 'c', name: 'nc' } }]);
  expect(diff(rows('a', 'b', 'c'), rows('c', 'a', 'b'))).toEqual([{ op: 'move', from: '/2', path: '/0' }]);
  expect(diff(rows('a', 'b', 'c'), rows('b', 'c'))).toEqual([{ op: 'remove', path: '/0' }]);
  expect(diff(rows('a', 'b', 'c'), rows('b', 'c', 'a')).map((o) => `${o.op} ${o.path}`)).toEqual(['remove /0', 'add /2']);
  const edges = (...ids: readonly string[]) => ids.map((id) => ({ cursor: id, node: { id } }));
  expect(diff(edges('a'), edges('b', 'a'))).toHaveLength(1);
});

it('what has no id is told by its place, between equal ends', () => {
  const groups = (...counts: readonly number[]) => counts.map((count) => ({ count, group: { kind: 'X' } }));
  expect(diff(groups(1, 2, 3), groups(1, 9, 2, 3))).toEqual([{ op: 'add', path: '/1', value: { count: 9, group: { kind: 'X' } } }]);
  expect(diff(groups(1, 2, 3), groups(1, 3))).toEqual([{ op: 'remove', path: '/1' }]);
});

it('a whole result may come or go', () => {
  expect(applied(null, { a: 1 })).toEqual({ a: 1 });
  expect(applied({ a: 1 }, null)).toBeNull();
});

it('applied to the one by somebody else’s code, it gives the other', () => {
  const record = fc.record({ id: fc.constantFrom(...'abcdefgh'), name: fc.string({ maxLength: 2 }) }, { requiredKeys: ['id'] });
  const list = fc.oneof(
    fc.uniqueArray(record, { selector: (r) => r.id, maxLength: 8 }),
    fc.array(fc.oneof(fc.integer({ max: 3 }), fc.constantFrom('x', null)), { maxLength: 5 }),
    fc.array(fc.record({ n: fc.integer({ min: 0, max: 3 }) }), { maxLength: 5 }),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof({ maxDepth: 3 }, list, fc.constantFrom(1, 'a', null), fc.dictionary(fc.constantFrom('a', 'b', '~/'), tie('tree'))),
  }));
  fc.assert(
    fc.property(tree, tree, (a, b) => {
      expect(applied(a, b)).toEqual(b);
    }),
    { numRuns: 1_000 },
  );
});
