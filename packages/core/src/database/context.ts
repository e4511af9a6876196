/**
 * Whether an asynchronous scope is inside a transaction; shared where two kinds of sessions are of one connection.
 *
 * Node follows every promise for as long as anybody wants to know this, which costs a short read a third of its time. So it is followed
 * only while a transaction is open.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

interface Opened {
  readonly isOpen: () => boolean;
}

export class TransactionContext {
  readonly #storage = new AsyncLocalStorage<Opened>();
  #running = 0;

  isInside(): boolean {
    return this.#storage.getStore()?.isOpen() ?? false;
  }

  async run<T>(transaction: Opened, inside: () => Promise<T>): Promise<T> {
    this.#running += 1;
    try {
      return await this.#storage.run(transaction, inside);
    } finally {
      this.#running -= 1;
      if (this.#running === 0) this.#storage.disable();
    }
  }
}
