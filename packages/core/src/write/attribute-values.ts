/** Whether a value is one of an attribute, and the form it is stored in. */
import type { AttributeDefinition } from '../model/attributes.ts';
import { isUuid } from '../model/ids.ts';
import { isCleanText } from '../model/input.ts';
import { isDecimal } from '../model/scalars.ts';
import { plainDecimal } from './canonical.ts';
import { type Checked, isDay } from './values.ts';

const currencies = new Set(Intl.supportedValuesOf('currency'));
const MAX_TEXT = 10_000;

export function attributeValue(d: AttributeDefinition, v: unknown): Checked {
  const wrong = (en: string, zh: string): Checked => ({ problem: { en: `${d.label.en} ${en}`, zh: `${d.label.zh}${zh}` } });
  const isChoice = (one: unknown): boolean => d.choices.some((c) => c.value === one);
  switch (d.type) {
    case 'TEXT':
      return typeof v === 'string' && v.trim() !== '' && v.length <= MAX_TEXT && isCleanText(v)
        ? { value: v }
        : wrong(`must be text of 1 to ${MAX_TEXT} characters`, `必须是 1 至 ${MAX_TEXT} 字的文本`);
    case 'NUMBER': {
      const text = typeof v === 'number' ? String(v) : v;
      return typeof text === 'string' && isDecimal(text)
        ? { value: plainDecimal(text) }
        : wrong('must be a number of at most 15 digits and 4 places', '必须是最多 15 位整数、4 位小数的数值');
    }
    case 'DATE':
      return isDay(v) ? { value: v } : wrong('must be a date as YYYY-MM-DD', '必须是 YYYY-MM-DD 形式的日期');
    case 'BOOLEAN':
      return typeof v === 'boolean' ? { value: v } : wrong('must be true or false', '必须是真或假');
    case 'CHOICE':
      return isChoice(v) ? { value: v } : wrong('is none of its choices', '不在可选项中');
    case 'MANY_CHOICE':
      return Array.isArray(v) && new Set(v).size === v.length && v.every(isChoice)
        ? { value: v }
        : wrong('must be a list of its choices, each once', '必须是可选项的列表，且不重复');
    case 'MONEY': {
      const { amount, currency } = (typeof v === 'object' && v !== null ? v : {}) as { amount?: unknown; currency?: unknown };
      const fits = typeof amount === 'string' && isDecimal(amount) && typeof currency === 'string' && currencies.has(currency);
      return fits
        ? { value: { amount: plainDecimal(amount), currency } }
        : wrong('must be an amount with an ISO 4217 currency', '必须是金额与 ISO 4217 币种');
    }
    case 'REFERENCE':
      return typeof v === 'string' && isUuid(v) ? { value: v } : wrong('must be the id of a record', '必须是记录编号');
  }
}
