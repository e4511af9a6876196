/** Whoever asked wrongly is told so in their language: each kind of refusal that reading has, in both. */
import { onBothEngines } from '@guanxi/testing/database';
import { expect, test } from 'vitest';
import type { Locale } from '../../model/label.ts';
import { id, makeWorld, manager, type World } from '../hotel-world.fixture.ts';

type Case = readonly [document: string, en: string, zh: string, variables?: Readonly<Record<string, unknown>>];

const lists =
  'query Q($first: Int, $last: Int, $w: GuestFilter) { guests(first: $first, last: $last, where: $w) { totalCount nodes { name } } }';

const requests: Readonly<Record<string, Case>> = {
  'a page size below nought': [
    '{ guests(first: -1) { nodes { name } } }',
    'a page size is a whole number from 0',
    '每页条数须为不小于 0 的整数',
  ],
  'both ends of a list': [lists, 'say first or last, not both', 'first 与 last 只能给出一个', { first: 1, last: 1 }],
  'a page too long': [lists, 'page size is 501; the limit is 500.', '每页条数为 501，上限为 500。', { first: 501 }],
  'a list too long': [
    lists,
    'list is 4; the limit is 3.',
    '列表长度为 4，上限为 3。',
    { w: { id: { in: [10, 11, 12, 13].map((n) => id('gst', n)) } } },
  ],
  'no id': ['{ guests(where: { id: { eq: "x" } }) { totalCount } }', 'an id beginning with gst_ is expected', '此处应为以 gst_ 开头的 id'],
  'an id of something else': [
    `{ guests(where: { id: { eq: "${id('stf', 1)}" } }) { totalCount } }`,
    'an id beginning with gst_ is expected',
    '此处应为以 gst_ 开头的 id',
  ],
  'a bad cursor': ['{ guests(after: "x.y") { nodes { name } } }', 'this cursor is not of this list', '该游标不属于此列表'],
  'an operator without its value': [
    'query Q($x: String) { guests(where: { name: { contains: $x } }) { totalCount } }',
    '"name.contains" is null in a filter: leave it out, or say isNull',
    '筛选条件中“name.contains”为 null：请省略，或使用 isNull',
    { x: null },
  ],
  'an attribute that is not defined': [
    '{ guests(where: { attributes: [{ key: "crm.colour", eq: "red" }] }) { totalCount } }',
    'Guest has no attribute "crm.colour"',
    '客人没有属性“crm.colour”',
  ],
  'more than one currency': [
    '{ guestsAggregate { sum { budget } } }',
    'amounts of more than one currency do not add up; group by the currency, or filter by one',
    '不同币种的金额不能合计；请按币种分组，或只筛选一个币种',
  ],
  'groups by nothing': [
    '{ guestsAggregate(groupBy: [{}]) { count } }',
    'a key of groupBy names a field or an attribute, one of the two',
    'groupBy 的每一项须指明字段或属性，且只能是其中之一',
  ],
  'groups beyond the limit': [
    '{ guestsAggregate(first: 100000) { count } }',
    'groups is 100000; the limit is 1000.',
    '分组数为 100000，上限为 1000。',
  ],
  'a day that is none': [
    '{ guests(where: { born: { eq: "2026-02-30" } }) { totalCount } }',
    'Date must be a calendar date such as "2026-03-01", not "2026-02-30"',
    'Date 须为存在的日期，例如 "2026-03-01"，而不是 "2026-02-30"',
  ],
  'a time without its zone': [
    '{ stays(where: { checkIn: { gt: "2026-02-03T00:00" } }) { totalCount } }',
    'DateTime must be ISO 8601 with a zone, such as "2026-03-01T09:30:00+08:00", not "2026-02-03T00:00"',
    'DateTime 须为带时区的 ISO 8601 时间，例如 "2026-03-01T09:30:00+08:00"，而不是 "2026-02-03T00:00"',
  ],
  'no decimal number': [
    '{ guests(where: { budget: { amount: { gt: "much" } } }) { totalCount } }',
    'Decimal must be text such as "1250.50", at most 15 digits before and 4 after the point',
    'Decimal 须为文本，例如 "1250.50"，小数点前最多 15 位，小数点后最多 4 位',
  ],
  'a variable': [
    'query Q($d: Date) { guests(where: { born: { eq: $d } }) { totalCount } }',
    'Variable "$d" got invalid value "soon"; Date must be a calendar date such as "2026-03-01", not "soon"',
    '变量“$d”的值无效：Date 须为存在的日期，例如 "2026-03-01"，而不是 "soon"',
    { d: 'soon' },
  ],
  'a place within a variable': [
    lists,
    'Variable "$w" got invalid value "soon" at "w.born.eq"; Date must be a calendar date such as "2026-03-01", not "soon"',
    '变量“$w.born.eq”的值无效：Date 须为存在的日期，例如 "2026-03-01"，而不是 "soon"',
    { w: { born: { eq: 'soon' } } },
  ],
  'text that cannot be stored': [
    lists,
    'the text holds a character that cannot be stored (U+0000 or half of a surrogate pair)',
    '文本含有无法存储的字符（U+0000 或不成对的代理字符）',
    { w: { name: { eq: 'a\u0000' } } },
  ],
  'a reserved alias': [
    '{ __x: guests { totalCount } }',
    '"__x" is no alias: names that begin with two underscores are reserved',
    '“__x”不能用作别名：以两个下划线开头的名称是保留的',
  ],
  'one of several operations': [
    'query A { __typename } query B { __typename }',
    'operationName is needed: the document has several operations',
    '文档含有多个操作，须给出 operationName',
  ],
  'a subscription where there is one answer': [
    'subscription { events { cursor } }',
    'a subscription needs a connection that can be answered more than once',
    '订阅需要可多次应答的连接',
  ],
};

onBothEngines('a request that is refused is answered in the language of whoever asked', (open) => {
  let world: World | null = null;
  const told = async ([document, , , variables]: Case, locale: Locale): Promise<string[]> => {
    world ??= await makeWorld(open, { limits: { maxListLength: 3 } });
    const { errors } = (
      await world.executor.execute({ document, ...(variables && { variables }), actor: { ...manager, locale } })
    ).parsed();
    return (errors ?? []).map((e) => e.message);
  };

  test.each(Object.entries(requests))('for %s', async (_what, asked) => {
    expect(await told(asked, 'en')).toContain(asked[1]);
    expect(await told(asked, 'zh-CN')).toContain(asked[2]);
  });

  test('for one that costs too much or is too deep', async () => {
    const small = await makeWorld(open, { limits: { maxCost: 3 } });
    const flat = await makeWorld(open, { limits: { maxDepth: 1 } });
    const document = '{ guests(first: 12) { nodes { owner { name } } } }';
    const messages = async ({ executor }: World, locale: Locale): Promise<string | undefined> =>
      (await executor.execute({ document, actor: { ...manager, locale } })).parsed().errors?.[0]?.message;
    expect(await messages(small, 'en')).toMatch(/^cost is \d+; the limit is 3\. Ask for smaller pages/);
    expect(await messages(small, 'zh-CN')).toMatch(/^查询开销为 \d+，上限为 3。请/);
    expect(await messages(flat, 'en')).toMatch(/^depth is \d+; the limit is 1\. Read/);
    expect(await messages(flat, 'zh-CN')).toMatch(/^查询深度为 \d+，上限为 1。更/);
  });
});
