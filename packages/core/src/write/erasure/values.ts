/** The values that are erased: what the proof says of them, and how they are looked for afterwards. */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { stableJson } from '../canonical.ts';
import { isErased } from './tombstones.ts';

export class ErasedValues {
  private readonly key = randomBytes(32);
  private readonly lines: string[] = [];
  private readonly byTable = new Map<string, number>();
  private readonly texts = new Set<string>();

  /** Notes a value that goes. `isText`: it may stand elsewhere in the same words, where it will be looked for. */
  note(table: string, id: string, column: string, value: unknown, isText: boolean): void {
    if (isErased(value)) return;
    const digest = createHmac('sha256', this.key).update(stableJson(value)).digest('hex');
    this.lines.push(`${table} ${id} ${column} ${digest}`);
    this.byTable.set(table, (this.byTable.get(table) ?? 0) + 1);
    if (isText) for (const text of textsIn(value)) if (!isErased(text)) this.texts.add(text);
  }

  get count(): number {
    return this.lines.length;
  }
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.byTable].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  /** The key is in no other hands and goes with this object: nobody can try out values against the digest. */
  get digest(): string {
    return createHash('sha256')
      .update([...this.lines].sort().join('\n'))
      .digest('hex');
  }
  get all(): ReadonlySet<string> {
    return this.texts;
  }
  /** Those that say whose they are wherever they stand; "Anna" or "tea" may be anybody's. */
  get telling(): readonly string[] {
    return [...this.texts].filter(isTelling);
  }
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return typeof value === 'object' && value !== null && !(value instanceof Date) ? Object.values(value).flatMap(textsIn) : [];
}

const LEAST = 8;

/** A Chinese character says as much as two letters. */
const isTelling = (text: string): boolean => [...text.trim()].reduce((sum, c) => sum + (/\p{Script=Han}/u.test(c) ? 2 : 1), 0) >= LEAST;

/** As a text is written by itself, and within JSON or an array. */
export const written = (texts: readonly string[]): readonly string[] => [
  ...new Set(texts.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)])),
];
