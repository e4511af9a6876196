/** Plans by operation and rights, and below that by the request's shape. Bounded over all of them, for shapes are made by callers. */
import { type Asked, type Facts, ShapeTree } from '../translate/shape.ts';
import { Lru } from './lru.ts';

export class PlanCache<T> {
  readonly #max: number;
  readonly #trees = new Lru<ShapeTree<T>>(Number.POSITIVE_INFINITY);
  #size = 0;

  constructor(max: number) {
    this.#max = max;
  }

  get size(): number {
    return this.#size;
  }

  find(key: string, facts: Facts): T | null {
    return this.#trees.get(key)?.find(facts) ?? null;
  }

  add(key: string, asked: readonly Asked[], plan: T): T {
    const tree = this.#trees.getOr(key, () => new ShapeTree<T>());
    // One operation whose every request has a shape of its own must not push the others out.
    if (tree.size >= Math.max(1, this.#max / 8)) {
      this.#size -= tree.size;
      tree.clear();
    }
    this.#size += tree.add(asked, plan) ? 1 : 0;
    while (this.#size > this.#max) this.#forgetOldest();
    return plan;
  }

  #forgetOldest(): void {
    const [key, tree] = this.#trees.oldest() ?? [];
    if (key === undefined || tree === undefined) return;
    this.#size -= tree.size;
    this.#trees.delete(key);
  }
}
