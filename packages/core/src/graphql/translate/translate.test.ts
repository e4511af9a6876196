import { getVariableValues, type OperationDefinitionNode, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { noAttributes } from '../../model/attributes.ts';
import type { Filter, Root } from '../../read/selection.ts';
import { built, registry } from '../hotel.fixture.ts';
import { buildSchema } from '../schema/build.ts';
import { type Asked, type Facts, ShapeTree } from './shape.ts';
import { type Translated, translate } from './translate.ts';

const schema = buildSchema({ model: built.model, registry });

function given(text: string, inputs: Record<string, unknown> = {}) {
  const document = parse(text);
  const errors = validate(schema, document);
  if (errors.length > 0) throw new Error(errors.map((e) => e.message).join('; '));
  const node = document.definitions.find((d): d is OperationDefinitionNode => d.kind === 'OperationDefinition') as OperationDefinitionNode;
  const fragments = Object.fromEntries(document.definitions.flatMap((d) => (d.kind === 'FragmentDefinition' ? [[d.name.value, d]] : [])));
  const { coerced, errors: wrong } = getVariableValues(schema, node.variableDefinitions ?? [], inputs);
  if (!coerced) throw new Error(wrong?.map((e) => e.message).join('; '));
  return { operation: { node, fragments }, facts: { variables: coerced, attributes: { ...noAttributes, revision: 'r1' } } satisfies Facts };
}

function translated(text: string, inputs: Record<string, unknown> = {}, o: { marksTypes?: boolean; may?: boolean } = {}): Translated {
  const { operation, facts } = given(text, inputs);
  return translate({
    schema,
    model: built.model,
    operation,
    facts,
    decode: (_list, wire) => wire,
    marksTypes: o.marksTypes ?? false,
    holds: () => o.may ?? true,
  });
}

/** A plan's roots as short text. */
const brief = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, v) => {
      if (key === 'entity' || key === 'of') return v?.name;
      if (key === 'field') return v && `${v.entity}.${v.name}`;
      if (key === 'through') return v.map((f: { name: string }) => f.name);
      if (v instanceof Map) return Object.fromEntries(v);
      return v;
    }),
  );
const rootsOf = (text: string, inputs: Record<string, unknown> = {}): unknown => brief(translated(text, inputs).roots);
const whereOf = (where: string, definitions = '', inputs: Record<string, unknown> = {}): unknown => {
  const root = translated(`query Q${definitions} { guests(where: ${where}) { totalCount } }`, inputs).roots[0] as Extract<
    Root,
    { kind: 'list' }
  >;
  return brief(root.list.where as Filter);
};
const asked = (t: Translated): string[] =>
  t.asked.map(({ question, answer }: Asked) => `${question.about} ${question.path.join('.')} = ${answer}`);

