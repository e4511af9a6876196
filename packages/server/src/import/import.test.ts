import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Actor, definePlugin, label, pluginKit, t } from '@guanxi/core';
import type { Crm } from '@guanxi/core/crm';
import { createCustomer, crm } from '@guanxi/core/crm';
import { describeEngines, type TestEngine } from '@guanxi/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTable } from '../tabular/index.ts';
import { importTable } from './import.ts';
import { readMappings } from './mapping.ts';
import type { ImportEngine, ImportOptions, RefusedRow } from './options.ts';

/** A plugin that adds an input to createCustomer, and writes down what it got. */
interface Loyalty {
  id: 'loyalty';
  needs: { crm: Crm };
}
const seen: string[] = [];
const p = pluginKit<Loyalty>('loyalty', { engine: '^0.1.0', needs: { crm: '^0.1.0' } });
const tiers = p.extend(createCustomer, {
  input: { tier: t.optional(t.text(10)) },
  run: async (_tx, own) => void (own.tier !== undefined && seen.push(own.tier)),
});
const loyalty = () =>
  definePlugin(p, {
    version: '0.1.0',
    label: label('Loyalty', '忠诚度'),
    capability: 'OPERATIONAL',
    migrations: new URL('./', import.meta.url),
    permissions: {},
    model: [],
    hooks: [tiers],
  });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-'));
});
afterAll(() => rm(folder, { recursive: true }));

const customers = {
  into: 'createCustomer',
  key: ['code'],
  update: 'updateCustomer',
  fields: {
    code: 'code',
    name: 'name',
    kind: { value: 'ORGANISATION' },
    confirmNew: { value: true },
    industry: 'industry',
    'channels[0].value': 'phone',
    'channels[0].kind': { value: 'PHONE' },
    'channels[1].value': 'email',
    'channels[1].kind': { value: 'EMAIL' },
    roles: { column: 'roles', split: ';' },
    'loyalty.tier': 'tier',
  },
};
const header = 'code,name,industry,phone,email,roles,tier';
const staff = {
  into: 'createStaff',
  key: ['externalRef'],
  fields: { externalRef: 'id', name: 'name', manager: { column: 'manager', find: { in: 'staffMembers', by: 'externalRef' } } },
};

