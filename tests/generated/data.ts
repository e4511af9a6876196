/** A small tenant with something of everything, made through the API itself. */
import type { Actor, Engine } from '@guanxi/core';
import type { Pools } from './inputs.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by their documents
type Json = any;

export async function fill(engine: Engine, actor: Actor): Promise<Pools> {
  const ids = new Map<string, string[]>();
  const run = async (command: string, input: object, output: string): Promise<string> => {
    const input_ = `${command.charAt(0).toUpperCase()}${command.slice(1)}Input`;
    const document = `mutation M($input: ${input_}!) { ${command}(input: $input) { out: ${output} userErrors { code message path } } }`;
    const { data, errors } = (await engine.execute({ document, variables: { input }, actor })).parsed() as Json;
    const { out, userErrors } = data?.[command] ?? {};
    if (!out) throw new Error(`${command}: ${JSON.stringify(errors ?? userErrors)}`);
    ids.set(out.__typename, [...(ids.get(out.__typename) ?? []), out.id]);
    return out.id;
  };

  const team = await run('createTeam', { name: '华东' }, 'team { __typename id }');
  const staff = [
    await run('createStaff', { name: '王芳', team }, 'staff { __typename id }'),
    await run('createStaff', { name: 'O\'Hara "Pat"' }, 'staff { __typename id }'),
  ];
  for (const [key, type] of [
    ['crm.size', 'NUMBER'],
    ['crm.note', 'TEXT'],
    ['crm.since', 'DATE'],
    ['crm.vip', 'BOOLEAN'],
    ['crm.deal', 'MONEY'],
  ]) {
    await run(
      'defineAttribute',
      { entity: 'Customer', key, type, label: { en: String(key), zh: String(key) }, indexed: key === 'crm.size' },
      'attribute { __typename id }',
    );
  }
  const names = ['上海东方会展有限公司', '北京大学', 'Smith & <Sons>', 'Ünïcode\tGmbH', '王小明', 'Zulu', '广州白云', 'a'];
  const customers: string[] = [];
  for (const [i, name] of names.entries()) {
    const odd = i % 2 === 1;
    const attributes = {
      'crm.size': odd ? `${i * 10.25}` : null,
      'crm.note': `n${i}`,
      ...(odd && { 'crm.since': '2020-02-29', 'crm.vip': i % 4 === 1, 'crm.deal': { amount: '12.50', currency: 'EUR' } }),
    };
    const input = {
      name,
      kind: i === 4 ? 'PERSON' : 'ORGANISATION',
      confirmNew: true,
      owner: staff[i % 2],
      roles: odd ? ['END_CUSTOMER', 'PARTNER'] : ['SUPPLIER'],
      attributes,
      ...(odd ? { sector: 'SCHOOL', region: '华东' } : { industry: 'expo' }),
      channels: [{ kind: 'EMAIL', value: `info${i}@example.com` }],
      addresses: [{ lines: ['世纪大道88号'], city: '上海', country: 'CN' }],
    };
    customers.push(await run('createCustomer', input, 'customer { __typename id }'));
  }
  for (const [i, customer] of customers.entries()) {
    if (i % 3 === 2) continue;
    const contact = await run(
      'createContact',
      { name: `联系人 ${i}`, customers: [{ customer }], channels: [{ kind: 'PHONE', value: `1380000000${i}` }] },
      'contact { __typename id }',
    );
    await run(
      'recordInteraction',
      {
        customer,
        contacts: [contact],
        channel: 'PHONE',
        direction: 'INBOUND',
        subject: `call\n"${i}"`,
        at: `2025-01-0${1 + i}T01:02:03.${i}00Z`,
      },
      'interaction { __typename id }',
    );
    await run(
      'recordFact',
      {
        customer,
        at: `2025-02-0${1 + i}T00:00:00+08:00`,
        value: { amount: `${100 + i}.5`, currency: i % 2 ? 'CNY' : 'EUR' },
        sourcePlugin: 'test',
        sourceRef: `f${i}`,
      },
      'fact { __typename id }',
    );
    await run('addNote', { customer, text: `备注 ${i}`, pinned: i % 2 === 0 }, 'note { __typename id }');
  }
  await run('createRelationship', { type: 'SUPPLIES', to: customers[1], from: customers[0] }, 'relationship { __typename id }');
  const page = (
    await engine.execute({ document: '{ customers(first: 3) { edges { cursor } } contacts(first: 2) { edges { cursor } } }', actor })
  ).parsed() as Json;
  const cursors = [...page.data.customers.edges, ...page.data.contacts.edges].map((e: { cursor: string }) => e.cursor);
  // One that is nobody's.
  ids.get('Customer')?.push(`${(customers[0] as string).slice(0, 4)}${'0'.repeat(32)}`);
  return {
    ids,
    cursors,
    attributes: ['crm.size', 'crm.note', 'crm.since', 'crm.vip', 'crm.deal'],
    instants: ['2026-01-05T01:00:00Z', '2026-01-05T09:30:00+08:00', '2026-01-06T00:00:00Z', '2026-01-04T00:00:00Z', '2126-01-01T00:00:00Z'],
    fields: ['name', 'ownerId', 'attributes', 'attributes.crm.size', 'status', 'nothing'],
    texts: ['上海', '会展', 'dongfang', 'Smith', 'a', '华东', '%_\\', ''],
  };
}
