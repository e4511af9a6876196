import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closesCircle, parents, subtree, type TreeNode } from './hierarchy.ts';

const nodes: readonly TreeNode<string>[] = [
  { id: 'firm', parentId: null },
  { id: 'sales', parentId: 'firm' },
  { id: 'north', parentId: 'sales' },
  { id: 'service', parentId: 'firm' },
];

describe('G12 trees', () => {
  test('a record is no parent of itself, nor below itself', () => {
    expect(closesCircle('sales', 'sales', parents(nodes))).toBe(true);
    expect(closesCircle('firm', 'north', parents(nodes))).toBe(true);
    expect(closesCircle('north', 'service', parents(nodes))).toBe(false);
    expect(closesCircle('north', 'unknown', parents(nodes))).toBe(false);
  });

  test('what is below a record', () => {
    expect(subtree('sales', nodes)).toEqual(['sales', 'north']);
    expect(subtree('firm', nodes)).toEqual(['firm', 'sales', 'service', 'north']);
    expect(subtree('nowhere', nodes)).toEqual(['nowhere']);
  });

  test('whatever order parents are given in, those that close no circle leave a forest', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 60 }), (moves) => {
        const parentOf = new Map<string, string | null>(Array.from({ length: 10 }, (_, i) => [`n${i}`, null]));
        for (const [node, parent] of moves) {
          if (!closesCircle(`n${node}`, `n${parent}`, parentOf)) parentOf.set(`n${node}`, `n${parent}`);
        }
        const all = [...parentOf].map(([id, parentId]) => ({ id, parentId }));
        // Everyone is reached from a root, once.
        const reached = all.filter((n) => n.parentId === null).flatMap((root) => subtree(root.id, all));
        expect(reached.toSorted()).toEqual(all.map((n) => n.id).toSorted());
      }),
    );
  });
});
