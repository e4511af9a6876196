/** Texts that have a form: e-mail and web addresses, zones, currencies, languages. The libraries and `Intl` know; nothing is guessed here. */
import { z } from 'zod';

// Letters of any script may stand before the @, and in the host: addresses in Chinese exist.
const email = z.email({ pattern: z.regexes.unicodeEmail });
export const isEmail = (text: string): boolean => text.length <= 254 && email.safeParse(text).success;

export function isUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && hostname.includes('.');
}

const currencies = new Set(Intl.supportedValuesOf('currency'));
/** ISO 4217, in capitals. */
export const isCurrency = (text: string): boolean => currencies.has(text);

const zones = new Set(Intl.supportedValuesOf('timeZone'));
/** An IANA name or one of its links (`Asia/Chongqing`); no offsets, which know no summer time. */
export function isZone(text: string): boolean {
  if (zones.has(text) || text === 'UTC') return true;
  if (!/^[A-Za-z]+(\/[A-Za-z0-9_+-]+)+$/.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

const languageTag = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/i;
/** A BCP 47 tag whose language is known. */
export function isLanguage(text: string): boolean {
  if (!languageTag.test(text)) return false;
  try {
    const { language } = new Intl.Locale(text);
    return new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(language) !== undefined;
  } catch {
    return false;
  }
}
