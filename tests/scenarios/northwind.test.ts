/**
 * A classic's data, imported with the mappings of `examples/northwind`. The files are not part of the repository: GUANXI_NORTHWIND names
 * their folder, or they lie in `shared/data/northwind` beside the checkout; where they are not, the tests are skipped and say so.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Actor } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { type ImportCounts, importTable, openTable, type RefusedRow, readMappings } from '@guanxi/server';
import { describeEngines, type TestEngine } from '@guanxi/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { brokenRows } from './northwind-broken.fixture.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const data = process.env['GUANXI_NORTHWIND'] ?? join(root, '../shared/data/northwind');
const isThere = existsSync(join(data, 'customers.csv'));
if (!isThere) console.warn(`Northwind is not imported: there is no customers.csv in ${data}. Set GUANXI_NORTHWIND to its folder.`);

type Tested = TestEngine<ReturnType<typeof crm>>;
const actorIn = (t: Tested): Actor => ({ kind: 'service', name: 'import', tenant: t.tenant.id, permissions: ['*'], locale: 'en' });

async function run(
  t: Tested,
  path: string,
  mapping: string,
): Promise<{ readonly told: readonly string[]; readonly refused: readonly RefusedRow[] }> {
  const file = join(root, 'examples/northwind', `${mapping}.json`);
  const told: string[] = [];
  const refused: RefusedRow[] = [];
  for (const one of readMappings(await readFile(file, 'utf8'), file)) {
    const o = {
      actor: actorIn(t),
      zone: t.tenant.zone,
      locale: 'en',
      onRefused: async (row: RefusedRow) => void refused.push(row),
    } as const;
    const c: ImportCounts = await importTable(t.engine, await openTable(path), one, o);
    told.push(`${one.into} ${c.created} ${c.updated} ${c.unchanged} ${c.refused}`);
  }
  return { told, refused };
}
const files = [
  ['customers', 'customers'],
  ['suppliers', 'suppliers'],
  ['staff', 'staff'],
  ['order_lines', 'order-lines'],
] as const;
const all = async (t: Tested) => {
  const told: string[] = [];
  for (const [file, mapping] of files) told.push(...(await run(t, join(data, `${file}.csv`), mapping)).told);
  return told;
};

type Node = Record<string, unknown>;
interface Page {
  readonly nodes: Node[];
  readonly totalCount: number;
}
async function read(t: Tested, selection: string): Promise<Readonly<Record<string, Page>>> {
  const answer = await t.engine.as(actorIn(t)).execute(`{ ${selection} }`);
  expect(answer.errors).toBeUndefined();
  return answer.data as never;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'northwind-'));
});
afterAll(() => rm(folder, { recursive: true }));

if (isThere) {
  describeEngines('Northwind', { plugins: [crm()], tenant: { zone: 'America/Los_Angeles', currency: 'USD' } }, (made) => {
    test('comes in whole: customers with their people, suppliers, staff with its hierarchy, every order line', async () => {
      expect(await all(made())).toEqual([
        'createCustomer 91 0 0 0',
        'createContact 91 0 0 0',
        'createCustomer 29 0 0 0',
        'createContact 29 0 0 0',
        'createStaff 9 0 0 0',
        'recordFact 2155 0 0 0',
      ]);
    });

    test('a customer has its person, address and numbers; one that the library cannot confirm stays as written, unverified', async () => {
      const { customers } = await read(
        made(),
        `customers(where: { code: { eq: "ALFKI" } }) { nodes { name roles
        channels { nodes { kind value verification } } addresses { nodes { lines city postalCode country countryCode } }
        contacts { nodes { name title externalRef } } } }`,
      );
      expect(customers?.nodes).toEqual([
        {
          name: 'Alfreds Futterkiste',
          roles: ['END_CUSTOMER'],
          channels: {
            nodes: expect.arrayContaining([
              expect.objectContaining({ kind: 'PHONE', value: '030-0074321' }),
              expect.objectContaining({ kind: 'FAX' }),
            ]),
          },
          addresses: { nodes: [{ lines: ['Obere Str. 57'], city: 'Berlin', postalCode: '12209', country: 'Germany', countryCode: 'DE' }] },
          contacts: { nodes: [{ name: 'Maria Anders', title: 'Sales Representative', externalRef: 'northwind/customer/ALFKI' }] },
        },
      ]);
      const unverified = await read(
        made(),
        'customers(where: { channels: { some: { verification: { eq: UNVERIFIED } } } }) { totalCount }',
      );
      expect(unverified['customers']?.totalCount).toBeGreaterThan(0);
    });

    test('suppliers have their role; staff has its lines of report', async () => {
      const { suppliers, staffMembers } = await read(
        made(),
        `suppliers: customers(where: { roles: { has: SUPPLIER } }) { totalCount }
        staffMembers { nodes { externalRef manager { externalRef } } }`,
      );
      expect(suppliers?.totalCount).toBe(29);
      const lines = staffMembers?.nodes
        .filter((s) => s['externalRef'] !== null)
        .map((s) => `${s['externalRef']}<${(s['manager'] as Node | null)?.['externalRef'] ?? ''}`);
      expect(lines?.sort()).toEqual(['1<2', '2<', '3<2', '4<2', '5<2', '6<5', '7<5', '8<2', '9<5']);
    });

    test('the facts add up to the cent, group into the orders, and stand at midnight in the tenant’s zone', async () => {
      const answer = (await read(
        made(),
        `factsAggregate { count sum { value } countDistinct { orderRef } }
        first: facts(first: 1, where: { orderRef: { eq: "10248" } }) { nodes { at sourcePlugin value { amount currency } } }`,
      )) as unknown as {
        factsAggregate: Node[];
        first: { nodes: Node[] };
      };
      expect(answer.factsAggregate).toEqual([{ count: 2155, sum: { value: '1265792.9500' }, countDistinct: { orderRef: 830 } }]);
      expect(answer.first.nodes).toMatchObject([{ at: '1996-07-04T07:00:00.000Z', sourcePlugin: 'northwind' }]);
    });

    test('a second import changes nothing', async () => {
      const t = made();
      const state = async () =>
        (
          await t.database.query({
            text: `select (select count(*) from crm.change_log) as changes, (select sum(version) from crm.crm_customer) as customers,
        (select sum(version) from crm.crm_contact) as contacts, (select count(*) from crm.event_inbox) as events`,
          })
        ).rows;
      const before = await state();
      expect(await all(t)).toEqual([
        'createCustomer 0 0 91 0',
        'createContact 0 0 91 0',
        'createCustomer 0 0 29 0',
        'createContact 0 0 29 0',
        'createStaff 0 0 9 0',
        'recordFact 0 0 2155 0',
      ]);
      expect(await state()).toEqual(before);
    });

    test('of a file with twenty broken rows the rest comes in, and each of the twenty is named with its kind', async () => {
      const t = await made().another({ zone: 'America/Los_Angeles', currency: 'USD' });
      await run(t, join(data, 'customers.csv'), 'customers');
      const path = join(folder, 'broken.csv');
      const { text, expected, before } = brokenRows(await readFile(join(data, 'order_lines.csv'), 'utf8'));
      await writeFile(path, before);
      expect((await run(t, path, 'order-lines')).told).toEqual(['recordFact 2 0 0 0']);
      await writeFile(path, text);
      const { told, refused } = await run(t, path, 'order-lines');
      expect(told).toEqual(['recordFact 2155 0 0 20']);
      const kinds = refused.map((row) => `${row.line} ${row.problems[0]?.column} ${row.problems[0]?.code}`);
      expect(kinds.sort()).toEqual([...expected].sort());
      expect(new Set(expected.map((e) => e.split(' ').at(-1))).size).toBe(10);
    });
  });
} else {
  test.skip('Northwind: its files are not there');
}
