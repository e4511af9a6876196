/**
 * Every statement of the engine stays within one tenant: each table that a plan scans is bound to a tenant, by a value of the request or by the row
 * it is joined to. So the schema can be distributed by tenant (Citus, YugabyteDB) as it stands, and no statement asks all nodes. Shown by Postgres'
 * own plans of what queries and mutations made up from the schema send. With the table rules, which say the same of every key and index.
 */
import type { Actor, Engine } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { createTestEngine } from '@guanxi/testing';
import fc from 'fast-check';
import postgres from 'postgres';
import { describe, expect, inject, test } from 'vitest';
import { fill } from '../generated/data.ts';
import { generateOperation } from '../generated/operations.ts';

const numRuns = Number(process.env['GUANXI_DIFFERENTIAL_RUNS'] ?? (process.env['CI'] === 'true' ? 300 : 60));
const seed = Number(process.env['GUANXI_SEED'] ?? 20_240_229);

/** Local to a database or to a group of shards: the list of tenants, and what one process does for all tenants of such a group. */
const local = /^(pg_\w+|tenant|journal|event_inbox|event(_from_\d+)?|log_head|log_reader|log_retention|job|plugin_hang|plugin_stop)$/;

/** The readers of the log, one for all tenants of a group of shards: they take what all their tenants asked for. */
const ofTheLog = /\bcrm\.log_reader\b/;

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Schema?: string;
  readonly Plans?: readonly Node[];
  readonly [more: string]: unknown;
}

interface Explained {
  readonly 'QUERY PLAN': readonly { readonly Plan: Node }[];
}

/** Scans of tables of tenants that are bound to none. */
function unbound(node: Node): readonly string[] {
  const conditions = ['Index Cond', 'Recheck Cond', 'Filter'].map((name) => node[name]).join(' ');
  const table = node['Relation Name'];
  const isScan = table !== undefined && node['Node Type'] !== 'ModifyTable';
  const isFree = isScan && !local.test(table) && !/\btenant_id = /.test(conditions);
  return [...(isFree ? [`${table} by ${node['Node Type']}`] : []), ...(node.Plans ?? []).flatMap((child) => unbound(child))];
}

describe.skipIf(inject('postgresUrl') === null)('what the engine sends', () => {
  test(`touches one tenant with each statement, seed ${seed}`, { timeout: 600_000 }, async () => {
    const t = await createTestEngine({ plugins: [crm()], engine: 'postgres' });
    const engine = t.engine as unknown as Engine;
    const all: Actor = { kind: 'service', name: 'test', tenant: t.tenant.id, permissions: ['*'] };
    const own: Actor = { ...all, kind: 'staff', staffId: '00000000-0000-7000-8000-000000000001', permissions: { '*': 'own' } };
    const team: Actor = { ...own, teamIds: ['00000000-0000-7000-8000-000000000002'], permissions: { '*': 'team' } };
    const contact: Actor = { ...all, kind: 'contact', contactId: '00000000-0000-7000-8000-000000000003', customerIds: [] };
    const { schema } = engine;
    const { statements } = await t.statements(async () => {
      const pools = await fill(engine, all);
      for (const operation of ['query', 'mutation'] as const) {
        const type = operation === 'query' ? schema.getQueryType() : schema.getMutationType();
        const roots = Object.keys(type?.getFields() ?? {});
        await fc.assert(
          fc.asyncProperty(fc.gen(), async (g) => {
            const generated = generateOperation({ below: (n) => g(fc.nat, { max: n - 1 }) }, { schema, pools, roots, operation });
            for (const actor of operation === 'query' ? [all, own, team, contact] : [all]) await engine.execute({ ...generated, actor });
          }),
          { numRuns, seed },
        );
      }
      await t.workOff();
    });
    const { rows } = await t.database.query({ text: 'select current_database()::text as name' });
    const sql = postgres((inject('postgresUrl') as string).replace(/\/postgres$/, `/${String(rows[0]?.['name'])}`), {
      max: 1,
      onnotice: () => undefined,
    });
    const texts = [...new Set(statements)].filter(
      (text) => /^\s*(select|with|insert|update|delete)\b/i.test(text) && /\bcrm\./.test(text) && !ofTheLog.test(text),
    );
    const free: string[] = [];
    let scans = 0;
    try {
      // Small tables are scanned whole, whatever the condition: what counts is that there is one.
      for (const text of texts) {
        const explained = await sql.unsafe<Explained[]>(`explain (generic_plan, format json) ${text}`).simple();
        const plans = explained.flatMap((row) => row['QUERY PLAN']).map(({ Plan }) => Plan);
        scans += JSON.stringify(plans).split('"Relation Name"').length - 1;
        for (const what of plans.flatMap(unbound)) free.push(`${what}: ${text}`);
      }
    } finally {
      await sql.end();
      await t.close();
    }
    console.log(`distribution: ${texts.length} statements with ${scans} scans, ${free.length} of them bound to no tenant`);
    expect(free).toEqual([]);
    expect(texts.length).toBeGreaterThan(100);
  });
});
