import { globalId, type Id } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { changeAttribute, createCustomer, crm, defineAttribute, retireAttribute, updateCustomer } from '../index.ts';
import { choicesProblem, freeSlot, isDefault, isKey, mergeChoices } from './rules.ts';

const text = (en: string) => ({ en, zh: en });
const choice = (value: string, en = value) => ({ value, label: text(en) });

describe('tenant-defined attributes', () => {
  test('DATA-01 a key has a namespace', () => {
    expect(['sales.rating', 'expo_2026.boothSize'].every(isKey)).toBe(true);
    expect(['rating', 'sales.', '.rating', 'Sales.rating', 'sales.rating.x', 'sales rating', '__proto__'].some(isKey)).toBe(false);
  });
  test('four slots of text, four of numbers, three of dates, none of lists', () => {
    expect(freeSlot('TEXT', [])).toBe('t1');
    expect(freeSlot('NUMBER', ['n1', 'n2', 'n4'])).toBe('n3');
    expect(freeSlot('DATE', ['d1', 'd2', 'd3'])).toBeNull();
    expect(freeSlot('MANY_CHOICE', [])).toBeNull();
  });
  test('choices belong to choice, each once; they are added to, never taken away', () => {
    expect(choicesProblem('CHOICE', [choice('A'), choice('B')])).toBeNull();
    expect(choicesProblem('CHOICE', undefined)).toBe('NEEDED');
    expect(choicesProblem('CHOICE', [choice('A'), choice('A')])).toBe('TWICE');
    expect(choicesProblem('TEXT', [choice('A')])).toBe('NOT_OF_TYPE');
    expect(mergeChoices([choice('A'), choice('B')], [choice('C'), choice('B', 'b')]).map((c) => c.label.en)).toEqual(['A', 'b', 'C']);
  });
  test.each([
    ['TEXT', 'x', ' '],
    ['NUMBER', '1.5', 'x'],
    ['DATE', '2026-02-28', '2026-02-30'],
    ['BOOLEAN', false, 'false'],
    ['CHOICE', 'A', 'B'],
    ['MANY_CHOICE', ['A'], ['A', 'A']],
    ['MONEY', { amount: '1', currency: 'CNY' }, { amount: '1', currency: 'XX' }],
  ])('a default fits its type: %s', (type, good, bad) => {
    expect(isDefault(type, good, [choice('A')])).toBe(true);
    expect(isDefault(type, bad, [choice('A')])).toBe(false);
  });
});

