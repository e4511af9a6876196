/** A Postgres server behind the port: connections with one user at a time, handed out by priority and replaced before they grow old. */
import { GuanxiError } from '../../errors.ts';
import type { Database, Listening, Priority, Result } from '../port.ts';
import { becomePlanner, stayOwner } from '../roles.ts';
import { createScopes, type ScopeOptions, type Session } from '../scope.ts';
import { createSlots } from '../slots.ts';
import { splitScript } from '../split.ts';
import { type Client, type ClientSettings, openClient, type Plans } from './client.ts';
import { listen } from './listen.ts';
import { createSession } from './session.ts';
import { pooledGreeting } from './settings.ts';

export interface PostgresOptions extends ScopeOptions {
  readonly url: string;
  /** Whoever owns the tables, for migrations and their like. Default: `url`, which then must own them when these run. */
  readonly ownerUrl?: string;
  /** `owner`: as whoever signs in, and not under the planner's role. */
  readonly as?: 'owner';
  /**
   * `url` is that of a pooler in transaction mode, such as PgBouncer. The user's settings are then its own (POOLED_USER says which), `ownerUrl` and
   * `listenUrl` lead past the pooler; without the latter other instances are not heard, and the log is looked at every second.
   */
  readonly pooled?: boolean;
  /** A connection past a pooler in transaction mode, on which notifications would not arrive. Default: `url`. */
  readonly listenUrl?: string;
  /** Connections at most. Default 10. */
  readonly max?: number;
  readonly prepare?: boolean;
  readonly statementTimeoutMs?: number;
  readonly lockTimeoutMs?: number;
  readonly connectTimeoutMs?: number;
  /**
   * Milliseconds beyond a statement's time limit for which a server that owes an answer may say nothing; then its connection counts as lost.
   * Default 5,000.
   */
  readonly silentMs?: number;
  /** A connection older than this is replaced when it is given back: prepared statements and caches grow with age. */
  readonly maxLifetimeMs?: number;
}

const LEAST_VERSION = 15;

interface Greeting {
  readonly major: number;
  readonly role: string | null;
}

interface Lease {
  readonly client: Client;
  readonly giveBack: (reusable: boolean) => void;
}

