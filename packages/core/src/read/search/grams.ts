/**
 * What a text is found by. Pairs of characters, for Chinese and Latin alike (names of two characters have no triples); single Chinese
 * characters; for names also their pinyin, in full and as initials, in pairs and whole (`=wangfang`); codes whole (`#13800138000`).
 */
import { pinyin } from 'pinyin-pro';

export type SearchMode = 'text' | 'name' | 'exact';

/** A longer word is found by its pairs: what is stored whole must fit into an index page. */
const wholeLength = 64;
const han = /\p{Script=Han}/u;

const normalised = (text: string): string => text.normalize('NFKC').toLowerCase();
/** The words of a search or a text, normalised. */
export const wordsOf = (text: string): string[] =>
  normalised(text)
    .split(/[\s\p{P}\p{S}]+/u)
    .filter((w) => w !== '');

function grams(word: string): string[] {
  const characters = [...word];
  const pairs = characters.slice(1).map((c, i) => `${characters[i]}${c}`);
  return [...pairs, ...characters.filter((c) => han.test(c))];
}

/** How a name sounds: all syllables, and their first letters. */
function soundsOf(name: string): string[] {
  if (!han.test(name)) return [];
  const syllables = pinyin(name, { toneType: 'none', type: 'array', mode: 'surname', nonZh: 'consecutive', v: true }).map((s) =>
    s.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''),
  );
  return [syllables.join(''), syllables.map((s) => s.slice(0, 1)).join('')];
}

/** What is stored in the `grams` column for one field's value. */
export function gramsOf(text: string, mode: SearchMode): string[] {
  if (mode === 'exact') return [exactToken(text)];
  const out = wordsOf(text).flatMap(grams);
  if (mode === 'name') {
    for (const sound of soundsOf(normalised(text))) {
      out.push(...grams(sound));
      if (sound.length > 0) out.push(`=${sound.slice(0, wholeLength)}`);
    }
  }
  return [...new Set(out)];
}

/** What all words of a search must be found by. A single Latin letter is in no index. */
export const gramsOfQuery = (text: string): string[] => [...new Set(wordsOf(text).flatMap((w) => grams(w)))];

/** A code without its blanks. */
export const codeText = (text: string): string => normalised(text).replace(/\s+/gu, '');
export const exactToken = (text: string): string => `#${codeText(text).slice(0, wholeLength)}`;