describeEngines('an import', { plugins: [crm(), loyalty()] }, (made) => {
  const fresh = () => made().another();
  const actorIn = (t: Tested): Actor => ({ kind: 'service', name: 'import', tenant: t.tenant.id, permissions: ['*'] });

  async function run(t: Tested, mapping: object, rows: readonly string[], o: Partial<ImportOptions> = {}, engine: ImportEngine = t.engine) {
    const path = join(folder, 'in.csv');
    await writeFile(path, rows.join('\n'));
    const refused: string[] = [];
    const onRefused = async ({ line, problems }: RefusedRow) => void refused.push(...problems.map((x) => `${line} ${x.column} ${x.code}`));
    const [read] = readMappings(JSON.stringify(mapping), 'm.json');
    const counts = await importTable(engine, await openTable(path), read as never, {
      actor: actorIn(t),
      zone: t.tenant.zone,
      locale: 'en',
      onRefused,
      ...o,
    });
    const { created, updated, unchanged, refused: wrong } = counts;
    return { told: `${created} ${updated} ${unchanged} ${wrong}`, refused };
  }
  const read = async (t: Tested, selection: string) => {
    const answer = await t.engine.as(actorIn(t)).execute(`{ ${selection} }`);
    expect(answer.errors).toBeUndefined();
    return answer.data as Record<string, { nodes: Record<string, unknown>[] }>;
  };

  test('creates what is new, changes what differs, leaves what is equal as it is', async () => {
    const t = await fresh();
    const rows = [header, 'A,Alpha,Steel,030-0074321,a@example.com,DEALER;AGENT,gold', 'B,Beta,,,,END_CUSTOMER,'];
    seen.length = 0;
    expect(await run(t, customers, rows)).toEqual({ told: '2 0 0 0', refused: [] });
    expect(seen).toEqual(['gold']);
    expect(await run(t, customers, rows)).toEqual({ told: '0 0 2 0', refused: [] });
    const changed = [header, 'A,Alpha AG,Steel,030-0074321,a@example.com,DEALER;AGENT,', 'B,Beta,,,,END_CUSTOMER,', 'C,Gamma,,,,AGENT,'];
    expect(await run(t, customers, changed)).toEqual({ told: '1 1 1 0', refused: [] });
    const { customers: found } = await read(
      t,
      'customers(orderBy: [{ code: ASC }]) { nodes { code name version roles channels { nodes { kind value verification } } } }',
    );
    expect(found?.nodes.map((c) => `${c['code']} ${c['name']} ${c['version']}`)).toEqual(['A Alpha AG 2', 'B Beta 1', 'C Gamma 1']);
    expect(found?.nodes[0]?.['channels']).toEqual({
      nodes: expect.arrayContaining([expect.objectContaining({ kind: 'EMAIL', value: 'a@example.com' })]),
    });
  });

  test('a difference that the update cannot make is refused by its column, and so is a key that the file has twice', async () => {
    const t = await fresh();
    await run(t, customers, [header, 'A,Alpha,,030-0074321,,DEALER,']);
    const again = [header, 'A,Alpha,,030-999,,DEALER,', 'B,Beta,,,,DEALER,', 'B,Other,,,,DEALER,'];
    expect(await run(t, customers, again)).toEqual({ told: '1 0 0 2', refused: ['4 code IMPORT_KEY_TWICE', '2 phone IMPORT_DIFFERS'] });
  });

  test('a refused row is told with its column, the others are kept', async () => {
    const t = await fresh();
    const rows = [
      header,
      'A,Alpha,,,no mail,DEALER,',
      'B,,,,,DEALER,',
      'C,Gamma,,,,KING,',
      'D,Delta',
      ',Nobody,,,,DEALER,',
      'F,Phi,,call me,,DEALER,',
      'G,Good,,,,DEALER,',
    ];
    expect(await run(t, customers, rows)).toEqual({
      told: '1 0 0 6',
      refused: [
        '4 roles IMPORT_UNKNOWN_VALUE',
        '5  IMPORT_CELLS',
        '6 code IMPORT_REQUIRED',
        '2 email CRM_NO_CHANNEL',
        '3 name BAD_INPUT',
        '7 phone CRM_NO_CHANNEL',
      ],
    });
  });

  test('rows may refer to rows of the same file, in any order and batch; what never comes is refused', async () => {
    const t = await fresh();
    const rows = ['id,name,manager', '1,Anna,2', '2,Bo,3', '3,Cy,', '4,Di,99', '5,Ed,4'];
    const first = await run(t, staff, rows, { batch: 2 });
    expect(first).toEqual({ told: '3 0 0 2', refused: ['5 manager IMPORT_NOT_FOUND', '6 manager IMPORT_NOT_FOUND'] });
    const { staffMembers } = await read(t, 'staffMembers { nodes { name manager { name } } }');
    expect(staffMembers?.nodes).toEqual([
      { name: 'Anna', manager: { name: 'Bo' } },
      { name: 'Bo', manager: { name: 'Cy' } },
      { name: 'Cy', manager: null },
    ]);
    expect((await run(t, staff, rows)).told).toBe('0 0 3 2');
  });

  test('a dry run finds what is wrong and keeps nothing', async () => {
    const t = await fresh();
    const rows = [header, 'A,Alpha,,,no mail,DEALER,', 'B,Beta,,,,DEALER,'];
    expect(await run(t, customers, rows, { dryRun: true })).toEqual({ told: '1 0 0 1', refused: ['2 email CRM_NO_CHANNEL'] });
    expect((await read(t, 'customers { nodes { code } }'))['customers']?.nodes).toEqual([]);
    expect((await run(t, staff, ['id,name,manager', '1,Anna,2', '2,Bo,'], { dryRun: true })).told).toBe('2 0 0 0');
  });

  test('killed at any batch, a second run does the rest and nothing twice', async () => {
    const t = await fresh();
    const rows = [header, ...Array.from({ length: 40 }, (_, i) => `K${i},Name ${i},,,,DEALER,`)];
    for (const killedAt of [0, 1, 3]) {
      let batches = 0;
      const dying: ImportEngine = {
        schema: t.engine.schema,
        execute: (request) => t.engine.execute(request),
        as: (actor) => ({
          async runBatch(command, inputs, o) {
            if (batches++ === killedAt) throw new Error('killed');
            return t.engine.as(actor).runBatch(command, inputs, o);
          },
        }),
      };
      await expect(run(t, customers, rows, { batch: 3 }, dying)).rejects.toThrow('killed');
    }
    const last = await run(t, customers, rows, { batch: 3 });
    expect(last.refused).toEqual([]);
    const { customers: found } = await read(t, 'customers(first: 50) { nodes { code version } }');
    expect(found?.nodes.map((c) => c['version'])).toEqual(Array(40).fill(1));
  });

  test('one statement looks everything up, whatever the batch', async () => {
    const t = await fresh();
    const rows = [header, ...Array.from({ length: 50 }, (_, i) => `S${i},Name ${i},,030-${1000000 + i},,DEALER,`)];
    await run(t, customers, rows);
    const { statements } = await t.statements(() => run(t, customers, rows));
    expect(statements.filter((s) => s.includes('crm_customer'))).toHaveLength(1);
  });

  test('what the mapping names and the schema does not have is refused before a row is read', async () => {
    const t = await fresh();
    const refusal = async (mapping: object) =>
      (await run(t, mapping, [header, 'A,Alpha,,,,DEALER,']).catch((e: Error) => e.message)) as string;
    expect(await refusal({ ...customers, into: 'createWish' })).toContain('no command "createWish"');
    expect(await refusal({ ...customers, fields: { ...customers.fields, shoe: 'name' } })).toContain(
      '"shoe" is not there; CreateCustomerInput has name, kind',
    );
    expect(await refusal({ ...customers, fields: { ...customers.fields, 'channels.value': 'phone' } })).toContain('say which item');
    expect(await refusal({ ...customers, fields: { ...customers.fields, region: 'nowhere' } })).toContain('no column "nowhere"');
    expect(await refusal({ ...customers, key: ['confirmNew'] })).toContain('"confirmNew" cannot be looked up');
    expect(
      await refusal({ ...customers, fields: { ...customers.fields, owner: { column: 'name', find: { in: 'people', by: 'name' } } } }),
    ).toContain('no list "people"');
  });
});
type Tested = TestEngine<ReturnType<typeof crm>>;
