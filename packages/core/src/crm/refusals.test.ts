/** What holds of every command of the customer master at once, so that one written tomorrow is held to it too. */
import { createHash } from 'node:crypto';
import { type Command, globalId, type Id, select } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { type GraphQLInputObjectType, getNamedType, isInputObjectType } from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import {
  assignOwner,
  changeCustomerStatus,
  createContact,
  createCustomer,
  createStaff,
  crm,
  customerFields,
  deleteCustomer,
  updateCustomer,
} from './index.ts';
import { least } from './testing/inputs.fixture.ts';

const commands: readonly Command[] = crm().shape.commands ?? [];
const filledByTheEngine = ['tenantId', 'tenant', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'version'];

describeEngines('every command of the customer master', { plugins: [crm()] }, (t) => {
  type House = ReturnType<typeof t>;
  let house: House;
  let chief: Awaited<ReturnType<House['staff']>>;
  let customer: Id<'Customer'>;
  beforeAll(async () => {
    house = t();
    chief = await house.staff();
    customer = (await chief.run(createCustomer, { name: '上海会展有限公司', kind: 'ORGANISATION' })).customer;
  });

  /** A device and a session are their owner's, whatever the owner may do: they show and change nothing that the owner could not. */
  const ofOnesOwn = ['applyChanges', 'registerDevice', 'revokeDevice', 'revokeSession', 'revokeAllSessions'];

  /** Everything that the database holds, except the audit. */
  async function fingerprint(): Promise<string> {
    const { rows: tables } = await house.database.query<{ name: string }>({
      text: `select table_name as name from information_schema.tables where table_schema = 'crm' and table_name <> 'audit' order by 1`,
    });
    const hash = createHash('sha256');
    for (const { name } of tables) {
      const { rows } = await house.database.query<{ all: string | null }>({
        text: `select string_agg(r::text, ',' order by r::text) as all from crm."${name}" r`,
      });
      hash.update(`${name}:${rows[0]?.all ?? ''};`);
    }
    return hash.digest('hex');
  }

  test('A11 G10 is refused to somebody without rights, and leaves nothing behind', async () => {
    const nobody = await house.staff({ can: [] });
    const before = await fingerprint();
    const mutations = Object.values(house.engine.schema.getMutationType()?.getFields() ?? {});
    expect(mutations.length).toBeGreaterThanOrEqual(commands.length);
    for (const { name, args } of mutations.filter((m) => !ofOnesOwn.includes(m.name))) {
      const input = args.find((arg) => arg.name === 'input');
      const { data } = await nobody.execute(
        `mutation (${input ? `$input: ${String(input.type)}` : ''}) { ${name}${input ? '(input: $input)' : ''} { userErrors { code message } } }`,
        input ? { input: least(input.type) } : {},
      );
      expect(data, name).toMatchObject({ [name]: { userErrors: [{ code: 'FORBIDDEN' }] } });
    }
    expect(await fingerprint()).toBe(before);
  });

  test('A11 refuses an input of nothing, or of keys that it does not have, and leaves nothing behind', async () => {
    const before = await fingerprint();
    for (const command of commands)
      expect([command.name, await chief.refused(command, { nothing: 1 } as never)]).toEqual([command.name, 'BAD_INPUT']);
    expect(await fingerprint()).toBe(before);
  });

  test('says in the language of its caller what is wrong with an input', async () => {
    for (const locale of ['en', 'zh-CN'] as const) {
      const person = await house.staff({ locale });
      const said: string[] = [];
      for (const command of commands) {
        const outcome = await person.attempt(command, {
          nothing: 1,
          customer: 7,
          contact: '',
          set: 1,
          name: ' ',
          at: 'x',
          type: 'X',
        } as never);
        said.push(...(outcome.ok ? ['nothing'] : outcome.errors.map(({ message }) => message)));
      }
      const { data } = await person.execute(
        'mutation { createCustomer(input: { name: " ", kind: ORGANISATION, zone: "x", currency: "x", language: "!", owner: "x" }) { userErrors { message } } }',
      );
      said.push(...(data as { createCustomer: { userErrors: { message: string }[] } }).createCustomer.userErrors.map((e) => e.message));
      expect(said.length).toBeGreaterThan(commands.length);
      expect(said.filter((message) => /\p{Script=Han}/u.test(message) !== (locale === 'zh-CN'))).toEqual([]);
    }
  });

  test('A19 has no input for what the engine fills', () => {
    const mutations = house.engine.schema.getMutationType()?.getFields() ?? {};
    const seen = new Map<string, GraphQLInputObjectType>();
    const visit = (type: unknown): void => {
      const named = getNamedType(type as never) as unknown;
      if (!isInputObjectType(named) || seen.has(named.name)) return;
      seen.set(named.name, named);
      for (const field of Object.values(named.getFields())) visit(field.type);
    };
    for (const field of Object.values(mutations)) for (const arg of field.args) visit(arg.type);
    const open = [...seen.values()].flatMap((type) =>
      Object.keys(type.getFields())
        .filter((name) => filledByTheEngine.includes(name))
        .map((name) => `${type.name}.${name}`),
    );
    expect(seen.size).toBeGreaterThan(50);
    expect(open).toEqual([]);
  });

  test('G2 A09 takes ids of records that are there, of the right type and of this tenant, and answers alike for all others', async () => {
    const there = await house.another();
    const theirs = (await (await there.staff()).run(createCustomer, { name: '乙公司', kind: 'ORGANISATION' })).customer;
    const gone = (await chief.run(createCustomer, { name: '丙公司', kind: 'ORGANISATION' })).customer;
    await chief.run(deleteCustomer, { customer: gone });
    const { contact } = await chief.run(createContact, {
      name: '王芳',
      customers: [{ customer }],
      channels: [{ kind: 'MOBILE', value: '13800138000' }],
    });
    const asked = [theirs, gone, contact].map((id) => globalId('cus', id)).concat(globalId('con', contact), 'cus_1', '');
    const before = await fingerprint();
    const answers = [];
    for (const id of asked) {
      const { data } = await chief.execute(
        'mutation ($id: ID!) { updateCustomer(input: { customer: $id, set: { region: "华东" } }) { customer { id } userErrors { code message path } } }',
        { id },
      );
      answers.push(data);
    }
    expect(answers[0]).toMatchObject({
      updateCustomer: { customer: null, userErrors: [{ code: 'NOT_FOUND', path: ['customer'] }] },
    });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const { data } = await chief.execute('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: asked.filter((id) => id !== globalId('con', contact)),
    });
    expect((data as { nodes: unknown[] }).nodes.filter((node) => node !== null)).toEqual([]);
    expect(await fingerprint()).toBe(before);
  });

  test('A08 does not reach what its caller does not see', async () => {
    const seller = await house.staff({ can: { 'crm:customers:read': 'own', 'crm:customers:write': 'own', 'crm:staff:read': 'all' } });
    const before = await fingerprint();
    expect(await seller.refused(updateCustomer, { customer, set: { region: '华东' } })).toBe('NOT_FOUND');
    expect(await seller.refused(changeCustomerStatus, { customer, status: 'ACTIVE' })).toBe('NOT_FOUND');
    expect(await fingerprint()).toBe(before);
  });

  test('A08 of a customer that is given away, the one who gave it is told nothing any more', async () => {
    const seller = await house.staff({ can: { 'crm:customers:read': 'own', 'crm:customers:write': 'own', 'crm:staff:read': 'all' } });
    const { staff: owner } = await chief.run(createStaff, { name: '李雷' });
    const { customer: mine } = await seller.run(createCustomer, { name: '丁公司', kind: 'ORGANISATION', confirmNew: true });
    const { data } = await seller.execute(
      'mutation ($customer: ID!, $owner: ID!) { assignOwner(input: { customer: $customer, owner: $owner }) { customer { name } userErrors { code } } }',
      { customer: globalId('cus', mine), owner: globalId('stf', owner) },
    );
    expect(data).toEqual({ assignOwner: { customer: null, userErrors: [] } });
    expect(await seller.read(select(customerFields, { name: true }), { id: mine })).toEqual([]);
    expect(await seller.refused(assignOwner, { customer: mine, owner })).toBe('NOT_FOUND');
  });

  test('A25 takes keys that mean something to JavaScript for what they are: unknown', async () => {
    for (const attributes of ['{"__proto__":{"sales.rating":1}}', '{"constructor":1}', '{"sales.__proto__":1}']) {
      const answer = await chief.execute(
        'mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } userErrors { code } } }',
        { input: { name: '戊公司', kind: 'ORGANISATION', attributes: JSON.parse(attributes) as object } },
      );
      expect(JSON.stringify(answer), attributes).toContain('"BAD_INPUT"');
      expect(answer.data ?? null, attributes).toEqual(
        answer.errors ? null : { createCustomer: expect.objectContaining({ customer: null }) },
      );
    }
    expect(({} as Record<string, unknown>)['sales.rating']).toBeUndefined();
  });
});

