/** Reads an address: the country behind its name, and what equal addresses have in common. Pure. */

export interface AddressParts {
  readonly lines: readonly string[];
  readonly city?: string | null | undefined;
  readonly region?: string | null | undefined;
  readonly country?: string | null | undefined;
}

/** Names that Intl does not give. */
const otherNames: Readonly<Record<string, string>> = {
  usa: 'US',
  'united states of america': 'US',
  uk: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  holland: 'NL',
  'czech republic': 'CZ',
  turkey: 'TR',
  prc: 'CN',
  "people's republic of china": 'CN',
  中华人民共和国: 'CN',
  中国大陆: 'CN',
  'mainland china': 'CN',
  香港: 'HK',
  'hong kong': 'HK',
  澳门: 'MO',
  macau: 'MO',
  macao: 'MO',
  台湾: 'TW',
  'south korea': 'KR',
  korea: 'KR',
  russia: 'RU',
  uae: 'AE',
};

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const codes = letters.flatMap((a) => letters.map((b) => a + b));
const names: ReadonlyMap<string, string> = new Map([
  ...['en', 'zh-CN'].flatMap((locale) => {
    const display = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
    return codes.flatMap((code): [string, string][] => {
      const name = canonical(code) ? display.of(code) : undefined;
      return name ? [[name.toLowerCase(), code]] : [];
    });
  }),
  ...Object.entries(otherNames),
]);

/** Codes that were withdrawn (`UK`, `DD`) stand for others and are left out, and so is what is no country. */
function canonical(code: string): boolean {
  return new Intl.Locale('und', { region: code }).maximize().region === code && !['EU', 'EZ', 'UN', 'ZZ', 'QO', 'XA', 'XB'].includes(code);
}

/** ISO 3166 code of a country written as a code or a name, in English or Chinese; null where it is not known. */
export function countryCodeOf(text: string): string | null {
  const name = text.normalize('NFKC').trim().replace(/\s+/g, ' ');
  const code = name.toUpperCase();
  if (name.length === 2 && [...names.values()].includes(code)) return code;
  return names.get(name.toLowerCase()) ?? null;
}

/** Letters and digits of city and lines, at most 200: spelling, order of blanks and punctuation do not matter. */
export function addressKey(address: AddressParts): string {
  const text = [address.city ?? '', ...address.lines].join('').normalize('NFKD').toLowerCase();
  return [...text.replace(/[^\p{L}\p{N}]/gu, '')].slice(0, 200).join('').normalize('NFC');
}