describeEngines('tenant-defined attributes', { plugins: [crm()] }, (t) => {
  let admin: Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  beforeAll(async () => {
    admin = await t().staff();
  });
  const define = async (key: string, type: string, o: object = {}) =>
    (await admin.run(defineAttribute, { entity: 'Customer', key, type: type as 'TEXT', label: text(key), ...o })).attribute;
  const firm = async (attributes: object = {}) =>
    (
      await admin.run(createCustomer, {
        name: '甲公司',
        kind: 'ORGANISATION',
        confirmNew: true,
        attributes: attributes as Record<string, unknown>,
      })
    ).customer;
  const refusedFirm = (attributes: Record<string, unknown>) =>
    admin.attempt(createCustomer, { name: '甲公司', kind: 'ORGANISATION', confirmNew: true, attributes });

  test('values are checked on every write, and are filtered, sorted and grouped by', async () => {
    await define('expo.size', 'NUMBER', { indexed: true });
    await define('expo.level', 'CHOICE', { choices: [choice('GOLD'), choice('SILVER')], defaultValue: 'SILVER' });
    await define('expo.since', 'DATE');
    const [small, big] = [
      await firm({ 'expo.size': '9.50', 'expo.level': 'GOLD' }),
      await firm({ 'expo.size': 100, 'expo.since': '2020-01-01' }),
    ];
    const ids = (data: unknown) => (data as { customers: { nodes: { id: string }[] } }).customers.nodes.map((n) => n.id);
    const filtered = await admin.execute(
      '{ customers(where: { attributes: [{ key: "expo.size", gte: 9 }] }, orderBy: [{ attribute: { key: "expo.size", direction: DESC } }]) { nodes { id attributes } } }',
    );
    expect(filtered.errors).toBeUndefined();
    expect(ids(filtered.data)).toEqual([globalId('cus', big), globalId('cus', small)]);
    expect((filtered.data as { customers: { nodes: { attributes: object }[] } }).customers.nodes.map((n) => n.attributes)).toEqual([
      { 'expo.level': 'SILVER', 'expo.since': '2020-01-01', 'expo.size': '100' },
      { 'expo.level': 'GOLD', 'expo.size': '9.5' },
    ]);
    const grouped = await admin.execute(
      '{ customersAggregate(where: { attributes: [{ key: "expo.size", isNull: false }] }, groupBy: [{ attribute: "expo.level" }]) { group { attribute(key: "expo.level") } count } }',
    );
    const empty = await admin.execute('{ customers(where: { attributes: [{ key: "expo.size", isEmpty: true }] }) { totalCount } }');
    expect(empty.errors).toMatchObject([{ message: '"isEmpty" does not apply here', extensions: { code: 'BAD_INPUT' } }]);
    expect(grouped.errors).toBeUndefined();
    expect(grouped.data).toEqual({
      customersAggregate: [
        { group: { attribute: 'GOLD' }, count: 1 },
        { group: { attribute: 'SILVER' }, count: 1 },
      ],
    });
    for (const [key, value] of [
      ['expo.size', 'many'],
      ['expo.level', 'BRONZE'],
      ['expo.since', '2020-02-30'],
      ['expo.unknown', 1],
      ['size', 1],
    ] as const) {
      expect(await refusedFirm({ [key]: value })).toMatchObject({ ok: false, errors: [{ code: 'BAD_INPUT' }] });
    }
    expect(await admin.refused(updateCustomer, { customer: small, set: { attributes: { 'expo.level': 'BRONZE' } } as object })).toBe(
      'BAD_INPUT',
    );
  });

  test('required, unique and default', async () => {
    const vat = await define('tax.vat', 'TEXT', { unique: true });
    await firm({ 'tax.vat': 'A1' });
    expect(await refusedFirm({ 'tax.vat': 'A1' })).toMatchObject({ errors: [{ code: 'DUPLICATE' }] });
    await admin.run(changeAttribute, { attribute: vat, required: true });
    expect(await refusedFirm({})).toMatchObject({ errors: [{ code: 'BAD_INPUT' }] });
    await admin.run(changeAttribute, { attribute: vat, required: false });
    await firm();
  });

  test('choices are added, labels changed, and a retired attribute takes no more values', async () => {
    const attribute = await define('crm.tone', 'CHOICE', { choices: [choice('WARM')] });
    await admin.run(changeAttribute, {
      attribute,
      choices: [choice('COLD')],
      label: { en: 'Tone', zh: '语气' },
      classification: 'CONFIDENTIAL',
    });
    await firm({ 'crm.tone': 'COLD' });
    const { data } = await admin.execute('query ($id: ID!) { attributeDefinition(id: $id) { key labelZh choices classification } }', {
      id: globalId('att', attribute),
    });
    expect(data).toMatchObject({
      attributeDefinition: {
        key: 'crm.tone',
        labelZh: '语气',
        classification: 'CONFIDENTIAL',
        choices: [{ value: 'WARM' }, { value: 'COLD' }],
      },
    });
    await admin.run(retireAttribute, { attribute });
    expect(await refusedFirm({ 'crm.tone': 'COLD' })).toMatchObject({ errors: [{ code: 'BAD_INPUT' }] });
    expect(await admin.refused(changeAttribute, { attribute, required: true })).toBe('CRM_ATTRIBUTE_RETIRED');
    expect(await admin.refused(defineAttribute, { entity: 'Customer', key: 'crm.tone', type: 'TEXT', label: text('x') })).toBe('DUPLICATE');
  });

  test('a fifth indexed text, a fifth number and a fourth date are refused with a code', async () => {
    const other = await (await t().another()).staff();
    const tryAll = async (type: 'TEXT' | 'NUMBER' | 'DATE', n: number) => {
      for (let i = 0; i < n; i++)
        await other.run(defineAttribute, { entity: 'Contact', key: `${type.toLowerCase()}.a${i}`, type, label: text('x'), indexed: true });
      return other.refused(defineAttribute, {
        entity: 'Contact',
        key: `${type.toLowerCase()}.more`,
        type,
        label: text('x'),
        indexed: true,
      });
    };
    expect(await tryAll('TEXT', 4)).toBe('CRM_ATTRIBUTE_SLOTS');
    expect(await tryAll('NUMBER', 4)).toBe('CRM_ATTRIBUTE_SLOTS');
    expect(await tryAll('DATE', 3)).toBe('CRM_ATTRIBUTE_SLOTS');
    // Of another entity, or without an index, there is room.
    await other.run(defineAttribute, { entity: 'Customer', key: 'text.more', type: 'TEXT', label: text('x'), indexed: true });
    await other.run(defineAttribute, { entity: 'Contact', key: 'text.more', type: 'TEXT', label: text('x') });
  });

  test('DATA-01 refused: a key without namespace, entities without attributes, choices, defaults, references and indexes that do not fit', async () => {
    const refused = (o: object) => admin.refused(defineAttribute, { entity: 'Customer', key: 'x.y', type: 'TEXT', label: text('x'), ...o });
    expect(await refused({ key: 'rating' })).toBe('CRM_ATTRIBUTE_KEY');
    expect(await refused({ entity: 'Interaction' })).toBe('CRM_ATTRIBUTE_ENTITY');
    expect(await refused({ entity: 'Unicorn' })).toBe('CRM_ATTRIBUTE_ENTITY');
    expect(await refused({ type: 'CHOICE' })).toBe('CRM_ATTRIBUTE_CHOICES');
    expect(await refused({ defaultValue: 5 })).toBe('CRM_ATTRIBUTE_DEFAULT');
    expect(await refused({ defaultValue: 'x', unique: true })).toBe('CRM_ATTRIBUTE_DEFAULT');
    expect(await refused({ type: 'REFERENCE' })).toBe('CRM_ATTRIBUTE_REFERENCE');
    expect(await refused({ referenceEntity: 'Customer' })).toBe('CRM_ATTRIBUTE_REFERENCE');
    expect(await refused({ type: 'BOOLEAN', unique: true })).toBe('CRM_ATTRIBUTE_UNIQUE');
    expect(await refused({ type: 'MANY_CHOICE', choices: [choice('A')], indexed: true })).toBe('CRM_ATTRIBUTE_NOT_INDEXABLE');
    expect(await refused({ label: { en: 'x' } })).toBe('BAD_INPUT');
    const clerk = await t().staff({ can: ['crm:attributes:read'] });
    expect(await clerk.refused(defineAttribute, { entity: 'Customer', key: 'x.y', type: 'TEXT', label: text('x') })).toBe('FORBIDDEN');
  });

  test('a reference names a record of its type', async () => {
    await define('org.holding', 'REFERENCE', { referenceEntity: 'Customer' });
    const parent = await firm();
    await firm({ 'org.holding': parent });
    expect(await refusedFirm({ 'org.holding': '0190f5c2-8a3b-7cde-8f01-23456789abcd' as Id<'Customer'> })).toMatchObject({
      errors: [{ code: 'NOT_FOUND' }],
    });
  });
});
