/** Made-up rows of the small house, the same every time, and what a reader of each kind sees of them. */
import type { Actor } from '../../packages/core/src/access/actor.ts';
import { house } from '../../packages/core/src/read/testing/house.fixture.ts';
import { actorWith, everything, uuid } from '../../packages/core/src/read/testing/kernel.fixture.ts';
import type { Row, World } from './naive.ts';

/** Numbers that look random and are not. */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const names = ['alpha', 'beta', 'gamma', 'delta', 'omega', 'sigma', 'al', 'be%ta', 'ga_mma', 'de\\lta'];
const at = (days: number): Date => new Date(Date.UTC(2026, 0, 1) + days * 86_400_000);

export function people(): Record<string, Row[]> {
  const next = sequence(7);
  const pick = <T>(values: readonly T[]): T => values[next(values.length)] as T;
  const maybe = <T>(value: T): T | null => (next(4) === 0 ? null : value);
  const many = (n: number, from: number, make: (id: string, i: number) => Row): Row[] =>
    Array.from({ length: n }, (_, i) => make(uuid(from + i), i));
  const staff = many(6, 1, (id, i) => ({
    id,
    name: names[i],
    rank: maybe(next(3)),
    managerId: i === 0 ? null : uuid(1 + next(i)),
    createdAt: at(i),
  }));
  const teams = many(3, 50, (id, i) => ({ id, name: names[i], createdAt: at(i) }));
  const customers = many(60, 100, (id, i) => ({
    id,
    name: pick(names),
    code: maybe(`c${next(20)}`),
    kind: pick(['ORGANISATION', 'PERSON']),
    roles: maybe(['BUYER', 'SELLER', 'PARTNER'].filter(() => next(2) === 0)),
    score: maybe(next(6)),
    rating: maybe(next(5)),
    ...(next(4) === 0
      ? { budgetAmount: null, budgetCurrency: null }
      : { budgetAmount: `${next(500)}.${next(10)}`, budgetCurrency: pick(['CNY', 'EUR']) }),
    ratio: maybe(`${next(3)}.${next(100)}`),
    joinedOn: maybe(at(next(400)).toISOString().slice(0, 10)),
    lastSeen: maybe(at(next(90))),
    active: next(3) > 0,
    hint: maybe(pick(names)),
    notes: null,
    parentId: i > 5 ? maybe(uuid(100 + next(i))) : null,
    ownerId: maybe(uuid(1 + next(6))),
    teamId: maybe(uuid(50 + next(3))),
    createdAt: at(next(20)),
  }));
  const contacts = many(120, 300, (id) => ({
    id,
    customerId: uuid(100 + next(60)),
    name: pick(names),
    age: maybe(next(5) * 10),
    createdAt: at(next(20)),
  }));
  const labels = many(4, 500, (id, i) => ({ id, name: names[i], createdAt: at(i) }));
  const customerLabels = many(70, 550, (id) => ({ id, customerId: uuid(100 + next(60)), labelId: uuid(500 + next(4)), createdAt: at(0) }));
  const deals = many(50, 700, (id) => ({
    id,
    customerId: uuid(100 + next(60)),
    title: pick(names),
    valueAmount: `${next(90)}`,
    valueCurrency: 'CNY',
    signedAt: at(next(60)),
    points: next(9),
    stage: pick(['OPEN', 'OPEN', 'OPEN', 'WON', 'SEALED', null]),
    createdAt: at(0),
  }));
  return { Staff: staff, Team: teams, Customer: customers, Contact: contacts, Label: labels, CustomerLabel: customerLabels, Deal: deals };
}

/** Readers of each kind. */
export const readers: Readonly<Record<string, Actor>> = {
  all: actorWith(everything),
  own: actorWith({ 'crm:read': 'own', 'crm:staff': 'all', 'deals:read': 'all', 'deals:secret': 'all' }, { staffId: uuid(3) }),
  team: actorWith({ 'crm:read': 'team', 'crm:staff': 'all', 'deals:read': 'all' }, { staffId: uuid(2), teamIds: [uuid(50), uuid(51)] }),
};

export function worldOf(rows: Readonly<Record<string, readonly Row[]>>, reader: string): World {
  const customers = new Map((rows['Customer'] ?? []).map((c) => [c['id'], c]));
  const of = (entity: string, customer: unknown): readonly Row[] => (rows[entity] ?? []).filter((r) => r['customerId'] === customer);
  const seesCustomer = (c: Row): boolean => {
    const reached =
      reader === 'all' ||
      (reader === 'own' ? c['ownerId'] === uuid(3) : c['ownerId'] === uuid(2) || [uuid(50), uuid(51)].includes(c['teamId'] as string));
    return reached && (reader !== 'team' || !of('Deal', c['id']).some((deal) => deal['stage'] === 'SEALED'));
  };
  const hangsOnCustomer = new Set(['Contact', 'CustomerLabel', 'Deal']);
  const sees = (entity: string, row: Row): boolean => {
    if (entity === 'Customer') return seesCustomer(row);
    if (!hangsOnCustomer.has(entity)) return true;
    const customer = customers.get(row['customerId']);
    return customer !== undefined && seesCustomer(customer);
  };
  return {
    entities: house.model.entities,
    rows,
    sees,
    values: {
      'Customer.rating': (c) => (c['active'] ? c['rating'] : null),
      'Customer.lowerName': (c) => String(c['name']).toLowerCase(),
      'Customer.contactCount': (c) => of('Contact', c['id']).filter((r) => sees('Contact', r)).length,
      'Customer.dealPoints': (c) =>
        of('Deal', c['id'])
          .filter((r) => sees('Deal', r))
          .reduce((n, r) => n + (r['points'] as number), 0),
    },
  };
}
