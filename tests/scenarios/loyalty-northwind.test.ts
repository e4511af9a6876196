/**
 * A classic's order lines earn points under schemes of three tiers, and what the plugin says of every customer is what a calculation in SQL
 * says that knows nothing of it: in the order of the file, shuffled, and told twice. The files are not part of the repository: see
 * `northwind.test.ts`.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Actor, decimalOf } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import {
  activateEarningRule,
  activateTierScheme,
  defineEarningRule,
  defineTierScheme,
  loyalty,
  recalculateLoyalty,
} from '@guanxi/plugin-loyalty';
import { importTable, openTable, readMappings } from '@guanxi/server';
import { describeEngines, type TestEngine } from '@guanxi/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectedLoyalty } from './loyalty-northwind.fixture.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const data = process.env['GUANXI_NORTHWIND'] ?? join(root, '../shared/data/northwind');
const isThere = existsSync(join(data, 'customers.csv'));
if (!isThere) console.warn(`Northwind earns no points: there is no customers.csv in ${data}. Set GUANXI_NORTHWIND to its folder.`);

type House = TestEngine<ReturnType<typeof crm> | ReturnType<typeof loyalty>>;
const tenant = { zone: 'America/Los_Angeles', currency: 'USD' } as const;
const actorIn = (t: House): Actor => ({ kind: 'service', name: 'import', tenant: t.tenant.id, permissions: ['*'], locale: 'en' });

async function load(t: House, path: string, mapping: string): Promise<string[]> {
  const file = join(root, 'examples/northwind', `${mapping}.json`);
  const told: string[] = [];
  for (const one of readMappings(await readFile(file, 'utf8'), file)) {
    const c = await importTable(t.engine as never, await openTable(path), one, { actor: actorIn(t), zone: t.tenant.zone, locale: 'en' });
    told.push(`${one.into} ${c.created} ${c.updated} ${c.unchanged} ${c.refused}`);
  }
  return told;
}

/** What each basis takes to be silver and gold, and to stay it. */
const thresholds = {
  SPEND: { silver: ['3000', '2000'], gold: ['10000', '6000'] },
  ORDERS: { silver: ['4', '3'], gold: ['10', '8'] },
  POINTS: { silver: ['3000', '2000'], gold: ['12000', '7000'] },
} as const;
type Basis = keyof typeof thresholds;

async function programme(t: House, basis: Basis): Promise<void> {
  await t.engine.settings(t.tenant.id).set('loyalty', { autoEnrol: true, pointsLastMonths: null });
  const manager = await t.staff();
  const { silver, gold } = thresholds[basis];
  const { scheme } = await manager.run(defineTierScheme, {
    name: basis,
    basis,
    period: 'CALENDAR_YEAR',
    ...(basis === 'SPEND' && { currency: 'USD' }),
    tiers: [
      { tier: 'BASIC', entry: decimalOf('0') },
      { tier: 'SILVER', entry: decimalOf(silver[0]), keep: decimalOf(silver[1]) },
      { tier: 'GOLD', entry: decimalOf(gold[0]), keep: decimalOf(gold[1]) },
    ],
  });
  await manager.run(activateTierScheme, { scheme });
  const from = new Date('1990-01-01T00:00:00Z');
  const rate = (amount: string) => ({ rate: decimalOf(amount), currency: 'USD', validFrom: from });
  for (const rule of [
    { name: 'Base', kind: 'BASE', ...rate('1') },
    { name: 'Silver', kind: 'BONUS', ...rate('0.25'), tiers: ['SILVER'] },
    { name: 'Gold', kind: 'BONUS', ...rate('0.5'), tiers: ['GOLD'] },
    {
      name: 'Campaign of 1997',
      kind: 'BONUS',
      ...rate('1'),
      products: ['Côte de Blaye'],
      validFrom: new Date('1997-01-01T08:00:00Z'),
      validUntil: new Date('1998-01-01T08:00:00Z'),
    },
  ] as const) {
    const made = await manager.run(defineEarningRule, { ...rule, products: [...('products' in rule ? rule.products : [])] } as never);
    await manager.run(activateEarningRule, { rule: made.rule, retroactive: true });
  }
}

