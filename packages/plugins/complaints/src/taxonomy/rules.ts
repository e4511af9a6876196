/** Which class the words of a text speak for: pure. A suggestion is no classification; a person makes that (CMPL-02). */

export interface Hint {
  readonly word: string;
  readonly type: string;
  readonly class: string | null;
  readonly weight: number;
}
export interface ClassSuggestion {
  readonly type: string;
  readonly class: string | null;
  /** The weights of the words that were found, added up. */
  readonly score: number;
  /** In the order in which they are said. */
  readonly words: readonly string[];
}

/** Full-width letters and capitals are as good as others. */
const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Words of letters count as whole words, since "late" does not speak in "plate"; Chinese has no spaces to go by. */
function isIn(text: string, word: string): boolean {
  const latin = /^[\p{Script=Latin}\d]/u.test(word);
  if (!latin) return text.includes(word);
  const letter = /[\p{Script=Latin}\d]/u;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!letter.test(text[at - 1] ?? ' ') && !letter.test(text[at + word.length] ?? ' ')) return true;
  return false;
}

/** The likeliest first; among equals, the more particular, then by name. @example suggest('墙面漏水', hints)[0]?.class // 'PROJECT_QUALITY' */
export function suggest(text: string, hints: readonly Hint[]): readonly ClassSuggestion[] {
  const said = folded(text);
  const found = new Map<string, { type: string; class: string | null; score: number; words: string[] }>();
  for (const { word, type, class: of, weight } of hints) {
    if (!isIn(said, folded(word))) continue;
    const key = `${type} ${of ?? ''}`;
    const known = found.get(key) ?? { type, class: of, score: 0, words: [] };
    known.score += weight;
    known.words.push(word);
    found.set(key, known);
  }
  for (const { words } of found.values()) words.sort((a, b) => said.indexOf(folded(a)) - said.indexOf(folded(b)) || (a < b ? -1 : 1));
  const order = (s: ClassSuggestion): string => `${s.class === null ? 1 : 0} ${s.type} ${s.class ?? ''}`;
  return [...found.values()].sort((a, b) => b.score - a.score || (order(a) < order(b) ? -1 : 1));
}
