/** What is told once is told nowhere else: no list, no history, no event, no file, no log line, and no table but its own (A14). */
import { type Actor, createEngine, type Engine } from '@guanxi/core';
import { modelOf } from '@guanxi/core/testing';
import { beforeAll, expect, test } from 'vitest';
import { planExport, writeList } from '../../packages/server/src/export/index.ts';
import { onBothEngines } from '../../packages/testing/src/database.ts';
import { chiefOf, plugins } from './worlds.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by tests
type Json = any;

/** Where each kind of secret must stand, or nobody could use it. */
const home: readonly string[] = ['webhook_endpoint'];

onBothEngines('secrets', (open) => {
  let database: Awaited<ReturnType<typeof open>>;
  let engine: Engine;
  let actor: Actor;
  const lines: string[] = [];
  const secrets: string[] = [];
  beforeAll(async () => {
    const note = (...said: unknown[]) => void lines.push(JSON.stringify(said));
    const logger = { debug: note, info: note, warn: note, error: note };
    const over = (on: typeof database) => createEngine({ plugins: plugins(), database: on, logger } as never) as unknown as Engine;
    database = await open({
      prepare: async (empty) => {
        const first = over(empty);
        await first.migrate();
        await first.close();
      },
    });
    engine = over(database);
    const { id } = await engine.tenants.create({ slug: 'one', name: 'one', zone: 'UTC', currency: 'CNY', locale: 'en' });
    actor = chiefOf(id);
    const input = { url: 'https://example.com/hook', eventTypes: ['crm.customer.created'], permissions: ['crm:customers:read'] };
    const made = await ask(
      'mutation ($i: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $i) { endpoint { id } secret userErrors { code message } } }',
      { i: input },
    );
    const { endpoint, secret } = made.data.createWebhookEndpoint;
    const rotated = await ask(
      'mutation ($i: RotateWebhookSecretInput!) { rotateWebhookSecret(input: $i) { secret userErrors { code } } }',
      { i: { endpoint: endpoint.id } },
    );
    secrets.push(secret, rotated.data.rotateWebhookSecret.secret);
    await ask('mutation ($i: UpdateWebhookEndpointInput!) { updateWebhookEndpoint(input: $i) { userErrors { code } } }', {
      i: { endpoint: endpoint.id, description: 'x' },
    });
    await engine.workOff();
  }, 120_000);
  const ask = async (document: string, variables: object = {}): Promise<Json> =>
    (await engine.execute({ document, variables: variables as Record<string, unknown>, actor })).parsed();
  /** The part of a secret that is one: without what says what it is. */
  const bare = () => secrets.map((secret) => secret.slice(secret.indexOf('_') + 1));
  const tells = (text: string): boolean => bare().some((secret) => text.includes(secret));

  test('A14 canaries are secrets', () => {
    expect(secrets).toHaveLength(2);
    for (const secret of bare()) expect(secret.length).toBeGreaterThan(20);
    expect(secrets[0]).not.toBe(secrets[1]);
  });

  test('A14 canaries are in no field of any list, in no history and in no file', async () => {
    let read = 0;
    for (const entity of modelOf(engine).entities.values()) {
      if (!engine.schema.getQueryType()?.getFields()[entity.plural]) continue;
      const columns = [...entity.fields.values()].filter((f) => ['column', 'sql', 'computed'].includes(f.spec.kind)).map((f) => f.name);
      const { data } = await ask(`{ ${entity.plural} { nodes { id ${columns.join(' ')} } } }`);
      expect([entity.name, tells(JSON.stringify(data))]).toEqual([entity.name, false]);
      for (const node of data?.[entity.plural]?.nodes ?? []) {
        const { data: past } = await ask('query ($s: ID!) { changes(subject: $s) { nodes { fields { name before after } } } }', {
          s: node.id,
        });
        expect([node.id, tells(JSON.stringify(past))]).toEqual([node.id, false]);
        read += 1;
      }
      const cells: unknown[] = [];
      const writer = { row: async (row: unknown) => void cells.push(row) };
      const exported = [...entity.fields.values()].filter((f) => f.spec.kind === 'column').map((f) => f.name);
      await writeList(engine as never, planExport(engine.schema, entity.plural, exported, {}), actor, writer as never);
      expect([entity.name, tells(JSON.stringify(cells))]).toEqual([entity.name, false]);
    }
    expect(read).toBeGreaterThan(0);
  });

  test('A14 canaries are in no line of the log, and in no table but their own', async () => {
    expect(lines.filter(tells)).toEqual([]);
    const { rows } = await database.query<{ name: string }>({
      text: `select table_name as name from information_schema.tables where table_schema = 'crm' and table_type = 'BASE TABLE'`,
    });
    const found: string[] = [];
    for (const { name } of rows)
      for (const secret of bare()) {
        const held = await database.asOwner((owner) =>
          owner.query({ text: `select 1 from crm."${name}" r where strpos(r::text, $1) > 0 limit 1`, params: [secret] }),
        );
        if (held.affected > 0 && !home.includes(name)) found.push(name);
      }
    expect(found).toEqual([]);
  });
});
