/** Reads what was written as a telephone number, e-mail address or other channel. Pure. */
import { t, type ValueOf } from '@guanxi/core';
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { ChannelKind, Verification } from './enums.ts';

export type Kind = ValueOf<typeof ChannelKind>;
export interface ReadChannel {
  readonly value: string;
  readonly normalised: string;
  readonly verification: ValueOf<typeof Verification>;
}

const email = t.email();
const url = t.url();
const isEmail = (text: string): boolean => email.safeParse(text).success;
const isUrl = (text: string): boolean => url.safeParse(text).success;

/**
 * Null where the text is no such channel. A number that the library cannot confirm stays as written, unverified: half of the world's old
 * data is like that.
 * @param country ISO 3166 code of numbers written without one
 */
export function readChannel(kind: Kind, text: string, country: string): ReadChannel | null {
  const value = text.normalize('NFKC').trim();
  if (value === '') return null;
  switch (kind) {
    case 'PHONE':
    case 'MOBILE':
    case 'FAX':
      return readNumber(text.trim(), value, country);
    case 'EMAIL':
      return isEmail(value) ? { value, normalised: value.toLowerCase(), verification: 'VERIFIED' } : null;
    case 'WEB':
      return readUrl(value);
    case 'WECHAT':
    case 'OTHER':
      return { value: text.trim(), normalised: value.toLowerCase(), verification: 'UNVERIFIED' };
  }
}

function readNumber(written: string, text: string, country: string): ReadChannel | null {
  const digits = text.replace(/\D/g, '');
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  // "call me" is no number, "020 1234 5678 (office)" is one with a remark.
  if (digits.length < 3 || letters > digits.length) return null;
  const defaultCountry = isSupportedCountry(country) ? (country as CountryCode) : undefined;
  const number = parsePhoneNumberFromString(text.replace(/转|分机/g, ' ext. '), {
    extract: false,
    ...(defaultCountry ? { defaultCountry } : {}),
  });
  if (!number?.isValid()) return { value: written, normalised: digits, verification: 'UNVERIFIED' };
  return { value: written, normalised: number.number + (number.ext ? `;ext=${number.ext}` : ''), verification: 'VERIFIED' };
}

function readUrl(text: string): ReadChannel | null {
  const value = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
  if (!isUrl(value)) return null;
  const { hostname, pathname, search } = new URL(value);
  return { value, normalised: hostname.replace(/^www\./, '') + (pathname === '/' ? '' : pathname) + search, verification: 'VERIFIED' };
}
