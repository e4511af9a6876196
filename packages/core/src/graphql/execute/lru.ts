/** A map that forgets what was used least recently. */
export class Lru<V> {
  readonly #max: number;
  readonly #map = new Map<string, V>();
  /** Used last: it need not be moved. */
  #last: string | null = null;

  constructor(max: number) {
    this.#max = max;
  }

  get size(): number {
    return this.#map.size;
  }

  get(key: string): V | undefined {
    const value = this.#map.get(key);
    if (value === undefined || this.#last === key) return value;
    this.#map.delete(key);
    this.#map.set(key, value);
    this.#last = key;
    return value;
  }

  set(key: string, value: V): V {
    this.#map.delete(key);
    this.#map.set(key, value);
    this.#last = key;
    if (this.#map.size > this.#max) this.#map.delete(this.#map.keys().next().value as string);
    return value;
  }

  getOr(key: string, make: () => V): V {
    return this.get(key) ?? this.set(key, make());
  }

  /** The least recently used first. */
  oldest(): readonly [string, V] | undefined {
    return this.#map.entries().next().value;
  }

  delete(key: string): void {
    this.#map.delete(key);
    if (this.#last === key) this.#last = null;
  }
}
