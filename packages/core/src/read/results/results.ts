/**
 * Answers that are kept while nothing newer exists for them. What a statement answers hangs on its text, the values bound to it and what is
 * in the tables: rights, settings and language are in the first two, and every change of the third leaves its line in the log. So an answer
 * is served from memory after the log was asked, behind the request's arrival, whether the tenant has changed anything since.
 *
 * Its position is one that was read before the statement ran: whatever it may have seen besides is behind that, and makes it old.
 */
import type { Database, Statement } from '../../database/port.ts';
import { Chance } from './chance.ts';
import { Coalesced, readValidity, type Validity } from './validity.ts';

export interface ResultsOptions {
  /** Of all answers together, as memory holds them. */
  readonly maxBytes: number;
}
export const defaultResults: ResultsOptions = { maxBytes: 64 * 1024 * 1024 };
/** Since the engine was made. */
export interface ResultsUse {
  /** Served from memory. */
  readonly hits: number;
  /** Asked again, but changed since, or not kept any more. */
  readonly misses: number;
  /** Asked again, and not looked for, since it had changed each time before. */
  readonly passed: number;
  readonly entries: number;
  readonly bytes: number;
}

interface Kept {
  readonly tenant: string;
  readonly text: string;
  /** Everything of the tenant up to here is in it. */
  readonly at: number;
  isUsed: boolean;
}
interface Known {
  readonly validity: Coalesced<Validity>;
  origin: string | null;
  /** Of the tenant's last event that is known. */
  last: number;
  /** Where the log stood when it was last asked. */
  head: number;
}

/** Statements asked once: most are never asked again, and nothing is kept of them. */
const seenAtMost = 20_000;
const textsAtMost = 5_000;
const tenantsAtMost = 1_000;

export class Results {
  readonly #maxBytes: number;
  readonly #database: () => Promise<Database>;
  /** The least recently used first. */
  readonly #kept = new Map<string, Kept>();
  readonly #seen = new Map<string, Chance>();
  readonly #names = new Map<string, number>();
  #given = 0;
  readonly #tenants = new Map<string, Known>();
  #bytes = 0;
  #hits = 0;
  #misses = 0;
  #passed = 0;

  constructor(database: () => Promise<Database>, { maxBytes }: ResultsOptions) {
    this.#database = database;
    this.#maxBytes = maxBytes;
  }

  get use(): ResultsUse {
    return { hits: this.#hits, misses: this.#misses, passed: this.#passed, entries: this.#kept.size, bytes: this.#bytes };
  }

  /** The answer of the statement, by `run` where none is kept that still holds. */
  async answer(tenant: string, { text, params }: Statement, run: () => Promise<string>): Promise<string> {
    const key = `${this.#nameOf(text)} ${JSON.stringify(params)}`;
    const chance = this.#seen.get(key);
    if (chance === undefined) {
      this.#note(key);
      return run();
    }
    if (chance.isResting()) {
      this.#passed += 1;
      return run();
    }
    const known = this.#known(tenant);
    const validity = await known.validity.get();
    const kept = this.#kept.get(key);
    if (kept && !validity.isPending && kept.at >= known.last) {
      this.#hits += 1;
      kept.isUsed = true;
      chance.served();
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept.text;
    }
    this.#misses += 1;
    if (kept) this.#drop(key, kept);
    if (kept ? !kept.isUsed : validity.isPending) chance.missed(validity);
    const found = await run();
    // In the meantime positions may have lost their meaning.
    if (!validity.isPending && known.origin === validity.origin && this.#tenants.get(tenant) === known)
      this.#keep(key, { tenant, text: found, at: validity.head, isUsed: false });
    return found;
  }

  /** Texts are long, and few. A name is never given twice. */
  #nameOf(text: string): number {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    if (this.#names.size >= textsAtMost) this.#names.clear();
    this.#given += 1;
    this.#names.set(text, this.#given);
    return this.#given;
  }

  #note(key: string): void {
    const [oldest] = this.#seen.keys();
    if (this.#seen.size >= seenAtMost && oldest !== undefined) {
      this.#seen.delete(oldest);
      const kept = this.#kept.get(oldest);
      if (kept) this.#drop(oldest, kept);
    }
    this.#seen.set(key, new Chance());
  }

  #known(tenant: string): Known {
    const there = this.#tenants.get(tenant);
    if (there) return there;
    const known: Known = {
      origin: null,
      last: 0,
      head: 0,
      validity: new Coalesced(async () => {
        const found = await readValidity(await this.#database(), tenant, known.head);
        if (found.origin !== known.origin) {
          this.#forget(tenant);
          known.last = 0;
        }
        known.origin = found.origin;
        known.head = found.head;
        if (found.newest !== null) known.last = found.newest;
        return found;
      }),
    };
    if (this.#tenants.size >= tenantsAtMost) {
      const [oldest] = this.#tenants.keys();
      if (oldest !== undefined) {
        this.#tenants.delete(oldest);
        this.#forget(oldest);
      }
    }
    this.#tenants.set(tenant, known);
    return known;
  }

  #forget(tenant: string): void {
    for (const [key, kept] of this.#kept) if (kept.tenant === tenant) this.#drop(key, kept);
  }

  #keep(key: string, kept: Kept): void {
    const before = this.#kept.get(key);
    if (before) this.#drop(key, before);
    const size = sizeOf(key, kept);
    // One answer must not push out all others.
    if (size > this.#maxBytes / 8) return;
    this.#kept.set(key, kept);
    this.#bytes += size;
    for (const [oldest, old] of this.#kept) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#drop(oldest, old);
    }
  }

  #drop(key: string, kept: Kept): void {
    if (this.#kept.delete(key)) this.#bytes -= sizeOf(key, kept);
  }
}

/** Two bytes a character at most, and what a map takes for each. */
const sizeOf = (key: string, { text }: Kept): number => 2 * (key.length + text.length) + 200;
