/** Chinese for what the input kit says of its own values; everything else zod says in both languages. */
const texts: Readonly<Record<string, string>> = {
  'must not be blank': '不能为空白',
  'is no decimal of at most 15 digits and 4 places': '不是最多 15 位整数、4 位小数的数值',
  'is no ISO 4217 currency': '不是 ISO 4217 币种',
  'is no e-mail address': '不是电子邮箱地址',
  'is no web address': '不是网址',
  'is no time zone': '不是有效时区',
  'is no language tag': '不是语言标签',
  'is no instant': '不是有效时刻',
  'is no date': '不是有效日期',
  'is no ISO 8601 duration': '不是 ISO 8601 时长',
  'is required': '必填',
  'is no file id': '不是文件编号',
};

export function inChinese(message: string): string {
  const known = texts[message];
  if (known) return known;
  const id = /^is no (\w+) id$/.exec(message);
  if (id) return `不是 ${id[1]} 的编号`;
  const value = /^is no (\w+)$/.exec(message);
  return value ? `不是 ${value[1]} 的取值` : message;
}
