/** Whatever code writes in a transaction, in whatever order: the tables end up as a plain map does, one version step and one log row a record. */
import { onBothEngines } from '@guanxi/testing/database';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { t } from '../model/input.ts';
import { label } from '../model/label.ts';
import type { Plugin } from '../plugin/define.ts';
import { Account, p, type Shop, shop } from './shop.fixture.ts';
import type { Tx } from './tx.ts';
import { makeWorld, type World } from './world.fixture.ts';

type Step =
  | { readonly kind: 'insert'; readonly name: string; readonly parent: number | null }
  | { readonly kind: 'update'; readonly at: number; readonly name?: string; readonly points?: number; readonly parent?: number | null }
  | { readonly kind: 'remove' | 'lock'; readonly at: number }
  | { readonly kind: 'read' };

const at = fc.nat(20);
const name = fc.constantFrom('a', 'b', 'c');
const parent = fc.option(at, { freq: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('insert' as const), name, parent }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('update' as const), at, name, points: fc.nat(3), parent }, { requiredKeys: ['kind', 'at'] }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('remove' as const, 'lock' as const), at }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'read' as const }) },
);

interface Kept {
  name: string;
  points: number;
  parent: string | null;
  version: number;
}
let body: (tx: Tx<Shop>) => Promise<void>;
const act = p.command('act', {
  label: label('Act', '做'),
  permission: 'shop:write',
  input: {},
  output: { done: t.bool() },
  run: (tx) => body(tx).then(() => ({ done: true })),
});

onBothEngines('coalescing', (open) => {
  let w: World;
  beforeAll(async () => {
    w = await makeWorld(open, { plugins: [shop({ commands: [act] }) as unknown as Plugin] });
  });

  test('any sequence of writes leaves what a plain map would hold', async () => {
    const kept = new Map<string, Kept>();
    let logged = 0;
    const property = fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const before = new Map([...kept].map(([id, row]) => [id, { ...row }]));
      const gone = new Set<string>();
      const touched = new Set<string>();
      body = async (tx) => {
        for (const s of steps) await apply(tx, s);
      };
      const pick = (n: number): string | null => [...kept.keys()].sort()[n % Math.max(kept.size, 1)] ?? null;
      const apply = async (tx: Tx<Shop>, s: Step): Promise<void> => {
        if (s.kind === 'read') return void (await tx.get(Account, tx.newId(Account)));
        if (s.kind === 'insert') {
          const parentId = s.parent === null ? null : pick(s.parent);
          const id = await tx.insert(Account, { name: s.name, parentId: parentId as never });
          kept.set(id, { name: s.name, points: 0, parent: parentId, version: 1 });
          return;
        }
        const id = pick(s.at);
        const row = id === null ? undefined : kept.get(id);
        if (id === null || !row) return;
        if (s.kind === 'lock')
          expect(await tx.lock(Account, id as never)).toMatchObject({ name: row.name, points: row.points, parentId: row.parent });
        else if (s.kind === 'update') {
          const parentId = s.parent === undefined ? row.parent : s.parent === null ? null : pick(s.parent);
          Object.assign(row, { name: s.name ?? row.name, points: s.points ?? row.points, parent: parentId });
          touched.add(id);
          await tx.update(Account, id as never, {
            ...(s.name !== undefined && { name: s.name }),
            ...(s.points !== undefined && { points: s.points }),
            parentId: parentId as never,
          });
        } else if (![...kept.values()].some((other) => other.parent === id)) {
          kept.delete(id);
          gone.add(id);
          await tx.remove(Account, id as never);
        }
      };
      await w.done(act, {});
      for (const id of touched) {
        const row = kept.get(id);
        const old = before.get(id);
        if (row && old && (row.name !== old.name || row.points !== old.points || row.parent !== old.parent)) row.version += 1;
      }
      const fresh = [...kept.keys()].filter((id) => !before.has(id)).length;
      const changed = [...before].filter(([id, old]) => (kept.get(id)?.version ?? old.version) !== old.version).length;
      logged += fresh + changed + [...gone].filter((id) => before.has(id)).length;

      const rows = await w.rows('select id, name, points, parent_id, version from crm.shop_account');
      expect(
        new Map(rows.map((r) => [r['id'], { name: r['name'], points: r['points'], parent: r['parent_id'], version: r['version'] }])),
      ).toEqual(kept);
      expect(await w.rows('select count(*)::int as n from crm.change_log')).toEqual([{ n: logged }]);
    });
    await fc.assert(property, { numRuns: 40, seed: 20260301, endOnFailure: true });
  }, 120_000);
});
