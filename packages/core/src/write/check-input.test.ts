import { expect, test } from 'vitest';
import { z } from 'zod';
import { noAttributes } from '../model/attributes.ts';
import { buildModel } from '../model/build.ts';
import { globalId } from '../model/ids.ts';
import { type Fields, t } from '../model/input.ts';
import type { Call } from './call.ts';
import { checkInput } from './check-input.ts';
import { Refusals } from './problems.ts';
import { Account, shop, Tier } from './shop.fixture.ts';

const { model } = buildModel([{ plugin: 'shop', parts: shop().shape.model }]);
const call = { kernel: { model }, attributes: noAttributes } as unknown as Call;
const uuid = '00000000-0000-7000-8000-0000000000aa';

/** What a wire input becomes, or what is said of it, in the language asked for. */
function check(fields: Fields, input: unknown, o: { readonly wire?: boolean; readonly locale?: 'en' | 'zh-CN' } = {}): unknown {
  try {
    return checkInput(call, fields, input, o.wire ?? true).value;
  } catch (error) {
    if (!(error instanceof Refusals)) throw error;
    return error.errors.map((e) => `${e.path.join('.')}: ${e.in(o.locale ?? 'en')}`);
  }
}

test('a oneOf comes with one member over the wire, and as kind and value in code', () => {
  const fields = { target: t.oneOf('Target', { account: t.id(Account), when: t.instant() }) };
  expect(check(fields, { target: { account: globalId('acc', uuid) } })).toEqual({ target: { kind: 'account', value: uuid } });
  expect(check(fields, { target: { when: '2026-01-01T00:00:00Z' } })).toEqual({
    target: { kind: 'when', value: new Date('2026-01-01T00:00:00Z') },
  });
  expect(check(fields, { target: { kind: 'account', value: uuid } }, { wire: false })).toEqual({
    target: { kind: 'account', value: uuid },
  });
  for (const target of [{}, { account: null }, { account: globalId('acc', uuid), when: '2026-01-01T00:00:00Z' }, { other: 1 }]) {
    expect(check(fields, { target })).toContain('target: exactly one of account, when must be given');
  }
});

test('ids are noted with their place, lock and subject, also in lists and structures', () => {
  const fields = { main: t.id(Account, { subject: true }), rest: t.list(t.object('Part', { of: t.id(Account, { lock: true }) })) };
  const { ids } = checkInput(call, fields, { main: globalId('acc', uuid), rest: [{ of: 'nonsense' }] }, true);
  expect(ids).toEqual([
    { path: ['main'], entity: 'Account', id: uuid, lock: false, subject: true },
    { path: ['rest', '0', 'of'], entity: 'Account', id: null, lock: true, subject: false },
  ]);
});

test.each([
  ['text', t.text(3), 'abcd', 'x: Too big: expected string to have <=3 characters', 'x: 数值过大：期望 string <=3 字符'],
  ['instants without a zone', t.instant(), '2026-01-01T00:00:00', 'x: is no instant', 'x: 不是有效时刻'],
  ['instants of days that do not exist', t.instant(), '2026-02-30T00:00:00Z', 'x: is no instant', 'x: 不是有效时刻'],
  [
    'decimals with an exponent',
    t.decimal(),
    '1e3',
    'x: is no decimal of at most 15 digits and 4 places',
    'x: 不是最多 15 位整数、4 位小数的数值',
  ],
  ['numbers over 32 bits', t.int(), 2 ** 31, 'x: Too big: expected number to be <2147483647', 'x: 数值过大：期望 number <2147483647'],
  ['values of no enum', t.enum(Tier), 'constructor', 'x: constructor is no value of ShopTier', 'x: constructor 不是 ShopTier 的取值'],
  ['unknown keys of structures', z.object({ a: z.string() }), { a: 'b', c: 1 }, 'x.c: there is no "c" here', 'x.c: 此处没有“c”'],
  ['JSON that cannot be stored', t.json(), { a: ['\u0000'] }, 'x: holds text that cannot be stored', 'x: 含有无法存储的文本'],
])('%s are refused, in both languages', (_what, schema, value, en, zh) => {
  const said = (locale: 'en' | 'zh-CN') => (check({ x: schema }, { x: value }, { locale }) as string[])[0];
  expect([said('en'), said('zh-CN')].map((s) => s?.replace('<=2147483647', '<2147483647'))).toEqual([en, zh]);
});

test('absent and null are kept apart', () => {
  const fields = { patch: t.patch(Account, ['code', 'name', 'creditAmount', 'creditCurrency']) };
  expect(check(fields, { patch: { code: null } })).toEqual({ patch: { code: null } });
  expect(check(fields, { patch: {} })).toEqual({ patch: {} });
  expect(check(fields, { patch: { credit: { amount: '1', currency: 'CNY' } } })).toEqual({
    patch: { creditAmount: '1', creditCurrency: 'CNY' },
  });
  expect(check(fields, { patch: { name: null } })).toEqual(['patch.name: name must not be empty']);
});
