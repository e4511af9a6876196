/** Show 5: a plugin that misbehaves is refused, told under its name, and leaves nothing behind. What it can do all the same: docs/security.md. */
import { type Actor, GuanxiError } from '@guanxi/core';
import { createCustomer, crm } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import { roguePlugin, tricks, tryIt, writeNote } from './rogue/plugin.ts';

/** What became of it: the code, and the plugin that the message names. */
async function outcomeOf(
  run: Promise<{ readonly ok: boolean; readonly errors?: readonly { readonly code: string; readonly message: string }[] }>,
) {
  try {
    const outcome = await run;
    return outcome.ok ? 'done' : `${outcome.errors?.[0]?.code}: ${outcome.errors?.[0]?.message}`;
  } catch (error) {
    return error instanceof GuanxiError ? `${error.code}: ${error.message}` : `not of the house: ${String(error)}`;
  }
}

describeEngines('a plugin that misbehaves', { plugins: [crm(), roguePlugin()] }, (t) => {
  type Person = Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  let clerk: Person;
  let writes: Record<string, number>;

  const rows = async () => {
    const counted: Record<string, number> = {};
    for (const table of ['crm_customer', 'rogue_note', 'role', 'role_assignment', 'api_key', 'plugin_choice', 'field_class', 'change_log'])
      counted[table] = Number((await t().database.query({ text: `select count(*)::int as n from crm.${table}` })).rows[0]?.['n']);
    return counted;
  };

  beforeAll(async () => {
    clerk = await t().staff({ can: ['rogue:try', 'rogue:read', 'crm:customers:read'] });
    await clerk.run(writeNote, { text: 'a' });
    await clerk.run(writeNote, { text: 'b' });
    writes = await rows();
  });

  test.each(Object.keys(tricks))('A36 %s: refused, named, and nothing is left of it', async (trick) => {
    const outcome = await outcomeOf(clerk.attempt(tryIt, { trick }));
    expect(outcome).toMatch(/^(PLUGIN_FAILED|PLUGIN_UNAVAILABLE|PLUGIN_SQL|FORBIDDEN|SQL_)/);
    // A right that is lacking is the caller's affair; everything else is told under the plugin's name.
    if (!outcome.startsWith('FORBIDDEN')) expect(outcome).toMatch(/rogue|Role|ApiKey|Audit|FieldClass/);
    expect(await rows()).toEqual(writes);
  });

  test('A36 nothing runs without an actor: commands, reads, queries, apis', async () => {
    const { engine } = t();
    for (const nobody of [undefined, null, {}, { kind: 'staff' }, { kind: 'wizard', tenant: t().tenant.id }] as unknown as Actor[]) {
      expect(() => engine.as(nobody)).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED' }));
      const { text } = await engine.execute({ document: '{ rogueNotes { totalCount } }', actor: nobody });
      expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    }
  });

  test('A36 its api reads no table but its own, whoever calls it', async () => {
    const boss = await t().staff();
    expect(await outcomeOf((boss.plugins as unknown as { rogue: { read(): Promise<never> } }).rogue.read())).toMatch(/rogue/);
  });

  test('DATA-13 a throwing plugin is isolated: a field fails by itself, and the rest is answered', async () => {
    const { data, errors } = await clerk.execute(
      '{ rogueNotes(orderBy: [{ text: ASC }]) { nodes { text broken } } customers { totalCount } }',
    );
    expect(data).toEqual({
      rogueNotes: {
        nodes: [
          { text: 'a', broken: null },
          { text: 'b', broken: null },
        ],
      },
      customers: { totalCount: 0 },
    });
    expect(errors?.map((e) => e.path)).toEqual([
      ['rogueNotes', 'nodes', 0, 'broken'],
      ['rogueNotes', 'nodes', 1, 'broken'],
    ]);
    expect(JSON.stringify(errors)).not.toContain('this resolver is broken');
  });

  test('DATA-13 a throwing hook rolls back what it heard of, and is named', async () => {
    const boss = await t().staff();
    const before = await rows();
    const outcome = await outcomeOf(boss.attempt(createCustomer, { name: '甲', kind: 'ORGANISATION', confirmNew: true }));
    expect(outcome).toMatch(/^PLUGIN_FAILED: .*rogue.*crm\.customer\.created.*this hook is broken/);
    expect(await rows()).toEqual(before);
  });
});
