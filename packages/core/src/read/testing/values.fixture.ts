/** Rows with values of every kind, and a tenant's own attributes. */
import type { Database } from '../../database/port.ts';
import type { AttributeDefinition, TenantAttributes } from '../../model/attributes.ts';
import { label } from '../../model/label.ts';
import { gramsOf } from '../index.ts';
import { insert, uuid } from './kernel.fixture.ts';

const definition = (
  n: number,
  key: string,
  type: AttributeDefinition['type'],
  slot: AttributeDefinition['slot'] = null,
): AttributeDefinition => ({
  id: uuid(900 + n),
  entity: 'Customer',
  key,
  type,
  label: label(key, key),
  required: false,
  unique: false,
  slot,
  defaultValue: null,
  choices: [],
  referenceEntity: type === 'REFERENCE' ? 'Staff' : null,
  classification: 'INTERNAL',
  personal: false,
  retired: false,
});
const definitions = [
  definition(1, 'x.size', 'NUMBER'),
  definition(2, 'x.tone', 'TEXT'),
  definition(3, 'x.since', 'DATE', 'attrD1'),
  definition(4, 'x.tags', 'MANY_CHOICE'),
  definition(5, 'x.fee', 'MONEY'),
  definition(6, 'x.keeper', 'REFERENCE', 'attrT1'),
  definition(7, 'x.vip', 'BOOLEAN'),
];
export const attributes: TenantAttributes = {
  revision: '1',
  byKey: (entity) => new Map(entity === 'Customer' ? definitions.map((d) => [d.key, d]) : []),
};

export async function fillHouse(database: Database): Promise<void> {
  await insert(database, 'Staff', [{ id: uuid(1), name: 'Li' }]);
  const grams = (name: string, code: string | null, hint: string | null, notes: string | null) => [
    ...gramsOf(name, 'name'),
    ...(code ? gramsOf(code, 'exact') : []),
    ...(hint ? gramsOf(hint, 'text') : []),
    ...(notes ? gramsOf(notes, 'text') : []),
  ];
  const attrs = {
    [uuid(901)]: '12.5',
    [uuid(902)]: 'warm',
    [uuid(903)]: '2026-02-03',
    [uuid(904)]: ['a', 'b'],
    [uuid(905)]: { amount: '3.5', currency: 'EUR' },
    [uuid(906)]: uuid(1),
    [uuid(907)]: true,
  };
  await insert(database, 'Customer', [
    {
      id: uuid(10),
      name: '王芳',
      code: 'HS-2 04',
      hint: '上海展览',
      notes: 'secret plan',
      kind: 'PERSON',
      ownerId: uuid(1),
      score: 4,
      budgetAmount: '10',
      budgetCurrency: 'CNY',
      extra: { b: 1, a: [1, { c: null }] },
      lastSeen: '2026-05-05T05:05:05.005Z',
      grams: grams('王芳', 'HS-2 04', '上海展览', 'secret plan'),
      attrs,
      attrD1: '2026-02-03T00:00:00Z',
      attrT1: uuid(1),
      createdAt: '2026-01-03T00:00:00Z',
    },
    {
      id: uuid(11),
      name: 'Fang Wang Ltd',
      kind: 'ORGANISATION',
      score: 6,
      budgetAmount: '5',
      budgetCurrency: 'EUR',
      joinedOn: '2026-01-31',
      lastSeen: '2026-01-31T18:00:00Z',
      grams: grams('Fang Wang Ltd', null, null, null),
      attrs: { [uuid(901)]: '7' },
      createdAt: '2026-01-02T00:00:00Z',
    },
    {
      id: uuid(12),
      name: '欧阳修 100%',
      kind: 'PERSON',
      joinedOn: '2026-02-01',
      lastSeen: '2026-01-31T02:00:00Z',
      grams: grams('欧阳修 100%', null, null, null),
      createdAt: '2026-01-01T00:00:00Z',
    },
  ]);
  await insert(database, 'Visit', [
    { id: uuid(60), customerId: uuid(10), at: '2026-03-01T00:00:00Z', subject: 'first' },
    { id: uuid(61), customerId: uuid(10), at: '2026-03-03T00:00:00Z' },
    { id: uuid(62), customerId: uuid(11), at: '2026-03-02T00:00:00Z' },
  ]);
  await insert(database, 'Deal', [
    {
      id: uuid(30),
      customerId: uuid(10),
      title: 'Big',
      signedAt: '2026-03-02T00:00:00Z',
      points: 4,
      valueAmount: '1.25',
      valueCurrency: 'CNY',
    },
  ]);
  await insert(database, 'Memo', [
    { id: uuid(70), aboutType: 'Customer', aboutId: uuid(10), body: 'm1' },
    { id: uuid(71), aboutType: 'Deal', aboutId: uuid(30), body: 'm2' },
    { id: uuid(72), aboutType: 'Gone', aboutId: uuid(1), body: 'm3' },
  ]);
}
