/**
 * What a text is found by. Pairs of characters, for Chinese and Latin alike (names of two characters have no triples); single Chinese
 * characters; for names also their pinyin, in full and as initials, in pairs and whole (`=wangfang`); codes whole (`#13800138000`).
 */
import { pinyin } from 'pinyin-pro';

export type SearchMode = 'text' | 'name' | 'exact';

/** A longer word is found by its pairs: what is stored whole must fit into an index page. */
const wholeLength = 64;
const han = /\p{Script=Han}/u;
/** No character before U+2E80 is Chinese: most texts need not be compared with a table of scripts. */
const isHan = (character: string): boolean => character >= '\u2e80' && han.test(character);

const normalised = (text: string): string => text.normalize('NFKC').toLowerCase();
/** The words of a search or a text, normalised. */
export const wordsOf = (text: string): string[] =>
  normalised(text)
    .split(/[\s\p{P}\p{S}]+/u)
    .filter((w) => w !== '');

/** Adds a word's pairs of characters, and its Chinese characters. */
function addGrams(word: string, into: Set<string>): void {
  let before = '';
  for (const character of word) {
    if (before !== '') into.add(before + character);
    if (isHan(character)) into.add(character);
    before = character;
  }
}

/** How a name sounds: all syllables, and their first letters. */
function soundsOf(name: string): string[] {
  if (!han.test(name)) return [];
  const syllables = pinyin(name, { toneType: 'none', type: 'array', mode: 'surname', nonZh: 'consecutive', v: true }).map((s) =>
    s.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''),
  );
  return [syllables.join(''), syllables.map((s) => s.slice(0, 1)).join('')];
}

/** Adds what is stored in the `grams` column for one field's value. */
export function addGramsOf(text: string, mode: SearchMode, into: Set<string>): void {
  if (mode === 'exact') {
    into.add(exactToken(text));
    return;
  }
  for (const word of wordsOf(text)) addGrams(word, into);
  if (mode !== 'name') return;
  for (const sound of soundsOf(normalised(text))) {
    addGrams(sound, into);
    if (sound.length > 0) into.add(`=${sound.slice(0, wholeLength)}`);
  }
}

/** What is stored in the `grams` column for one field's value. */
export function gramsOf(text: string, mode: SearchMode): string[] {
  const grams = new Set<string>();
  addGramsOf(text, mode, grams);
  return [...grams];
}

/** What all words of a search must be found by. A single Latin letter is in no index. */
export function gramsOfQuery(text: string): string[] {
  const grams = new Set<string>();
  for (const word of wordsOf(text)) addGrams(word, grams);
  return [...grams];
}

/** A code without its blanks. */
export const codeText = (text: string): string => normalised(text).replace(/\s+/gu, '');
export const exactToken = (text: string): string => `#${codeText(text).slice(0, wholeLength)}`;
