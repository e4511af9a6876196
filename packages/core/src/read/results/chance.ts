/**
 * Whether it is worth asking the log for a statement's answer. Where something is written between any two times that it is asked, asking only
 * costs: after a few such times in a row it is left alone for a while, longer each time, and then tried once.
 */

/** Times in a row. */
const patience = 3;
const restAtFirst = 8;
const restAtMost = 64;

export class Chance {
  #inVain = 0;
  #rest = restAtFirst;
  #left = 0;
  #last: object | null = null;

  /** Of the next so many times that it is asked, each is one less. */
  isResting(): boolean {
    if (this.#left === 0) return false;
    this.#left -= 1;
    return true;
  }

  served(): void {
    this.#inVain = 0;
    this.#rest = restAtFirst;
  }

  /** @param asked What the log said: those who asked together were told so once. */
  missed(asked: object): void {
    if (asked === this.#last) return;
    this.#last = asked;
    this.#inVain += 1;
    if (this.#inVain < patience) return;
    // One more time in vain, and it rests again.
    this.#inVain = patience - 1;
    this.#left = this.#rest;
    this.#rest = Math.min(restAtMost, this.#rest * 2);
  }
}
