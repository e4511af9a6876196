/** The keys of the rows seen so far. A file of a million rows must not be held for it: a key is kept as 12 bytes of its hash. */
import { createHash } from 'node:crypto';

export interface Keys {
  /** The line on which the key was seen before, or null. */
  add(key: string, line: number): number | null;
}

export function createKeys(): Keys {
  const lines = new Map<string, number>();
  return {
    add(key, line) {
      const hash = createHash('sha256').update(key).digest('base64').slice(0, 16);
      const earlier = lines.get(hash) ?? null;
      if (earlier === null) lines.set(hash, line);
      return earlier;
    },
  };
}