describe('selections', () => {
  test('repeated keys are merged in order of first appearance, through fragments', () => {
    const text = `{ guest(id: "gst_1") { ...A name owner { id } } guest(id: "gst_1") { owner { called: name } } }
      fragment A on Guest { owner { name } kind }`;
    expect(rootsOf(text)).toMatchObject([
      {
        kind: 'record',
        key: 'guest',
        selection: {
          items: [
            { kind: 'one', key: 'owner', selection: { items: [{ key: 'name' }, { key: 'id' }, { key: 'called' }] } },
            { key: 'kind', field: 'Guest.kind' },
            { key: 'name', field: 'Guest.name' },
          ],
        },
      },
    ]);
  });

  test('include and skip are decided by the values of their variables, which are part of the shape', () => {
    const text =
      'query Q($with: Boolean!, $no: Boolean = true) { guest(id: "gst_1") { id name @include(if: $with) kind @skip(if: $no) vip @skip(if: false) } }';
    const t = translated(text, { with: false });
    expect(brief(t.roots)).toMatchObject([{ selection: { items: [{ key: 'id' }, { key: 'vip' }] } }]);
    expect(asked(t)).toEqual(['value with = false', 'value no = true']);
  });

  test('connections, edges, pageInfo and money keep aliases and order', () => {
    expect(
      rootsOf(
        '{ guests(first: 2) { edges { at: cursor node { budget { c: currency __typename } } } n: totalCount pageInfo { hasNextPage } __typename } }',
      ),
    ).toMatchObject([
      {
        kind: 'list',
        entity: 'Guest',
        list: { first: { value: 2, path: null }, orderBy: [] },
        connection: {
          typeName: 'GuestConnection',
          items: [
            {
              kind: 'edges',
              items: [
                { kind: 'cursor', key: 'at' },
                {
                  kind: 'node',
                  selection: {
                    items: [
                      {
                        kind: 'money',
                        parts: [
                          { key: 'c', part: 'currency' },
                          { key: '__typename', part: '__typename' },
                        ],
                      },
                    ],
                  },
                },
              ],
            },
            { kind: 'totalCount', key: 'n' },
            { kind: 'pageInfo', parts: [{ part: 'hasNextPage' }] },
            { kind: 'typename' },
          ],
        },
      },
    ]);
  });

  test('node reads only the tables that its id can be in, and the prefix is part of the shape', () => {
    const t = translated('query Q($id: ID!) { node(id: $id) { id ... on Guest { name } ... on Stay { room } } }', { id: 'sty_0' });
    expect(brief(t.roots)).toMatchObject([
      { kind: 'node', id: { path: ['id'] }, selection: { cases: { Stay: { items: [{ key: 'id' }, { key: 'room' }] } } } },
    ]);
    expect(asked(t)).toContain('types id = sty');
  });

  test('an interface is a case for every type behind it, with its own field or the mapped one', () => {
    const t = translated(
      '{ guest(id: "gst_1") { happenings(first: 1) { nodes { __typename at ... on Stay { nights } } } } }',
      {},
      { marksTypes: true },
    );
    expect(brief(t.roots)).toMatchObject([
      {
        selection: {
          items: [
            {
              kind: 'all',
              connection: {
                items: [
                  {
                    kind: 'nodes',
                    selection: {
                      cases: {
                        Stay: {
                          items: [
                            { kind: 'typename', value: 'Stay' },
                            { kind: 'shape', of: 'Happening', name: 'at' },
                            { kind: 'value', field: 'Stay.nights' },
                            { kind: 'typename', key: '~typename' },
                          ],
                        },
                      },
                    },
                  },
                ],
              },
            },
          ],
        },
      },
    ]);
  });

  test('aggregates group by fields, buckets and attributes', () => {
    expect(
      rootsOf(
        '{ guestsAggregate(groupBy: [{ field: KIND }, { field: BORN, bucket: YEAR }, { attribute: "x.y" }]) { group { kind born attribute(key: "x.y") } count sum { budget } } }',
      ),
    ).toMatchObject([
      {
        kind: 'aggregate',
        selection: {
          groupBy: [{ field: 'Guest.kind' }, { field: 'Guest.born', bucket: 'YEAR' }, { attribute: 'x.y', field: null }],
          items: [
            { kind: 'group', items: [{ field: 'Guest.kind' }, { field: 'Guest.born' }, { kind: 'attribute', attribute: 'x.y' }] },
            { kind: 'count' },
            { kind: 'numbers', aggregate: 'sum', items: [{ field: 'Guest.budget', part: 'amount' }] },
          ],
        },
      },
    ]);
  });

  test("a plugin's list is planned with its input, unless the caller lacks its permission", () => {
    const text = 'query Q($n: Int!) { longStays(nights: $n, first: 1) { nodes { id } } guests { totalCount } }';
    const t = translated(text, { n: 3 });
    expect(t).toMatchObject({
      isWhole: true,
      roots: [{ kind: 'list', named: { input: { nights: { value: 3, path: ['~0', 'nights'] } } } }, {}],
    });
    expect(translated(text, { n: 3 }, { may: false })).toMatchObject({ isWhole: false, roots: [{ key: 'guests' }] });
  });
});

