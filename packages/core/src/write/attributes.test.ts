import { onBothEngines } from '@guanxi/testing/database';
import { beforeAll, expect, test } from 'vitest';
import type { AttributeDefinition } from '../model/attributes.ts';
import { globalId } from '../model/ids.ts';
import { label } from '../model/label.ts';
import { createAccount, updateAccount } from './shop.fixture.ts';
import { fingerprint, makeWorld, otherStaffId, staffId, tenant, type World } from './world.fixture.ts';

const define = (
  n: number,
  key: string,
  type: AttributeDefinition['type'],
  more: Partial<AttributeDefinition> = {},
): AttributeDefinition => ({
  id: `00000000-0000-7000-8000-0000000000${n}`,
  entity: 'Account',
  key,
  type,
  label: label(key, key),
  required: false,
  unique: false,
  slot: null,
  defaultValue: null,
  choices: [
    { value: 'RED', label: label('Red', '红') },
    { value: 'BLUE', label: label('Blue', '蓝') },
  ],
  referenceEntity: null,
  classification: 'INTERNAL',
  personal: false,
  retired: false,
  ...more,
});
const definitions = [
  define(10, 'sales.note', 'TEXT'),
  define(11, 'sales.size', 'NUMBER', { slot: 'attrN1' }),
  define(12, 'sales.day', 'DATE', { slot: 'attrD1' }),
  define(13, 'sales.big', 'BOOLEAN'),
  define(14, 'sales.colour', 'CHOICE', { defaultValue: 'BLUE', slot: 'attrT1' }),
  define(15, 'sales.colours', 'MANY_CHOICE'),
  define(16, 'sales.budget', 'MONEY'),
  define(17, 'sales.buddy', 'REFERENCE', { referenceEntity: 'Person' }),
  define(18, 'sales.taxNo', 'TEXT', { unique: true }),
  define(19, 'sales.old', 'TEXT', { retired: true }),
];
const required = define(20, 'sales.must', 'TEXT', { required: true });
const attributesOf = (list: readonly AttributeDefinition[]) => ({
  revision: 'r',
  byKey: (entity: string) => new Map(entity === 'Account' ? list.map((d) => [d.key, d]) : []),
});

async function worldWith(open: Parameters<typeof makeWorld>[0], list: readonly AttributeDefinition[]): Promise<World> {
  const w = await makeWorld(open, { attributes: attributesOf(list) });
  for (const d of list) {
    await w.rows(
      `insert into crm.attribute_definition (tenant_id, id, version, entity, key, type, label_en, label_zh, classification, created_at, created_by, updated_at, updated_by)
       values ($1, $2, 1, 'Account', $3, $4, 'x', 'x', 'INTERNAL', now(), 't', now(), 't')`,
      [tenant, d.id, d.key, d.type],
    );
  }
  return w;
}

