/**
 * A mapping guessed from the header's names, English and Chinese. It is shown before it is used: a guess that is nearly right is worse than
 * none.
 */
import { type GraphQLSchema, getNamedType } from 'graphql';
import type { Mapping, Source } from './mapping.ts';
import type { Noun } from './nouns.ts';
import { commandOf } from './plan.ts';

export interface Guess {
  readonly mapping: Mapping;
  /** Columns nothing was found for. */
  readonly unused: readonly string[];
  /** What still has to be said before the mapping can be used. */
  readonly missing: readonly string[];
}

/** Names beside those that the schema's own labels give. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  code: ['customer code', 'customer no', 'customer number', 'account number', 'id', '客户编码', '客户代码', '编号', '编码'],
  name: [
    'company',
    'company name',
    'customer',
    'customer name',
    'account name',
    'full name',
    'organisation',
    'organization',
    '公司',
    '公司名称',
    '单位名称',
    '客户名称',
    '客户',
    '名字',
    '姓名',
  ],
  kind: ['type', 'customer type', '类型', '类别'],
  industry: ['branch', '所属行业'],
  region: ['area', '区域', '省份', '所在地区'],
  registrationNumber: ['registration no', 'tax id', 'vat number', '统一社会信用代码', '信用代码', '税号'],
  externalRef: ['external id', 'employee id', 'employee no', 'staff id', 'supplier id', 'contact id', '工号', '员工编号', '外部编码'],
  title: ['job title', 'position', 'contact title', '职位', '头衔'],
  email: ['e mail', 'mail', 'email address', '邮件', '电子邮箱', '邮箱地址'],
  familyName: ['last name', 'surname'],
  givenName: ['first name'],
  at: ['date', 'order date', 'transaction date', '日期', '时间', '下单日期', '交易日期'],
  sourceRef: ['order id', 'order number', 'transaction id', '订单号', '单号', '流水号'],
  'value.amount': ['amount', 'total', 'value', '金额', '总额', '成交金额'],
  'value.currency': ['currency', '币种', '货币'],
};
const channels: readonly (readonly [kind: string, names: readonly string[]])[] = [
  ['PHONE', ['phone', 'telephone', 'tel', '电话', '电话号码', '联系电话', '座机']],
  ['MOBILE', ['mobile', 'mobile phone', 'cell', 'cell phone', '手机', '手机号', '手机号码', '移动电话']],
  ['FAX', ['fax', '传真']],
  ['EMAIL', ['email', 'e mail', 'mail', '邮箱', '邮件', '电子邮箱', '电子邮件']],
  ['WECHAT', ['wechat', 'weixin', '微信', '微信号']],
  ['WEB', ['website', 'web', 'homepage', 'url', '网站', '网址', '主页']],
];
const address: Readonly<Record<string, readonly string[]>> = {
  lines: ['address', 'street', '地址', '详细地址', '通讯地址', '街道'],
  city: ['city', 'town', '城市', '市'],
  region: ['state', 'province', 'region', '省', '省份'],
  postalCode: ['postal code', 'postcode', 'zip', 'zip code', '邮编', '邮政编码'],
  country: ['country', '国家', '国别'],
};
const customerOf = ['customer code', 'customer', 'customer no', 'account', '客户编号', '客户编码', '客户', '客户代码'];
const keys = ['code', 'externalRef', 'sourceRef', 'email'];

const normal = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-./:：]+/g, '');

export function guessMapping(schema: GraphQLSchema, noun: Noun, header: readonly string[]): Guess {
  const { input, entity } = commandOf(schema, noun.into);
  const has = (key: string): boolean => Object.hasOwn(input.getFields(), key);
  const fields: Record<string, Source> = {};
  const open = new Set(header);
  const take = (target: string, names: readonly string[], more: Source = {}): boolean => {
    const wanted = names.map(normal);
    const column = [...open].find((name) => wanted.includes(normal(name)));
    if (column === undefined || target in fields) return false;
    fields[target] = { column, ...more };
    open.delete(column);
    return true;
  };

  if (has('customer') && 'code' in entity.type.getFields() === false)
    take('customer', customerOf, { find: { in: 'customers', by: 'code' } });
  for (const field of Object.values(input.getFields())) {
    const named = getNamedType(field.type);
    if (named.name === 'MoneyInput' && field.name === 'value') {
      take('value.amount', [...(synonyms['value.amount'] ?? [])]);
      take('value.currency', [...(synonyms['value.currency'] ?? [])]);
    }
    if (!('getFields' in named) && named.name !== 'ID' && named.name !== 'JSON')
      take(field.name, [field.name, ...labelsOf(entity, field.name), ...(synonyms[field.name] ?? [])]);
  }
  if (has('channels')) {
    let count = 0;
    for (const [kind, names] of channels) {
      if (!take(`channels[${count}].value`, names)) continue;
      fields[`channels[${count}].kind`] = { value: kind };
      count += 1;
    }
  }
  if (has('addresses')) for (const [part, names] of Object.entries(address)) take(`addresses[0].${part}`, names);
  Object.assign(fields, noun.fields);
  if (has('kind') && !fields['kind'] && noun.into === 'createCustomer') fields['kind'] = { value: 'ORGANISATION' };
  if (has('confirmNew')) fields['confirmNew'] = { value: true };
  if (has('sourcePlugin') && !fields['sourcePlugin']) fields['sourcePlugin'] = { value: 'import' };

  const key = keys.filter((k) => fields[k] && entity.filters.has(k)).slice(0, 1);
  const missing = Object.values(input.getFields()).filter(
    (f) => String(f.type).endsWith('!') && !Object.keys(fields).some((t) => t.split(/[.[]/)[0] === f.name),
  );
  return {
    mapping: { into: noun.into, key: key.length > 0 ? [...key, ...(fields['sourcePlugin'] ? ['sourcePlugin'] : [])] : [], fields },
    unused: [...open],
    missing: [...missing.map((f) => f.name), ...(key.length > 0 ? [] : ['key'])],
  };
}

/** `Registration number (注册号)` is how a field of the record is described. */
function labelsOf(entity: ReturnType<typeof commandOf>['entity'], field: string): readonly string[] {
  const described = /^(.*?)(?: \((.*)\))?$/su.exec(entity.type.getFields()[field]?.description ?? '');
  return [described?.[1], described?.[2]].filter((text) => text !== undefined);
}

/** One line a column, for whoever is asked whether the guess is right. */
export function guessText({ mapping, unused }: Guess): string {
  const lines = Object.entries(mapping.fields).map(
    ([target, s]) => `  ${s.column === undefined ? JSON.stringify(s.value) : `"${s.column}"`} → ${target}`,
  );
  return [
    `${mapping.into}, told apart by ${mapping.key.join(' and ') || '(nothing)'}:`,
    ...lines,
    ...(unused.length > 0 ? [`  not used: ${unused.join(', ')}`] : []),
  ].join('\n');
}