const asIs = async (t: House) =>
  (
    await t.database.query<{ code: string; points: number; tier: string }>({
      text: `select c.code, a.points, a.tier from crm.loyalty_account a join crm.crm_customer c on c.tenant_id = a.tenant_id and c.id = a.customer_id
        where a.tenant_id = $1 order by 1`,
      params: [t.tenant.id],
    })
  ).rows;
const expected = async (t: House, basis: Basis) =>
  (await t.database.query(expectedLoyalty({ tenant: t.tenant.id, basis, ...thresholds[basis], now: t.clock.now() }))).rows;
const traces = async (t: House) =>
  (
    await t.database.query({
      text: `select (select count(*) from crm.loyalty_entry where tenant_id = $1) as entries, (select sum(version) from crm.loyalty_account where tenant_id = $1) as accounts,
        (select sum(version) from crm.loyalty_earning where tenant_id = $1) as earnings, (select sum(version) from crm.loyalty_lot where tenant_id = $1) as lots,
        (select sum(version) from crm.loyalty_tier_spell where tenant_id = $1) as spells`,
      params: [t.tenant.id],
    })
  ).rows;

/** The lines of the file in an order that says nothing, the same each time. */
function shuffled(text: string): string {
  const [head, ...lines] = text.trimEnd().split('\n');
  let seed = 42;
  const keyed = lines.map((line) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return { line, seed };
  });
  return [head, ...keyed.sort((a, b) => a.seed - b.seed).map(({ line }) => line), ''].join('\n');
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'northwind-loyalty-'));
});
afterAll(() => rm(folder, { recursive: true }));

if (isThere) {
  describeEngines('Northwind’s members', { plugins: [crm(), loyalty()], tenant, start: '1998-12-31T20:00:00.000Z' }, (made) => {
    const lines = join(data, 'order_lines.csv');
    const houses = new Map<Basis, House>();

    test.each(['SPEND', 'ORDERS', 'POINTS'] as const)(
      'LOY-01 LOY-02 have the points and tiers that SQL says, all 89 of them, by %s',
      {
        timeout: 240_000,
      },
      async (basis) => {
        const house = (await (made() as unknown as House).another(tenant)) as House;
        houses.set(basis, house);
        await load(house, join(data, 'customers.csv'), 'customers');
        await programme(house, basis);
        expect(await load(house, lines, 'order-lines')).toEqual(['recordFact 2155 0 0 0']);
        const rows = await asIs(house);
        expect(rows).toHaveLength(89);
        expect(new Set(rows.map((row) => row.tier))).toEqual(new Set(['BASIC', 'SILVER', 'GOLD']));
        expect(rows).toEqual(await expected(house, basis));
      },
    );

    // By points, since these hang on the tier and the tier on them.
    test('LOY-01 LOY-02 told twice, and told again from the facts, nothing differs', { timeout: 240_000 }, async () => {
      const house = houses.get('POINTS') as House;
      const before = await traces(house);
      expect(await load(house, lines, 'order-lines')).toEqual(['recordFact 0 0 2155 0']);
      await (await house.staff()).run(recalculateLoyalty, {});
      await house.workOff();
      expect(await traces(house)).toEqual(before);
    });

    test('LOY-01 LOY-02 told in any order, the same', { timeout: 240_000 }, async () => {
      const house = houses.get('POINTS') as House;
      const other = (await house.another(tenant)) as House;
      await load(other, join(data, 'customers.csv'), 'customers');
      await programme(other, 'POINTS');
      const path = join(folder, 'shuffled.csv');
      await writeFile(path, shuffled(await readFile(lines, 'utf8')));
      expect(await load(other, path, 'order-lines')).toEqual(['recordFact 2155 0 0 0']);
      expect(await asIs(other)).toEqual(await asIs(house));
    });
  });
} else {
  test.skip('Northwind earns no points: its files are not there');
}
