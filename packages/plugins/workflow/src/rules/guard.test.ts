/** What guards name, and what they decide. */
import { describe, expect, test } from 'vitest';
import { Exact } from './exact.ts';
import { decide, type FieldOf, type GuardFacts, guardValue, type Needs, needsData, readGuard, readPath } from './guard.ts';

const model: Readonly<Record<string, Readonly<Record<string, { type: string | null; entity: string | null; isList: boolean }>>>> = {
  Case: {
    title: { type: 'String', entity: null, isList: false },
    cost: { type: 'Decimal', entity: null, isList: false },
    tags: { type: 'String', entity: null, isList: true },
    customer: { type: null, entity: 'Customer', isList: false },
    promises: { type: null, entity: 'Promise', isList: true },
    anything: { type: null, entity: null, isList: false },
  },
  Customer: { name: { type: 'String', entity: null, isList: false }, owner: { type: null, entity: 'Staff', isList: false } },
  Staff: { name: { type: 'String', entity: null, isList: false } },
  Promise: { keptAt: { type: 'DateTime', entity: null, isList: false }, by: { type: null, entity: 'Staff', isList: false } },
};
const fieldOf: FieldOf = (entity, field) => model[entity]?.[field] ?? null;
const read = (guard: string) => {
  const needs: Needs = {};
  return { problems: readGuard(guard, 'Case', fieldOf, needs).map((p) => `${p.kind} ${p.detail}`), needs };
};
const facts = (record: Readonly<Record<string, unknown>>, data: Readonly<Record<string, unknown>> = {}): GuardFacts => ({
  record,
  data,
  actor: { kind: 'staff', staffId: 's1' },
  now: new Date('2026-01-02T00:00:00Z'),
});

describe('what a guard names', () => {
  test('fields, relations, and fields of the records in lists', () => {
    expect(read('record.title != "" && record.promises.all(p, p.keptAt != null && p.by.name == "x")')).toEqual({
      problems: [],
      needs: {
        title: true,
        promises: { entity: 'Promise', needs: { id: true, keptAt: true, by: { entity: 'Staff', needs: { id: true, name: true } } } },
      },
    });
    expect(read('record.customer.owner == null || size(record.promises) > 1').needs).toEqual({
      customer: { entity: 'Customer', needs: { id: true, owner: { entity: 'Staff', needs: { id: true } } } },
      promises: { entity: 'Promise', needs: { id: true } },
    });
    expect(read('record.promises.filter(p, p.keptAt == null).exists(q, q.by.name == actor.staffId)').problems).toEqual([]);
    expect(read('record["title"] == "x" && record.promises[0].keptAt == null').problems).toEqual([]);
  });

  test.each([
    ['record.colour == 1', 'UNKNOWN_FIELD record.colour'],
    ['record.customer.colour == 1', 'UNKNOWN_FIELD record.customer.colour'],
    ['record.promises.exists(p, p.colour == 1)', 'UNKNOWN_FIELD record.promises.colour'],
    ['record.promises.keptAt == null', 'UNKNOWN_FIELD record.promises.keptAt'],
    ['record.anything == null', 'UNKNOWN_FIELD record.anything'],
    ['record[data.field] == 1', 'UNKNOWN_FIELD record[…]'],
  ])('WF-01 refuses a guard on an unknown field: %s', (guard, problem) => {
    expect(read(guard).problems).toEqual([problem]);
  });

  test.each(['record.title ==', 'nobody.knows', '1 + 1', '"yes"', 'foo(record.title)', '1 < "a"'])(
    'refuses what is no condition: %s',
    (guard) => {
      expect(read(guard).problems).toHaveLength(1);
      expect(read(guard).problems[0]).toMatch(/^GUARD|^SYNTAX/);
    },
  );

  test('plain paths lead over single relations', () => {
    const needs: Needs = {};
    expect(readPath('customer.owner.name', 'Case', fieldOf, needs)).toEqual([]);
    expect(readPath('title.length', 'Case', fieldOf, needs)).toEqual([{ kind: 'UNKNOWN_FIELD', detail: 'record.title.length' }]);
    expect(readPath('customer.nobody', 'Case', fieldOf, needs)).toEqual([{ kind: 'UNKNOWN_FIELD', detail: 'record.customer.nobody' }]);
  });

  test('what comes with the event is known only then', () => {
    expect([
      needsData('data.confirmed'),
      needsData('record.promises.all(p, p.by == data.by)'),
      needsData('record.title == "data"'),
    ]).toEqual([true, true, false]);
  });
});

describe('what it decides', () => {
  test('over lists, times, what comes along and who acts', () => {
    const record = { promises: [{ keptAt: null }, { keptAt: new Date('2026-01-01T00:00:00Z') }], title: 'x', tags: ['a'] };
    expect(decide('record.promises.all(p, p.keptAt != null)', facts(record))).toEqual({ holds: false, problem: null });
    expect(decide('record.promises.exists(p, p.keptAt != null && now - p.keptAt >= duration("24h"))', facts(record)).holds).toBe(true);
    expect(decide('data.confirmed && "a" in record.tags', facts(record, { confirmed: true })).holds).toBe(true);
    expect(decide('actor.staffId == "s1"', facts(record)).holds).toBe(true);
  });

  test('what cannot be decided does not hold, and says why', () => {
    expect(decide('record.customer.name == "x"', facts({ customer: null }))).toMatchObject({ holds: false, problem: expect.any(String) });
    expect(decide('data.confirmed', facts({}))).toMatchObject({ holds: false, problem: expect.stringContaining('confirmed') });
  });

  test('decimals are compared exactly, beyond what floats can tell apart', () => {
    const cost = (text: string) => facts({ cost: guardValue(text, 'Decimal'), limit: new Exact('100000000000000.0001') });
    expect(decide('record.cost > record.limit', cost('100000000000000.0002')).holds).toBe(true);
    expect(decide('record.cost > record.limit', cost('100000000000000.0001')).holds).toBe(false);
    expect(decide('record.cost == record.limit', cost('100000000000000.0001')).holds).toBe(true);
    expect(decide('record.cost >= 10 && record.cost < 10.01 && 9 < record.cost', cost('10.0000')).holds).toBe(true);
    expect(decide('record.cost < 0', cost('-0.0001')).holds).toBe(true);
    expect(guardValue({ amount: '1.5', currency: 'CNY' }, 'Money')).toEqual({ amount: new Exact('1.5'), currency: 'CNY' });
    expect(guardValue(null, 'Decimal')).toBeNull();
  });
});
