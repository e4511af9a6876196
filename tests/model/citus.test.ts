/** What docs/citus.sql would say to Citus names every table once: those of tenants in an order that their references allow, the others not at all. */
import { readFile } from 'node:fs/promises';
import { crm } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { expect, test } from 'vitest';

/** Local to the coordinator: what one process does for all tenants. */
const local = ['event', 'event_inbox', 'job', 'journal', 'log_head', 'log_reader', 'log_retention', 'plugin_hang', 'plugin_stop'];

describeEngines('the script for Citus', { plugins: [crm()] }, (t) => {
  test('divides every table of tenants, and what it refers to before it', async () => {
    const script = await readFile(new URL('../../docs/citus.sql', import.meta.url), 'utf8');
    const rows = async (text: string) => (await t().database.query({ text })).rows;
    const statements = (await rows(script.replace('\\gexec', ''))).map((row) => String(row['statement']));
    const divided = statements.map(
      (text) => /^select create_distributed_table\('crm\.(\w+)', '(?:tenant_)?id'(, colocate_with => 'crm\.tenant')?\)$/.exec(text)?.[1],
    );
    const tables = await rows(
      `select c.relname::text as name from pg_class c where c.relnamespace = 'crm'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`,
    );
    expect([...divided, ...local].sort()).toEqual(tables.map((row) => row['name']).sort());
    expect(divided[0]).toBe('tenant');
    const references = await rows(
      `select k.conrelid::regclass::text as child, k.confrelid::regclass::text as parent from pg_constraint k
       where k.contype = 'f' and k.connamespace = 'crm'::regnamespace and k.conrelid <> k.confrelid`,
    );
    const at = (name: unknown): number => divided.indexOf(String(name).replace(/^crm\./, ''));
    const early = references.filter(({ child, parent }) => at(child) >= 0 && at(parent) > at(child));
    expect(early).toEqual([]);
    // None of a tenant's tables refers to one that stays behind.
    expect(references.filter(({ child, parent }) => at(child) >= 0 && at(parent) < 0)).toEqual([]);
  });
});
