/**
 * Operations generated over the small house: what the planner's one statement answers equals the obvious evaluation of the same request
 * over the same rows in memory. `GUANXI_DIFFERENTIAL_RUNS` sets how many; `GUANXI_SEED` repeats a run.
 */

import { onBothEngines } from '@guanxi/testing/database';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { AggregateSelection, ListArguments, Order } from '../../packages/core/src/read/selection.ts';
import {
  ask,
  entityOf,
  fieldOf,
  insert,
  kernelOver,
  literal,
  prepareHouse,
  type TestKernel,
  uuid,
} from '../../packages/core/src/read/testing/kernel.fixture.ts';
import { list, value, values } from '../../packages/core/src/read/testing/selections.fixture.ts';
import { allOf, groupsOf, pageOf, type Row, relatedRows, valueOfField } from './naive.ts';
import { people, readers, worldOf } from './people.fixture.ts';
import { aggregates, filters, groupKeys, orders } from './requests.fixture.ts';

const runs = Number(process.env['GUANXI_DIFFERENTIAL_RUNS'] ?? (process.env['CI'] === 'true' ? 2_000 : 200));
const seed = Number(process.env['GUANXI_SEED'] ?? Date.now() % 2 ** 31);

const readerNames = fc.constantFrom('all', 'own', 'team');
const sizes = fc.integer({ min: 0, max: 9 });
const lists = fc.record({ where: fc.option(filters('Customer'), { nil: null }), orderBy: orders });
const globalId = (prefix: string, id: unknown): string => `${prefix}_${String(id).replaceAll('-', '')}`;

