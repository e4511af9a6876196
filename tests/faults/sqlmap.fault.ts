/**
 * A16 by a tool that does nothing else: sqlmap against the values that clients put into filters, searches, orders, attributes, cursors, ids
 * and time zones finds no way into a statement, and does find one that was left open on purpose.
 *
 * GUANXI_SQLMAP_SECONDS bounds it (default 180; the whole of it takes about ten minutes).
 */
import { once } from 'node:events';
import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decimalOf } from '@guanxi/core';
import { createCustomer, crm, defineAttribute, recordFact } from '@guanxi/core/crm';
import { createServer, type GuanxiServer } from '@guanxi/server';
import { createTestEngine } from '@guanxi/testing';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Outcome, sqlmap, sqlmapVersion } from './sqlmap.fixture.ts';

const version = sqlmapVersion();
if (version === null) console.warn('sqlmap is not installed (scripts/system-programs.sh): its search for injections is left out.');
const allowed = Number(process.env['GUANXI_SQLMAP_SECONDS'] ?? 180);

/** Each with the values that are attacked: an asterisk marks them. */
const targets: Readonly<Record<string, { readonly query: string; readonly variables: object }>> = {
  search: {
    query: 'query ($s: String) { customers(search: $s) { totalCount nodes { name } } }',
    variables: { s: 'Nordwind*' },
  },
  filter: {
    query:
      'query ($a: String, $b: [String!], $c: ID!) { a: customers(where: { name: { eq: $a } }) { totalCount } b: customers(where: { name: { in: $b } }) { totalCount } c: customer(id: $c) { name } }',
    variables: { a: 'Nordwind*', b: ['Nordwind*'], c: 'cus_0190f5c2*' },
  },
  pattern: {
    query: 'query ($a: String) { customers(where: { name: { contains: $a } }) { totalCount } }',
    variables: { a: 'ord*' },
  },
  attribute: {
    query:
      'query ($k: String!, $v: JSON, $o: String!) { customers(where: { attributes: [{ key: $k, eq: $v }] }, orderBy: [{ attribute: { key: $o, direction: ASC } }]) { nodes { name attributes } } }',
    variables: { k: 'shop.colour*', v: 'red*', o: 'shop.colour*' },
  },
  sort: {
    query: 'query ($d: OrderDirection!, $after: String) { customers(first: 2, after: $after, orderBy: [{ name: $d }]) { nodes { name } } }',
    variables: { d: 'ASC*', after: 'x*' },
  },
  text: {
    query: '{ a: customers(search: "Nordwind*", where: { name: { startsWith: "Nord*" } }, orderBy: [{ name*: ASC }]) { nodes { name } } }',
    variables: {},
  },
  group: {
    query:
      'query ($z: String, $k: String) { a: factsAggregate(groupBy: [{ field: AT, bucket: DAY, zone: $z }]) { count } b: customersAggregate(groupBy: [{ attribute: $k }]) { count } }',
    variables: { z: 'Asia/Shanghai*', k: 'shop.colour*' },
  },
};

describe.skipIf(version === null || inject('postgresUrl') === null)('A16 sqlmap', () => {
  const open = () => createTestEngine({ plugins: [crm()], engine: 'postgres', limits: { rate: null } });
  let t: Awaited<ReturnType<typeof open>>;
  let server: GuanxiServer;
  let url = '';
  let requests = 0;
  let holed: Server;

  beforeAll(async () => {
    t = await open();
    const admin = await t.staff();
    await admin.run(defineAttribute, { entity: 'Customer', key: 'shop.colour', type: 'TEXT', label: { en: 'Colour', zh: '颜色' } });
    for (const name of ['Nordwind', '上海会展', 'Acme']) {
      const made = { name, kind: 'ORGANISATION', attributes: { 'shop.colour': 'red' }, confirmNew: true } as const;
      const { customer } = await admin.run(createCustomer, made);
      const value = { amount: decimalOf('100'), currency: 'CNY' };
      await admin.run(recordFact, { customer, at: t.clock.now(), value, sourcePlugin: 'till', sourceRef: name });
    }
    server = createServer(
      { ...t.engine, as: t.engine.as },
      {
        authenticate: () => {
          requests += 1;
          return admin.actor;
        },
        port: 0,
      },
    );
    ({ url } = await server.listen());
    holed = createHttpServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += String(chunk)));
      request.on('end', () => {
        void injectable(body).then(
          (rows) => response.end(JSON.stringify(rows)),
          (error: unknown) => response.writeHead(500).end(String(error)),
        );
      });
    }).listen(0, '127.0.0.1');
    await once(holed, 'listening');
  });
  afterAll(async () => {
    holed?.close();
    await server?.close();
    await t?.close();
  });

  /** What no code of this house does. */
  async function injectable(body: string): Promise<unknown> {
    const { name } = JSON.parse(body) as { readonly name: string };
    const { rows } = await t.database.query({ text: `select n from unnest(array['Nordwind', 'Acme']) n where n = '${name}'` });
    return rows;
  }

  const said = (what: string, { isComplete, seconds, found, output }: Outcome): void => {
    const tried = new Set(output.match(/testing '[^']+'/g) ?? []).size;
    console.log(
      `sqlmap ${version}, ${what}: ${found.length === 0 ? 'nothing found' : (found[0] ?? '').trim()}; ${tried} kinds of attack in ${seconds} s, ${isComplete ? 'all of them' : 'cut off when its time was up'}`,
    );
  };

  test(`finds the hole that was left open on purpose, within its share of ${allowed} s`, async () => {
    const { port } = holed.address() as AddressInfo;
    const outcome = await sqlmap({
      url: `http://127.0.0.1:${port}/`,
      body: JSON.stringify({ name: 'Nordwind*' }),
      dbms: 'PostgreSQL',
      seconds: Math.max(60, allowed / 6),
    });
    said('the hole', outcome);
    expect(outcome.found, outcome.output.slice(-2_000)).not.toEqual([]);
  }, 240_000);

  test.each(Object.entries(targets))(
    'finds none in %s',
    async (what, { query, variables }) => {
      const before = requests;
      const sane = JSON.stringify({ query, variables }).replaceAll('*', '');
      const plain = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: sane });
      expect(await plain.text()).not.toMatch(/GRAPHQL_|INTERNAL/);
      // First all that Postgres would fall for, then whatever there is, for as long as is left.
      let left = (allowed * 5) / 6 / Object.keys(targets).length;
      for (const dbms of ['PostgreSQL', undefined] as const) {
        const begun = requests;
        const outcome = await sqlmap({ url, body: JSON.stringify({ query, variables }), seconds: left, ...(dbms && { dbms }) });
        left -= outcome.seconds;
        said(`${what} as ${dbms ?? 'any'}, ${requests - begun} requests`, outcome);
        expect(outcome.found, outcome.output.slice(-2_000)).toEqual([]);
        if (left < 1) break;
      }
      expect(requests - before).toBeGreaterThan(50);
    },
    allowed * 1_000 + 60_000,
  );
});
