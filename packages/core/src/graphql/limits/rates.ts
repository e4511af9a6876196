/**
 * How much one actor may ask for in a minute, by kind: a bucket each, filled evenly, that holds a minute's worth. The buckets are this
 * process's own: an actor who is served by three has three. What code asks of the engine (`run`, `read`) is not counted, only operations.
 */
import { type Actor, actorReference } from '../../access/actor.ts';
import { GuanxiError } from '../../errors.ts';
import type { Clock } from '../../model/ids.ts';
import { label } from '../../model/label.ts';
import type { RateLimits } from '../../read/kernel.ts';
import { Lru } from '../execute/lru.ts';

type Kind = keyof RateLimits;
type Spending = Readonly<Partial<Record<Kind, number>>>;

interface Bucket {
  readonly left: Record<Kind, number>;
  /** When it was last filled. */
  at: number;
}

/** Who asked longest ago is forgotten: their buckets have mostly filled again. */
const actorsAtMost = 10_000;
const minuteMs = 60_000;
/** Parsing and checking a document that is refused is work too. */
const refusedDocument = 100;

const kinds: Readonly<Record<Kind, ReturnType<typeof label>>> = {
  costPerMinute: label('cost of operations', '查询开销'),
  commandsPerMinute: label('commands', '命令数'),
  streamsPerMinute: label('subscriptions and live queries', '订阅与实时查询数'),
};

export class Rates {
  readonly #limits: RateLimits | null;
  readonly #clock: Clock;
  readonly #buckets = new Lru<Bucket>(actorsAtMost);

  constructor(limits: RateLimits | null, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** How many actors are remembered. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Before anything is looked at. @throws RATE_LIMITED where nothing is left */
  admit(actor: Actor): void {
    this.spend(actor, { costPerMinute: 1 });
  }

  /** All of it or, where one bucket holds too little, nothing. What is more than a whole bucket needs a full one. @throws RATE_LIMITED */
  spend(actor: Actor, spending: Spending): void {
    const limits = this.#limits;
    if (limits === null) return;
    const { left } = this.#filled(actor, limits);
    for (const [kind, amount] of entriesOf(spending)) {
      const missing = Math.min(amount, Math.max(1, limits[kind])) - left[kind];
      if (amount > 0 && missing > 0) throw limited(kind, limits[kind], missing);
    }
    for (const [kind, amount] of entriesOf(spending)) left[kind] -= amount;
  }

  /** For a document that was refused: whoever sends many is in debt then. */
  charge(actor: Actor): void {
    if (this.#limits !== null) this.#filled(actor, this.#limits).left.costPerMinute -= refusedDocument;
  }

  #filled(actor: Actor, limits: RateLimits): Bucket {
    const now = this.#clock.now().getTime();
    const bucket = this.#buckets.getOr(`${actor.tenant} ${actorReference(actor)}`, () => ({ left: { ...limits }, at: now }));
    const share = Math.max(0, now - bucket.at) / minuteMs;
    for (const kind of Object.keys(kinds) as Kind[]) bucket.left[kind] = Math.min(limits[kind], bucket.left[kind] + share * limits[kind]);
    bucket.at = now;
    return bucket;
  }
}

const entriesOf = (spending: Spending) => Object.entries(spending) as [Kind, number][];

const limited = (kind: Kind, limit: number, missing: number): GuanxiError =>
  new GuanxiError('RATE_LIMITED', {
    what: kinds[kind],
    limit,
    // A bucket that never fills again is asked about in a minute.
    retryAfter: limit > 0 ? Math.max(1, Math.ceil((missing / limit) * (minuteMs / 1_000))) : minuteMs / 1_000,
  });
