/** Names, paths and words of a fixed choice are looked up, never written into SQL: whatever they hold, it is a value or it is refused. */
import { createCustomer, crm, defineAttribute } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { isEnumType } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { vault } from './vault.fixture.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by tests
type Json = any;

const nasty = [
  `x'; drop table crm.crm_customer; --`,
  `"x"`,
  `x" or "1"="1`,
  '$1',
  '$1$2',
  'x/*',
  '*/ x',
  'x\\',
  "x\\'",
  '日本; select',
  'a'.repeat(63),
  'a'.repeat(64),
  '名'.repeat(22),
  'a'.repeat(300),
];

describeEngines('names', { plugins: [crm(), vault()] }, (t) => {
  let chief: Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  beforeAll(async () => {
    chief = await t().staff();
    await chief.run(createCustomer, { name: '甲公司', kind: 'ORGANISATION' });
    await chief.run(defineAttribute, { entity: 'Customer', key: 'crm.size', type: 'NUMBER', label: { en: 'Size', zh: '规模' } } as never);
  });
  const ask = async (document: string, variables: object = {}): Promise<Json> =>
    chief.execute(document, variables as Record<string, unknown>);
  const codes = ({ errors, data }: Json): string[] =>
    [...JSON.stringify([errors, data]).matchAll(/"code":"(\w+)"/g)].map(([, code]) => code as string);
  const stillThere = async (): Promise<void> => {
    expect((await ask('{ customers { totalCount } }')).data.customers.totalCount).toBe(1);
  };

  describe('A16 of attributes, aliases and operations', () => {
    test.each(nasty)('%s', async (name) => {
      const refused = await ask('mutation ($i: DefineAttributeInput!) { defineAttribute(input: $i) { userErrors { code } } }', {
        i: { entity: name, key: 'crm.x', type: 'TEXT', label: { en: 'x', zh: 'x' } },
      });
      expect(codes(refused).length).toBeGreaterThan(0);
      for (const where of [
        { attributes: [{ key: name, number: { eq: '1' } }] },
        { attributes: [{ key: `crm.${name}`, text: { eq: 'x' } }] },
      ]) {
        const answer = await ask('query ($w: CustomerFilter) { customers(where: $w) { totalCount } }', { w: where });
        expect(codes(answer)).not.toContain('INTERNAL');
        expect(codes(answer).length).toBeGreaterThan(0);
      }
      expect(codes(await ask('query ($k: String) { customersAggregate(groupBy: [{ attribute: $k }]) { count } }', { k: name }))).toEqual([
        'BAD_INPUT',
      ]);
      // Texts are values, whatever is in them.
      const found = await ask('query ($n: String) { customers(where: { name: { contains: $n } }, search: $n) { totalCount } }', {
        n: name,
      });
      expect(found.data?.customers.totalCount ?? 0).toBe(0);
      expect(codes(found)).not.toContain('INTERNAL');
      await stillThere();
    });
    test('aliases of 64 bytes and more that differ at their end stay apart', async () => {
      const long = 'a'.repeat(70);
      const { data, errors } = await ask(`{ ${long}1: customers { totalCount } ${long}2: safes { totalCount } }`);
      expect(errors).toBeUndefined();
      expect(data).toEqual({ [`${long}1`]: { totalCount: 1 }, [`${long}2`]: { totalCount: 0 } });
    });
  });

  describe('A17 paths in JSON and keys of filters', () => {
    test.each(['a,b', '{a}', '$.a', 'a->>b', "a' is null or '1'='1", '__proto__', 'constructor', '', '.', 'crm.', '.size'])(
      '%s',
      async (key) => {
        for (const variables of [
          { w: { [key]: { eq: 1 } } },
          { w: { name: { [key]: 'x' } } },
          { w: { attributes: [{ key, number: { eq: '1' } }] } },
          { w: { attributes: [{ key: 'crm.size', [key]: { eq: 1 } }] } },
        ]) {
          const answer = await ask(
            'query ($w: CustomerFilter) { customers(where: $w) { totalCount } }',
            JSON.parse(JSON.stringify(variables)),
          );
          expect(codes(answer)).toEqual(['BAD_INPUT']);
        }
        expect(
          codes(
            await ask('query ($s: ID!, $f: [String!]) { changes(subject: $s, fields: $f) { totalCount } }', {
              s: (await ask('{ customers { nodes { id } } }')).data.customers.nodes[0].id,
              f: [`attributes.${key}`],
            }),
          ),
        ).toEqual(['BAD_INPUT']);
        await stillThere();
      },
    );
  });

  test('A18 a word of a fixed choice that is none is refused at run time, in every argument and input of every root field', async () => {
    const { schema } = t().engine;
    let asked = 0;
    const enums = Object.values(schema.getTypeMap()).filter((type) => isEnumType(type) && !type.name.startsWith('__'));
    expect(enums.length).toBeGreaterThan(40);
    for (const type of enums)
      for (const word of ['asc', 'ASC; select 1', '1', '', 'toString', '__proto__']) {
        const { data, errors } = await ask(
          `query ($v: ${type.name}) { __typename @skip(if: false) customers(first: 0) { totalCount } ${usesOf(type.name)} }`,
          { v: word },
        );
        asked += 1;
        expect([type.name, word, data ?? null, (errors ?? []).map((e: Json) => e.extensions.code)[0]]).toEqual([
          type.name,
          word,
          null,
          expect.stringMatching(/^(?:BAD_INPUT|GRAPHQL_VALIDATION_FAILED)$/),
        ]);
      }
    expect(asked).toBeGreaterThan(240);
  });
  test.each(['ASC', 'asc nulls first', 'DESC, (select 1)', 'zh; --'])('A18 and past its type, in typed calls: %s', async (word) => {
    const refused = async (input: object) => chief.refused(createCustomer, { name: '乙公司', kind: 'ORGANISATION', ...input } as never);
    expect(await refused({ kind: word })).toBe('BAD_INPUT');
    expect(await refused({ status: word })).toBe('BAD_INPUT');
    expect(await refused({ language: word })).toBe('BAD_INPUT');
    expect(await refused({ roles: [word] })).toBe('BAD_INPUT');
    await stillThere();
  });
});

/** A variable that is not used would be refused for that. */
const usesOf = (type: string): string => (type === 'CapabilityClass' ? 'plugins(class: $v) { id }' : '');
