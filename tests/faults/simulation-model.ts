/** What the engine promises, kept in memory: customers and their versions, replies to keys, timers, and the notes that work for later leaves. */

export type Deed =
  | { readonly kind: 'create'; readonly name: string }
  | { readonly kind: 'rename'; readonly customer: string; readonly name: string; readonly expectedVersion?: number }
  | { readonly kind: 'signal'; readonly customer: string; readonly text: string }
  | { readonly kind: 'ringLater'; readonly customer: string; readonly timer: string; readonly at: Date | null };

/** What a client is told: the customer that was made or changed, nothing more to say, or a refusal's code. */
export type Told = { readonly customer: string } | { readonly done: true } | { readonly refused: string };

interface Customer {
  name: string;
  version: number;
}
interface Kept {
  readonly key: string;
  readonly deed: Deed;
  readonly told: Told;
  readonly at: number;
}

const KEEP_MS = 7 * 24 * 60 * 60_000;

export class Model {
  readonly customers = new Map<string, Customer>();
  readonly #keys = new Map<string, Kept>();
  readonly #timers = new Map<string, { readonly customer: string; readonly at: Date }>();
  /** Notes of the hook, and of timers once they have rung. */
  readonly notes: string[] = [];

  get keys(): readonly (readonly [string, Deed])[] {
    return [...this.#keys.values()].map(({ key, deed }) => [key, deed] as const);
  }

  /** Decides about a deed under a key; `made` is the id that the engine gave, where the model expects one to be given. */
  judge(key: string, deed: Deed, now: Date, made: string): Told {
    // A key belongs to its command.
    const kept = this.#keys.get(`${deed.kind} ${key}`);
    if (kept && now.getTime() < kept.at + KEEP_MS) {
      return JSON.stringify(kept.deed) === JSON.stringify(deed) ? kept.told : { refused: 'KEY_REUSED' };
    }
    const told = this.#perform(deed, made);
    if (!('refused' in told)) this.#keys.set(`${deed.kind} ${key}`, { key, deed, told, at: now.getTime() });
    return told;
  }

  #perform(deed: Deed, made: string): Told {
    if (deed.kind === 'create') {
      this.customers.set(made, { name: deed.name, version: 1 });
      return { customer: made };
    }
    const customer = this.customers.get(deed.customer);
    if (!customer) return { refused: 'NOT_FOUND' };
    if (deed.kind === 'rename') {
      if (deed.expectedVersion !== undefined && deed.expectedVersion !== customer.version) return { refused: 'CONFLICT' };
      customer.name = deed.name;
      customer.version += 1;
      return { customer: deed.customer };
    }
    if (deed.kind === 'signal') this.notes.push(`heard ${deed.text}`);
    else if (deed.at === null) this.#timers.delete(deed.timer);
    else this.#timers.set(deed.timer, { customer: deed.customer, at: deed.at });
    return { done: true };
  }

  /** All work that is due has been done. */
  workedOff(now: Date): void {
    for (const [timer, { at }] of [...this.#timers]) {
      if (at > now) continue;
      this.#timers.delete(timer);
      this.notes.push(`rung ${at.toISOString()}`);
    }
  }
}