describeEngines('settings of the customer master', { plugins: [crm()] }, (t) => {
  test.each([
    ['a threshold above 100', { duplicates: { threshold: 101 } }],
    ['a weight below 0', { duplicates: { phone: -1 } }],
    ['half a point', { duplicates: { email: 0.5 } }],
    ['a target above 100 %', { quality: { target: 100.1 } }],
    ['a verification that is stale at once', { quality: { staleAfterDays: 0 } }],
    ['G3 a country that is none', { country: 'China' }],
  ])('%s is refused (G6)', async (_, settings) => {
    const { engine, tenant } = t();
    const before = await engine.settings(tenant.id).get('crm');
    await expect(engine.settings(tenant.id).set('crm', settings as never)).rejects.toMatchObject({ code: 'SETTINGS_INVALID' });
    expect(await engine.settings(tenant.id).get('crm')).toEqual(before);
  });

  test('A25 keys that mean something to JavaScript set nothing', async () => {
    const { engine, tenant } = t();
    const before = await engine.settings(tenant.id).get('crm');
    for (const text of [
      '{"__proto__":{"country":"US"}}',
      '{"quality":{"__proto__":{"target":1}}}',
      '{"constructor":{"prototype":{"country":"US"}}}',
    ])
      await engine
        .settings(tenant.id)
        .set('crm', JSON.parse(text) as never)
        .catch(() => null);
    expect(await engine.settings(tenant.id).get('crm')).toEqual(before);
    expect(({} as Record<string, unknown>)['country']).toBeUndefined();
  });
});
