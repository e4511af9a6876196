/** What a new owner reads of a customer. Pure. */
import type { Locale, ValueOf } from '@guanxi/core';
import { CustomerStatus } from '../customers/enums.ts';

export interface HandedOver {
  readonly code: string;
  readonly name: string;
  readonly status: ValueOf<typeof CustomerStatus>;
  /** Names of the contacts, the primary one first. */
  readonly contacts: readonly string[];
}

export function summary({ code, name, status, contacts }: HandedOver, locale: Locale): string {
  const chinese = locale === 'zh-CN';
  const state = CustomerStatus.values[status]?.[chinese ? 'zh' : 'en'] ?? status;
  const people = contacts.slice(0, 3).join(chinese ? '、' : ', ');
  if (chinese)
    return `${name}（${code}）：${state}；${contacts.length === 0 ? '无联系人' : `联系人 ${contacts.length} 位：${people}${contacts.length > 3 ? ' 等' : ''}`}`;
  return `${name} (${code}): ${state}; ${contacts.length === 0 ? 'no contacts' : `${contacts.length} ${contacts.length === 1 ? 'contact' : 'contacts'}: ${people}${contacts.length > 3 ? ' and others' : ''}`}`;
}