onBothEngines(`plan against naive evaluation, ${runs} operations, seed ${seed}`, (open) => {
  let kernel: TestKernel;
  const rows = people();

  beforeAll(async () => {
    const database = await open({ prepare: prepareHouse });
    for (const [entity, all] of Object.entries(rows)) await insert(database, entity, all);
    // Another tenant's rows are the same but for the tenant: any reference to a table without its tenant doubles an answer.
    for (const [entity, all] of Object.entries(rows)) await insert(database, entity, all, '00000000-0000-7000-8000-00000000000b');
    // Nobody gathers statistics for an embedded database by itself, and without them some filters over filters take minutes.
    await database.asOwner((owner) => owner.script('analyze'));
    kernel = kernelOver(database);
  });

  const check = async (share: number, property: fc.IAsyncPropertyWithHooks<never>): Promise<void> => {
    await fc.assert(property as never, { seed, numRuns: Math.ceil(runs * share), endOnFailure: true });
  };

  test('a list has the rows, the counts and the related rows that the naive evaluation has', { timeout: 600_000 }, async () => {
    await check(
      0.5,
      fc.asyncProperty(readerNames, lists, sizes, async (reader, args, first) => {
        const world = worldOf(rows, reader);
        const expected = allOf(world, entityOf('Customer'), args);
        const own = values('Customer', 'id', 'name', 'score', 'rating', 'contactCount');
        const contacts = {
          kind: 'connection' as const,
          key: 'contacts',
          field: fieldOf('Customer', 'contacts'),
          list: { first: literal(2), after: null, last: null, before: null, where: null, search: null, orderBy: [] },
          connection: {
            typeName: 'C',
            items: [
              {
                kind: 'nodes' as const,
                key: 'nodes',
                selection: { kind: 'record' as const, entity: entityOf('Contact'), items: [value('Contact', 'id')] },
              },
              { kind: 'totalCount' as const, key: 'n' },
            ],
          },
        };
        kernel.statements.length = 0;
        const got = await ask(kernel, readers[reader] as never, [
          list('Customer', [...own, contacts], { ...args, first: literal(first) }, 'all'),
        ]);
        expect(kernel.statements).toHaveLength(1);
        const page = expected.slice(0, first);
        expect(got.data.list.totalCount).toBe(expected.length);
        expect(got.data.list.nodes).toEqual(
          page.map((row) => {
            const related = [...relatedRows(world, fieldOf('Customer', 'contacts'), row)].sort(
              (a, b) => byText(a['name'], b['name']) || byText(a['id'], b['id']),
            );
            return {
              id: globalId('cus', row['id']),
              name: row['name'],
              score: row['score'],
              rating: valueOfField(world, fieldOf('Customer', 'rating'), row),
              contactCount: related.length,
              contacts: { nodes: related.slice(0, 2).map((c) => ({ id: globalId('con', c['id']) })), n: related.length },
            };
          }),
        );
      }) as never,
    );
  });

  test('pages in both directions from any row are those of the naive evaluation', { timeout: 600_000 }, async () => {
    await check(
      0.25,
      fc.asyncProperty(
        readerNames,
        lists,
        sizes,
        fc.nat(),
        fc.nat(),
        fc.constantFrom('first', 'last'),
        async (reader, args, size, at, other, side) => {
          const all = allOf(worldOf(rows, reader), entityOf('Customer'), args);
          const whole = await ask(kernel, readers[reader] as never, [
            list('Customer', values('Customer', 'id'), { ...args, first: literal(500) }, 'all'),
          ]);
          const cursors: string[] = whole.data.list.edges.map((e: { cursor: string }) => e.cursor);
          expect(cursors).toHaveLength(all.length);
          const cursorAt = (n: number): readonly [number, string] | null =>
            n % 3 === 0 || all.length === 0 ? null : [n % all.length, cursors[n % all.length] as string];
          const [after, before] = [cursorAt(at), cursorAt(other)];
          const page: Partial<ListArguments> = {
            [side]: literal(size),
            after: after && literal(after[1]),
            before: before && literal(before[1]),
          };
          const got = await ask(kernel, readers[reader] as never, [
            list('Customer', values('Customer', 'id'), { ...args, ...page }, 'all'),
          ]);
          const expected = pageOf(all, {
            [side]: size,
            ...(after && { after: all[after[0]]?.['id'] as string }),
            ...(before && { before: all[before[0]]?.['id'] as string }),
          });
          const { nodes, edges, pageInfo } = got.data.list;
          const ids = expected.rows.map((r) => globalId('cus', r['id']));
          expect(nodes.map((n: { id: string }) => n.id)).toEqual(ids);
          expect(edges.map((e: { node: { id: string } }) => e.node.id)).toEqual(ids);
          const shown = expected.rows.map((r) => cursors[all.indexOf(r)]);
          expect(edges.map((e: { cursor: string }) => e.cursor)).toEqual(shown);
          expect(pageInfo).toEqual({
            hasNextPage: expected.hasNextPage,
            hasPreviousPage: expected.hasPreviousPage,
            startCursor: shown[0] ?? null,
            endCursor: shown.at(-1) ?? null,
          });
        },
      ) as never,
    );
  });

  test('numbers over groups are those of the naive evaluation', { timeout: 600_000 }, async () => {
    await check(
      0.25,
      fc.asyncProperty(readerNames, fc.option(filters('Customer'), { nil: null }), groupKeys, async (reader, where, groupBy) => {
        const numbers = aggregates.map((aggregate) => ({
          kind: 'numbers' as const,
          key: aggregate,
          aggregate,
          items: ['score', 'rating', 'ratio'].map((n) => ({ kind: 'field' as const, key: n, field: fieldOf('Customer', n) })),
        }));
        const group = {
          kind: 'group' as const,
          key: 'group',
          items: groupBy.map((k, i) => ({ kind: 'field' as const, key: `k${i}`, field: k.field as Exclude<Order['field'], null> })),
        };
        const selection: AggregateSelection = {
          entity: entityOf('Customer'),
          where,
          search: null,
          groupBy,
          first: literal(1000),
          items: [group, { kind: 'count', key: 'count' }, ...numbers],
        };
        const got = await ask(kernel, readers[reader] as never, [{ kind: 'aggregate', key: 'groups', selection }]);
        const shaped = got.data.groups.map((g: Record<string, Record<string, unknown>>) => ({
          keys: groupBy.map((_, i) => g['group']?.[`k${i}`]),
          count: g['count'],
          numbers: Object.fromEntries(
            numbers.flatMap((n) => n.items.map((f) => [`${n.aggregate} ${f.key}`, numberOrNull(g[n.key]?.[f.key])])),
          ),
        }));
        expect(sorted(shaped)).toEqual(sorted(groupsOf(worldOf(rows, reader), selection).map((g) => ({ ...g, keys: [...g.keys] }))));
      }) as never,
    );
  });

  test('the made-up rows have what the comparison needs', () => {
    expect(rows['Customer']).toHaveLength(60);
    expect(allOf(worldOf(rows, 'team'), entityOf('Customer'), { where: null, orderBy: [] }).length).toBeGreaterThan(10);
    expect((rows['Staff'] as Row[])[0]?.['id']).toBe(uuid(1));
  });
});

const byText = (a: unknown, b: unknown): number => (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0);
const numberOrNull = (v: unknown): number | null => (v === null || v === undefined ? null : Number(v));
const sorted = <T>(values: readonly T[]): readonly T[] =>
  values
    .map((v) => [JSON.stringify(v), v] as const)
    .sort(([a], [b]) => byText(a, b))
    .map(([, v]) => v);
