/** What different spellings of one name or number have in common (DATA-08). Pure. */

const chineseForms = /(集团)?(股份)?(有限责任公司|有限公司|公司)$/u;
const westernForms = new Set(
  'ltd limited inc incorporated corp corporation co company llc llp lp gmbh mbh ag kg ohg sa sas sarl srl spa bv nv plc pty ab as oy aps the and und et y e'.split(
    ' ',
  ),
);

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().normalize('NFC');
const lettersAndDigits = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');

/**
 * A name without case, accents, blanks, punctuation and legal form.
 * @example nameKey('上海东方会展（集团）有限公司') // '上海东方会展'
 * @example nameKey('The Muñoz & Co. Ltd.') // 'munoz'
 */
export function nameKey(name: string): string {
  const words = folded(name)
    .replace(/[.'’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const whole = words.join('');
  const bare = words
    .filter((word) => !westernForms.has(word))
    .join('')
    .replace(chineseForms, '');
  return bare || whole;
}

/** The beginning of a name's key: names that share none are not compared at all, so that looking for duplicates stays a look into an index. */
export function nameBlock(name: string): string {
  const key = [...nameKey(name)];
  return key.slice(0, /\p{Script=Han}/u.test(key[0] ?? '') ? 4 : 5).join('');
}

/** A registration number without blanks, signs and case; null where nothing is left. */
export function registrationKey(number: string | null | undefined): string | null {
  return lettersAndDigits(folded(number ?? '')).slice(0, 100) || null;
}

/** How alike two keys are, 0 to 1: Dice's coefficient over pairs of neighbouring characters. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const [first, second] = [pairs(a), pairs(b)];
  const all = first.length + second.length;
  if (first.length === 0 || second.length === 0) return 0;
  const left = new Map<string, number>();
  for (const pair of first) left.set(pair, (left.get(pair) ?? 0) + 1);
  let common = 0;
  for (const pair of second) {
    const n = left.get(pair) ?? 0;
    if (n === 0) continue;
    left.set(pair, n - 1);
    common++;
  }
  return (2 * common) / all;
}

function pairs(text: string): readonly string[] {
  const characters = [...text];
  return characters.slice(1).map((character, i) => (characters[i] as string) + character);
}