onBothEngines('attributes', (open) => {
  let w: World;
  beforeAll(async () => {
    w = await worldWith(open, definitions);
  });

  test('are stored by definition, in their one form, and in their index slots', async () => {
    const given = {
      'sales.note': 'hello',
      'sales.size': '007.50',
      'sales.day': '2026-02-28',
      'sales.big': true,
      'sales.colours': ['RED'],
      'sales.budget': { amount: '10.0', currency: 'EUR' },
      'sales.buddy': globalId('per', otherStaffId),
      'sales.taxNo': 'T1',
    };
    const { account } = await w.done(createAccount, { account: { name: 'A' }, attributes: given }, { wire: true });
    const [row] = await w.rows('select attrs, attr_n1, attr_d1, attr_t1, attr_t2 from crm.shop_account where id = $1', [account as string]);
    expect(JSON.parse(row?.['attrs'] as string)).toEqual({
      [definitions[0]?.id ?? '']: 'hello',
      [definitions[1]?.id ?? '']: '7.5',
      [definitions[2]?.id ?? '']: '2026-02-28',
      [definitions[3]?.id ?? '']: true,
      [definitions[4]?.id ?? '']: 'BLUE',
      [definitions[5]?.id ?? '']: ['RED'],
      [definitions[6]?.id ?? '']: { amount: '10', currency: 'EUR' },
      [definitions[7]?.id ?? '']: otherStaffId,
      [definitions[8]?.id ?? '']: 'T1',
    });
    expect(row).toMatchObject({ attr_n1: '7.5', attr_d1: '2026-02-28 00:00:00+00', attr_t1: 'BLUE', attr_t2: null });

    await w.done(updateAccount, { id: account, patch: {}, attributes: { 'sales.size': null, 'sales.note': 'bye' } });
    const [after] = await w.rows(
      `select attrs->>'${definitions[0]?.id}' as note, attrs->>'${definitions[4]?.id}' as colour, attr_n1, version from crm.shop_account where id = $1`,
      [account as string],
    );
    expect(after).toEqual({ note: 'bye', colour: 'BLUE', attr_n1: null, version: 2 });
  });

  test.each([
    ['unknown keys', { 'sales.nothing': 1 }, 'BAD_INPUT attributes.sales.nothing'],
    ['keys without a namespace', { size: 1 }, 'BAD_INPUT attributes.size'],
    ['retired ones', { 'sales.old': 'x' }, 'BAD_INPUT attributes.sales.old'],
    ['text for numbers', { 'sales.size': 'many' }, 'BAD_INPUT attributes.sales.size'],
    ['days that do not exist', { 'sales.day': '2026-02-30' }, 'BAD_INPUT attributes.sales.day'],
    ['what is no choice', { 'sales.colour': 'GREEN' }, 'BAD_INPUT attributes.sales.colour'],
    ['a choice twice', { 'sales.colours': ['RED', 'RED'] }, 'BAD_INPUT attributes.sales.colours'],
    ['money without a currency', { 'sales.budget': { amount: '1' } }, 'BAD_INPUT attributes.sales.budget'],
    ['blank text', { 'sales.note': ' ' }, 'BAD_INPUT attributes.sales.note'],
    ['records that are not there', { 'sales.buddy': globalId('per', tenant) }, 'NOT_FOUND attributes.sales.buddy'],
  ])('refuse %s', async (_what, attributes, expected) => {
    const before = await fingerprint(w);
    expect(await w.refused(createAccount, { account: { name: 'A' }, attributes }, { wire: true })).toEqual([expected]);
    expect(await fingerprint(w)).toBe(before);
  });

  test('that are unique have one holder, who may give them up', async () => {
    const { account } = await w.done(createAccount, { account: { name: 'A' }, attributes: { 'sales.taxNo': 'U1' } });
    expect(await w.run(createAccount, { account: { name: 'B' }, attributes: { 'sales.taxNo': 'U1' } })).toMatchObject({
      ok: false,
      errors: [{ code: 'DUPLICATE', path: ['attributes', 'sales.taxNo'], details: { entity: 'Account', columns: ['sales.taxNo'] } }],
    });
    await w.done(updateAccount, { id: account, patch: {}, attributes: { 'sales.taxNo': 'U2' } });
    await w.done(createAccount, { account: { name: 'B' }, attributes: { 'sales.taxNo': 'U1' } });
  });

  test('that are required must be there, and stay', async () => {
    const v = await worldWith(open, [required]);
    expect(await v.refused(createAccount, { account: { name: 'A', keeperId: staffId } })).toEqual(['BAD_INPUT attributes.sales.must']);
    const { account } = await v.done(createAccount, { account: { name: 'A' }, attributes: { 'sales.must': 'x' } });
    expect(await v.refused(updateAccount, { id: account, patch: {}, attributes: { 'sales.must': null } })).toEqual([
      'BAD_INPUT attributes.sales.must',
    ]);
    await v.done(updateAccount, { id: account, patch: { name: 'B' } });
  });
});
