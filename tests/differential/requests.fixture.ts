/** Requests of every form over the small house, for fast-check. */
import fc from 'fast-check';
import type { Filter, GroupKey, Operator, Order } from '../../packages/core/src/read/selection.ts';
import { house } from '../../packages/core/src/read/testing/house.fixture.ts';
import { fieldOf, literal, uuid } from '../../packages/core/src/read/testing/kernel.fixture.ts';

/** A counterexample names its fields instead of showing the whole model. */
for (const entity of house.model.entities.values()) {
  for (const field of entity.fields.values())
    Object.defineProperty(field, fc.toStringMethod, { value: () => `${field.entity}.${field.name}` });
}

type Values = fc.Arbitrary<unknown>;
const words = fc.constantFrom('alpha', 'beta', 'al', 'a', 'ta', 'be%ta', '%', '_', 'ga_mma', '\\', 'DE', 'omega');
const numbers = fc.integer({ min: 0, max: 7 });
const instants = fc.integer({ min: 0, max: 90 }).map((d) => new Date(Date.UTC(2026, 0, 1 + d)).toISOString());
const dates = fc.integer({ min: 0, max: 400 }).map((d) => new Date(Date.UTC(2026, 0, 1 + d)).toISOString().slice(0, 10));

const sameness: readonly Operator[] = ['eq', 'ne', 'in', 'notIn', 'isNull'];
const ordered: readonly Operator[] = [...sameness, 'lt', 'lte', 'gt', 'gte'];
const text: readonly Operator[] = [...sameness, 'lt', 'gt', 'contains', 'startsWith', 'endsWith'];
const lists: readonly Operator[] = ['has', 'hasAny', 'hasAll', 'isEmpty'];

interface Column {
  readonly name: string;
  readonly operators: readonly Operator[];
  readonly values: Values;
  readonly part?: 'amount' | 'currency';
}
const columns: Readonly<Record<string, readonly Column[]>> = {
  Customer: [
    { name: 'name', operators: text, values: words },
    { name: 'code', operators: text, values: fc.constantFrom('c1', 'c2', 'c', 'c1_') },
    { name: 'kind', operators: sameness, values: fc.constantFrom('ORGANISATION', 'PERSON') },
    { name: 'roles', operators: lists, values: fc.constantFrom('BUYER', 'SELLER', 'PARTNER') },
    { name: 'score', operators: ordered, values: numbers },
    { name: 'rating', operators: ordered, values: numbers },
    { name: 'budget', operators: ordered, values: fc.integer({ min: 0, max: 500 }).map(String), part: 'amount' },
    { name: 'budget', operators: sameness, values: fc.constantFrom('CNY', 'EUR'), part: 'currency' },
    { name: 'ratio', operators: ordered, values: fc.constantFrom('0.5', '1', '2.25') },
    { name: 'joinedOn', operators: ordered, values: dates },
    { name: 'lastSeen', operators: ordered, values: instants },
    { name: 'active', operators: ['eq', 'ne', 'isNull'], values: fc.boolean() },
    { name: 'id', operators: ['eq', 'ne', 'in', 'notIn'], values: fc.integer({ min: 100, max: 160 }).map(uuid) },
    { name: 'contactCount', operators: ordered, values: numbers },
    { name: 'dealPoints', operators: ordered, values: numbers },
    { name: 'lowerName', operators: text, values: words },
  ],
  Staff: [
    { name: 'name', operators: text, values: words },
    { name: 'rank', operators: ordered, values: numbers },
  ],
  Contact: [
    { name: 'name', operators: text, values: words },
    { name: 'age', operators: ordered, values: fc.constantFrom(0, 10, 20) },
  ],
  Label: [{ name: 'name', operators: text, values: words }],
  Deal: [
    { name: 'title', operators: text, values: words },
    { name: 'points', operators: ordered, values: numbers },
    { name: 'stage', operators: sameness, values: fc.constantFrom('OPEN', 'WON') },
  ],
};
const relations: Readonly<Record<string, readonly (readonly [string, string, 'one' | 'many'])[]>> = {
  Customer: [
    ['owner', 'Staff', 'one'],
    ['parent', 'Customer', 'one'],
    ['children', 'Customer', 'many'],
    ['contacts', 'Contact', 'many'],
    ['labels', 'Label', 'many'],
    ['deals', 'Deal', 'many'],
  ],
  Staff: [
    ['manager', 'Staff', 'one'],
    ['customers', 'Customer', 'many'],
  ],
  Contact: [['customer', 'Customer', 'one']],
  Deal: [['customer', 'Customer', 'one']],
  Label: [],
};