export async function connectPostgres(options: PostgresOptions): Promise<Database> {
  const settings: ClientSettings = {
    url: options.url,
    pooled: options.pooled ?? false,
    prepare: options.prepare ?? !options.pooled,
    statementTimeoutMs: options.statementTimeoutMs ?? 30_000,
    lockTimeoutMs: options.lockTimeoutMs ?? 10_000,
    // The scope ends an idle transaction itself; the server does so when this process no longer can.
    idleTransactionMs: 2 * (options.idleMs ?? 60_000),
    connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
    // What its owner does to a database takes as long as it takes.
    silentMs: options.as === 'owner' ? Number.POSITIVE_INFINITY : (options.silentMs ?? 5_000),
  };
  const maxLifetimeMs = options.maxLifetimeMs ?? 30 * 60_000;
  const slots = createSlots(options.max ?? 10);
  const idle: Client[] = [];
  const open = new Set<Client>();
  const listeners = new Set<Listening>();
  /** Connections that are under the role they are meant for. */
  const settled = new WeakSet<Client>();
  let owner: { readonly database: Promise<Database>; users: number } | null = null;
  let closed = false;

  /** The one that was used last; of those that plan as wanted, where there is one. */
  function idleClient(plans: Plans): Client | null {
    for (;;) {
      const at = idle.findLastIndex((client) => client.plans === plans);
      const client = at < 0 ? idle.pop() : idle.splice(at, 1)[0];
      if (client === undefined) return null;
      if (!client.isLost()) return client;
      drop(client);
    }
  }

  async function connected(): Promise<Client> {
    const client = openClient(settings);
    open.add(client);
    // The driver tries again without end when a server accepts and then hangs up.
    const tooLong = setTimeout(() => void client.end(), settings.connectTimeoutMs);
    try {
      // Connected before first use: a flight sent to a connection that is still being made would not go out as one.
      await greet(client);
      return client;
    } catch (error) {
      drop(client);
      throw error instanceof GuanxiError && error.code === 'DATABASE_LOST'
        ? new GuanxiError('DATABASE_UNREACHABLE', error.args, { cause: error })
        : error;
    } finally {
      clearTimeout(tooLong);
    }
  }

  /** The first thing said on a connection; said again while there are no roles yet. */
  async function greet(client: Client): Promise<void> {
    const { major, role } = settings.pooled
      ? await pooledGreeting(client, settings)
      : ((await client.send(options.as === 'owner' ? stayOwner : becomePlanner)).rows[0] as unknown as Greeting);
    if (major < LEAST_VERSION) throw new GuanxiError('DATABASE_TOO_OLD', { actual: major, least: LEAST_VERSION });
    if (role !== null) settled.add(client);
  }

  const rejectWith = (client: Client) => (error: unknown) => {
    drop(client);
    throw error;
  };

  function drop(client: Client): void {
    open.delete(client);
    client.end().catch(() => undefined);
  }

  const leased = (client: Client, giveBackSlot: () => void): Lease => ({
    client,
    giveBack(reusable) {
      if (reusable && !closed && !client.isLost() && Date.now() - client.openedAt < maxLifetimeMs) idle.push(client);
      else drop(client);
      giveBackSlot();
    },
  });

  /** At once, where nobody has to be waited for: a promise that is kept already costs as much as any other. */
  function lease(priority?: Priority, plans: Plans = 'custom'): Lease | Promise<Lease> {
    if (closed) throw new GuanxiError('DATABASE_CLOSED');
    const place = slots.tryAcquire();
    if (!place) return slots.acquire(priority).then((later) => leaseOf(later, plans, null));
    const client = idleClient(plans);
    return client && settled.has(client) ? leased(client, place) : leaseOf(place, plans, client);
  }

  async function leaseOf(giveBackSlot: () => void, plans: Plans, found: Client | null): Promise<Lease> {
    try {
      if (closed) throw new GuanxiError('DATABASE_CLOSED');
      const known = found ?? idleClient(plans);
      if (known && !settled.has(known)) await greet(known).catch(rejectWith(known));
      return leased(known ?? (await connected()), giveBackSlot);
    } catch (error) {
      giveBackSlot();
      throw error;
    }
  }

  const session = ({ client, giveBack }: Lease): Session => createSession(client, giveBack);
  const scopes = createScopes(({ priority, plans }) => {
    const held = lease(priority, plans);
    return held instanceof Promise ? held.then(session) : session(held);
  }, options);

  const first = await lease();
  first.giveBack(true);

  const database: Database = {
    engine: 'postgres',
    async query(statement, o = {}) {
      scopes.assertOutside();
      const { client, giveBack } = await lease(o.priority, statement.generic ? 'generic' : 'custom');
      try {
        if (o.timeoutMs === undefined) {
          const { rows, affected } = await client.send(statement);
          return { rows, affected } as Result<never>;
        }
        return (await limited(client, statement, o.timeoutMs)) as Result<never>;
      } finally {
        giveBack(true);
      }
    },
    transaction: (run, o) => scopes.transaction(run, o),
    async script(text) {
      scopes.assertOutside();
      const { client, giveBack } = await lease('worker');
      try {
        // A script may build an index over millions of rows; the connection is not used again, its settings go with it.
        await client.send({ text: 'set statement_timeout = 0' });
        for (const statement of splitScript(text)) await client.send({ text: statement }, { limitMs: 0 });
      } finally {
        giveBack(false);
      }
    },
    ...((!settings.pooled || options.listenUrl !== undefined) && {
      async listen(channel: string, heard: () => void) {
        const listening = await listen(options.listenUrl ?? options.url, channel, heard);
        listeners.add(listening);
        return listening;
      },
    }),
    async asOwner(run) {
      scopes.assertOutside();
      if (options.as === 'owner') return run(database);
      owner ??= {
        database: connectPostgres({ ...options, url: options.ownerUrl ?? options.url, as: 'owner', max: 2, pooled: false }),
        users: 0,
      };
      const held = owner;
      held.users += 1;
      try {
        return await run(await held.database);
      } finally {
        held.users -= 1;
        if (held.users === 0) {
          owner = null;
          await held.database.then(
            (opened) => opened.close(),
            () => undefined,
          );
        }
      }
    },
    async close() {
      closed = true;
      await Promise.all([...listeners].map((listening) => listening.close()));
      await Promise.all([...open].map((client) => client.end()));
      open.clear();
    },
  };
  return database;
}

/** One statement with a time limit of its own: a transaction of one flight, so that the limit ends with it. */
async function limited(client: Client, statement: Parameters<Client['send']>[0], timeoutMs: number): Promise<Result> {
  const session = createSession(client, () => undefined);
  const [begun, committed] = await Promise.allSettled([session.begin({ timeoutMs }), session.commit([statement], [])]);
  if (begun.status === 'rejected') throw begun.reason;
  if (committed.status === 'rejected') throw committed.reason;
  return committed.value.closing[0] as Result;
}
