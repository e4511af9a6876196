/**
 * A statement as the driver takes it, without the promise that its own queries are: for those it makes nine promises a statement and sends a
 * turn later. What a transaction sends together is written together here, and one promise stands for all of it.
 *
 * The driver declares none of this. Its version is pinned, and flights.test.ts fails if this changes.
 */
import type { RowList } from 'postgres';

export type Rows = RowList<Record<string, unknown>[]>;

export interface SendingOptions {
  readonly text: string;
  readonly parameters: (string | null)[];
  readonly prepare: boolean;
  /** Fail rather than let the driver send it a second time. */
  readonly once: boolean;
}

export class Sending {
  // What the driver reads of a query that was written by hand and is not to be described first: given as arguments, parameters cost a
  // round trip of their own, in which it asks the server for their types.
  readonly tagged = false;
  readonly strings: readonly [string];
  readonly args: readonly unknown[] = [];
  readonly parameters: (string | null)[];
  readonly options: { readonly prepare: boolean; readonly simple: false };
  readonly executed = true;
  readonly origin = '';
  statement: unknown = null;
  signature = '';
  active = false;
  cancelled: unknown = null;
  /** There once it has been given to the connection. */
  state: unknown = null;
  readonly resolve: (rows: Rows) => void;
  readonly reject: (error: unknown) => void;
  readonly #once: boolean;
  #retried: unknown;

  constructor(o: SendingOptions, settled: (sending: Sending, answer: { readonly rows: Rows } | { readonly error: unknown }) => void) {
    this.strings = [o.text];
    this.parameters = o.parameters;
    this.options = { prepare: o.prepare, simple: false };
    this.#once = o.once;
    this.resolve = (rows) => {
      this.active = false;
      settled(this, { rows });
    };
    this.reject = (error) => {
      this.active = false;
      settled(this, { error });
    };
  }

  get retried(): unknown {
    return this.#retried;
  }

  /**
   * The driver sends a prepared statement a second time when its plan no longer fits the table. Inside a pipelined transaction that
   * second time comes after COMMIT, outside the transaction: a write would take effect although everything else was rolled back.
   */
  set retried(error: unknown) {
    if (this.#once) {
      this.cancelled = true;
      this.reject(error);
    } else this.#retried = error;
  }

  /** Settles it; what the driver has not sent yet it does not send any more. What it has sent it must not find cancelled. */
  abandon(error: unknown): void {
    if (this.state === null) this.cancelled = true;
    this.reject(error);
  }
}