describe('filters', () => {
  test('compare columns, money, lists and relations', () => {
    expect(
      whereOf(
        '{ name: { contains: "li" }, budget: { amount: { gte: "10.50" } }, roles: { hasAny: [REGULAR, RESIDENT] }, owner: { name: { eq: "A" } }, stays: { none: { nights: { gt: 3 } } } }',
      ),
    ).toEqual({
      kind: 'and',
      items: [
        { kind: 'compare', field: 'Guest.name', op: 'contains', value: { value: 'li', path: null } },
        { kind: 'compare', field: 'Guest.budget', part: 'amount', op: 'gte', value: { value: '10.50', path: null } },
        { kind: 'compare', field: 'Guest.roles', op: 'hasAny', value: { value: ['REGULAR', 'RESIDENT'], path: null } },
        { kind: 'is', field: 'Guest.owner', filter: { kind: 'compare', field: 'Staff.name', op: 'eq', value: { value: 'A', path: null } } },
        {
          kind: 'none',
          field: 'Guest.stays',
          filter: { kind: 'compare', field: 'Stay.nights', op: 'gt', value: { value: 3, path: null } },
        },
      ],
    });
  });

  test('null compares as having no value; elsewhere it is refused, for it would widen the list', () => {
    expect(whereOf('{ born: { eq: null } }')).toMatchObject({ op: 'isNull', value: { value: true } });
    expect(whereOf('{ born: { ne: $d } }', '($d: Date)', { d: null })).toMatchObject({ op: 'isNull', value: { value: false } });
    expect(whereOf('{ owner: null }')).toMatchObject({ kind: 'not', item: { kind: 'is', field: 'Guest.owner' } });
    expect(() => whereOf('{ name: null }')).toThrow(/"name" is null in a filter/);
    expect(() => whereOf('{ born: { lt: $d } }', '($d: Date)', { d: null })).toThrow(/"born.lt" is null/);
    expect(whereOf('{ born: { lt: $d } }', '($d: Date)')).toEqual({ kind: 'and', items: [] });
  });

  test('variables stay leaves at their paths, at any depth', () => {
    expect(whereOf('$w', '($w: GuestFilter)', { w: { or: [{ name: { in: ['a', 'b'] } }, { vip: { eq: true } }] } })).toEqual({
      kind: 'or',
      items: [
        { kind: 'compare', field: 'Guest.name', op: 'in', value: { value: ['a', 'b'], path: ['w', 'or', 0, 'name', 'in'] } },
        { kind: 'compare', field: 'Guest.vip', op: 'eq', value: { value: true, path: ['w', 'or', 1, 'vip', 'eq'] } },
      ],
    });
  });

  test('a list of literals and variables is one leaf', () => {
    const t = translated('query Q($b: String!) { guests(where: { name: { in: ["a", $b] } }) { totalCount } }', { b: 'x' });
    expect(t.roots[0]).toMatchObject({ list: { where: { value: { value: ['a', 'x'], path: ['~0'] } } } });
    expect(t.derived.map((d) => d.make({ b: 'y' }, () => ({})))).toEqual([['a', 'y']]);
  });
});

describe('orders', () => {
  test('lead through relations, to money and attributes', () => {
    expect(
      rootsOf(
        '{ stays(orderBy: [{ guest: { owner: { name: DESC } } }, { guest: { budget: { amount: ASC } } }, { guest: { attribute: { key: "k", direction: ASC } } }, { nights: ASC }]) { totalCount } }',
      ),
    ).toMatchObject([
      {
        list: {
          orderBy: [
            { through: ['guest', 'owner'], field: 'Staff.name', direction: 'DESC' },
            { field: 'Guest.budget', part: 'amount' },
            { field: null, attribute: 'k' },
            { field: 'Stay.nights', direction: 'ASC' },
          ],
        },
      },
    ]);
  });
});

describe('shapes', () => {
  const find = (tree: ShapeTree<string>, text: string, inputs: Record<string, unknown>): string | null =>
    tree.find(given(text, inputs).facts);
  const text = 'query Q($w: GuestFilter, $o: [GuestOrder!], $n: Int) { guests(where: $w, orderBy: $o, first: $n) { totalCount } }';

  test('other values find the same plan; other keys, lengths, directions, page sizes and nulls do not', () => {
    const tree = new ShapeTree<string>();
    const first = { w: { or: [{ name: { in: ['a'] } }] }, o: [{ name: 'ASC' }], n: 3 };
    tree.add(translated(text, first).asked, 'plan');
    expect(find(tree, text, { w: { or: [{ name: { in: ['b', 'c', 'd'] } }] }, o: [{ name: 'ASC' }], n: 3 })).toBe('plan');
    for (const other of [
      { ...first, w: { or: [{ name: { eq: 'a' } }] } },
      { ...first, w: { or: [{ name: { in: ['a'] } }, { vip: { eq: true } }] } },
      { ...first, o: [{ name: 'DESC' }] },
      { ...first, o: [] },
      { ...first, w: null },
      { o: first.o, n: 3 },
      { ...first, n: null },
      { ...first, n: 4 },
    ]) {
      expect(find(tree, text, other)).toBeNull();
      tree.add(translated(text, other).asked, JSON.stringify(other));
      expect(find(tree, text, other)).toBe(JSON.stringify(other));
    }
    expect(find(tree, text, first)).toBe('plan');
  });

  test('attribute definitions are asked for only where attributes are named', () => {
    expect(asked(translated('{ guests { totalCount } }'))).toEqual([]);
    expect(asked(translated('{ guests(where: { attributes: [{ key: "k", eq: 1 }] }) { totalCount } }'))).toEqual(['attributes  = r1']);
  });

  test('A25: variables named like what every object has are absent unless given', () => {
    expect(whereOf('{ name: { eq: $constructor } }', '($constructor: String)')).toEqual({ kind: 'and', items: [] });
  });
});