function comparison(entity: string): fc.Arbitrary<Filter> {
  return fc.constantFrom(...(columns[entity] as readonly Column[])).chain((c) =>
    fc.constantFrom(...c.operators).chain((op) =>
      operand(op, c.values).map(
        (value): Filter => ({
          kind: 'compare',
          field: fieldOf(entity, c.name),
          op,
          value: literal(value),
          ...(c.part && { part: c.part }),
        }),
      ),
    ),
  );
}
function operand(op: Operator, values: Values): Values {
  if (op === 'isNull' || op === 'isEmpty') return fc.boolean();
  if (op === 'in' || op === 'notIn' || op === 'hasAny' || op === 'hasAll') return fc.array(values, { maxLength: 3 });
  return op === 'eq' || op === 'ne' ? fc.option(values, { freq: 6, nil: null }) : values;
}

export function filters(entity: string, depth = 3): fc.Arbitrary<Filter> {
  const leaf = comparison(entity);
  if (depth === 0) return leaf;
  const inner = filters(entity, depth - 1);
  const related = (relations[entity] ?? []).map(
    ([name, target, kind]): fc.Arbitrary<Filter> =>
      fc
        .tuple(
          kind === 'one' ? fc.constant('is' as const) : fc.constantFrom('some' as const, 'none' as const, 'every' as const),
          filters(target, Math.max(0, depth - 2)),
        )
        .map(([how, filter]): Filter => ({ kind: how, field: fieldOf(entity, name), filter })),
  );
  return fc.oneof(
    { weight: 4, arbitrary: leaf },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(inner, { maxLength: 3 }))
        .map(([kind, items]): Filter => ({ kind, items })),
    },
    { weight: 1, arbitrary: inner.map((item): Filter => ({ kind: 'not', item })) },
    ...(related.length > 0 ? [{ weight: 3, arbitrary: fc.oneof(...related) }] : []),
  );
}

const direction = fc.constantFrom('ASC' as const, 'DESC' as const);
const key = (name: string, through: readonly string[] = [], entity = 'Customer'): fc.Arbitrary<Order> =>
  direction.map(
    (d): Order => ({ through: through.map((t) => fieldOf('Customer', t)), field: fieldOf(entity, name), attribute: null, direction: d }),
  );
export const orders = fc.array(
  fc.oneof(
    ...[
      'name',
      'code',
      'score',
      'rating',
      'budget',
      'joinedOn',
      'lastSeen',
      'active',
      'createdAt',
      'contactCount',
      'dealPoints',
      'kind',
      'id',
    ].map((n) => key(n)),
    key('name', ['owner'], 'Staff'),
    key('rank', ['owner'], 'Staff'),
    key('score', ['parent']),
  ),
  { maxLength: 3 },
);

export const groupKeys: fc.Arbitrary<readonly GroupKey[]> = fc.uniqueArray(
  fc.constantFrom<GroupKey>(
    ...['kind', 'active', 'score', 'rating', 'joinedOn', 'code'].map(
      (n): GroupKey => ({ field: fieldOf('Customer', n), attribute: null, bucket: null, zone: null }),
    ),
    ...(['MONTH', 'YEAR', 'DAY'] as const).map(
      (bucket): GroupKey => ({ field: fieldOf('Customer', 'joinedOn'), attribute: null, bucket, zone: null }),
    ),
  ),
  { maxLength: 3, selector: (k) => k.field?.name },
);
export const aggregates = ['sum', 'avg', 'min', 'max', 'median', 'p90', 'countDistinct'] as const;
