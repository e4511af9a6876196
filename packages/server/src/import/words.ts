/** What columns are called, in English and Chinese. */

/** Names beside those that the schema's own labels give. */
export const synonyms: Readonly<Record<string, readonly string[]>> = {
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
export const channels: readonly (readonly [kind: string, names: readonly string[]])[] = [
  ['PHONE', ['phone', 'telephone', 'tel', '电话', '电话号码', '联系电话', '座机']],
  ['MOBILE', ['mobile', 'mobile phone', 'cell', 'cell phone', '手机', '手机号', '手机号码', '移动电话']],
  ['FAX', ['fax', '传真']],
  ['EMAIL', ['email', 'e mail', 'mail', '邮箱', '邮件', '电子邮箱', '电子邮件']],
  ['WECHAT', ['wechat', 'weixin', '微信', '微信号']],
  ['WEB', ['website', 'web', 'homepage', 'url', '网站', '网址', '主页']],
];
export const address: Readonly<Record<string, readonly string[]>> = {
  lines: ['address', 'street', '地址', '详细地址', '通讯地址', '街道'],
  city: ['city', 'town', '城市', '市'],
  region: ['state', 'province', 'region', '省', '省份'],
  postalCode: ['postal code', 'postcode', 'zip', 'zip code', '邮编', '邮政编码'],
  country: ['country', '国家', '国别'],
};
export const customerOf = ['customer code', 'customer', 'customer no', 'account', '客户编号', '客户编码', '客户', '客户代码'];
/** What tells records apart, from the surest on. */
export const keys = ['code', 'externalRef', 'sourceRef', 'email'];
