/** A small cache of things loaded by key. Two askers share one load; a failed load is not kept. */
import type { Clock } from '../model/ids.ts';

export interface Cache<V> {
  get(key: string): Promise<V>;
  forget(key: string): void;
}

/** At most `size` entries, each `maxAgeMs` old: by then a change made by another instance is seen. */
export function createCache<V>(clock: Clock, load: (key: string) => Promise<V>, { size = 1_000, maxAgeMs = 5_000 } = {}): Cache<V> {
  const entries = new Map<string, { readonly value: Promise<V>; readonly loadedAt: number }>();
  return {
    get(key) {
      const now = clock.now().getTime();
      const known = entries.get(key);
      if (known && Math.abs(now - known.loadedAt) < maxAgeMs) return known.value;
      const value = load(key);
      entries.delete(key);
      const [oldest] = entries.keys();
      if (entries.size >= size && oldest !== undefined) entries.delete(oldest);
      entries.set(key, { value, loadedAt: now });
      value.catch(() => {
        if (entries.get(key)?.value === value) entries.delete(key);
      });
      return value;
    },
    forget: (key) => void entries.delete(key),
  };
}
