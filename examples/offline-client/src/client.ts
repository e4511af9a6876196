/**
 * A client that works without a network. It reads its own copy, queues commands and shows their effect at once; when there is a network, it
 * sends the queue and fetches what it lacks. The server has the last word: its records replace what was assumed here.
 *
 * @example
 * const client = await createOfflineClient({ device, transport: httpTransport(url), storage: fileStorage('copy.json'), fields, effects });
 * await client.run('updateCustomer', { customer, set: { name } }, { subject: customer });
 * client.all('Customer'); // shows the new name, whether or not there is a network
 * await client.sync();
 */
import { baseOf, viewOf, withPage } from './copy.ts';
import { type NewId, randomId } from './ids.ts';
import { type Answer, pullDocument, pullPage, pushChanges, ServerError } from './requests.ts';
import {
  type Change,
  type Conflict,
  type Effect,
  empty,
  type Rec,
  type Resolution,
  type State,
  type Storage,
  type Transport,
  type UserError,
} from './types.ts';

export interface ClientOptions {
  /** Registered with the server by whoever uses it. */
  readonly device: string;
  readonly transport: Transport;
  readonly storage: Storage;
  /** What to keep, by type, as in a fragment. */
  readonly fields: Readonly<Record<string, string>>;
  readonly effects: Readonly<Record<string, Effect>>;
  readonly policy?: 'LAST_WRITE' | 'SERVER' | 'MANUAL';
  /** Default: the server's side stays. */
  readonly onConflict?: (conflict: Conflict, change: Change) => Resolution | Promise<Resolution>;
  readonly onRefused?: (change: Change, errors: readonly UserError[]) => void;
  readonly now?: () => Date;
  readonly newId?: NewId;
  /** Records a page, changes a batch. */
  readonly size?: number;
}

export interface OfflineClient {
  get(id: string): Rec | null;
  all(type: string): readonly Rec[];
  /** Changes that the server has not answered yet. */
  readonly pending: readonly Change[];
  newId(prefix: string): string;
  /** Runs a command here, and on the server as soon as it can be reached. `subject`: the record that it changes; `creates`: what it makes. */
  run(command: string, input: Change['input'], o?: { readonly subject?: string; readonly creates?: readonly string[] }): Promise<void>;
  /** Sends and fetches until both sides are quiet. Rejects where there is no network; what was done until then is kept. */
  sync(): Promise<void>;
  /** Syncs from time to time, and less often while it fails. */
  start(everyMs: number): void;
  stop(): void;
}

/** A conflict resolved here may meet another one there; not for ever. */
const MAX_ROUNDS = 20;

export async function createOfflineClient(o: ClientOptions): Promise<OfflineClient> {
  const { storage, effects, now = () => new Date(), newId = randomId, size = 100 } = o;
  const document = pullDocument(o.fields);
  let state: State = (await storage.load()) ?? empty;
  let view = viewOf(state, effects);
  let saving: Promise<void> = Promise.resolve();
  let syncing: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  /** Steps from what the state is then: a command may be run while an answer is awaited. */
  function become(next: (state: State) => State): Promise<void> {
    state = next(state);
    view = viewOf(state, effects);
    const kept = state;
    saving = saving.then(() => storage.save(kept));
    return saving;
  }

  const change = (command: string, input: Change['input'], baseVersion: number | null, creates: readonly string[]): Change => {
    const at = now();
    return { key: newId('chg', at), command, input, baseVersion, at: at.toISOString(), creates };
  };

  async function push(): Promise<void> {
    const batch = state.queue.slice(0, size);
    const answers = await pushChanges(o.transport, {
      device: o.device,
      policy: o.policy ?? 'MANUAL',
      sentAt: now().toISOString(),
      changes: batch,
    });
    for (const answer of answers) {
      const sent = batch.find((c) => c.key === answer.key);
      if (sent) await settle(sent, answer);
    }
  }

  async function settle(sent: Change, answer: Answer): Promise<void> {
    const instead = answer.status === 'CONFLICT' && answer.conflict ? await resolved(sent, answer.conflict) : [];
    if (answer.status === 'REFUSED') o.onRefused?.(sent, answer.userErrors);
    await become((s) => ({
      ...s,
      queue: s.queue.flatMap((c) => (c.key === sent.key ? instead : [c])),
      landed: answer.status === 'ACCEPTED' ? [...s.landed, sent] : s.landed,
    }));
  }

  async function resolved(sent: Change, conflict: Conflict): Promise<readonly Change[]> {
    const resolution = (await o.onConflict?.(conflict, sent)) ?? 'server';
    if (resolution === 'server') return [];
    const input = resolution === 'client' ? sent.input : resolution.input;
    // Whoever decided has seen the server's side: the new change is made on it.
    return [change(sent.command, input, conflict.serverVersion, sent.creates)];
  }

  /** @returns whether there is more */
  async function pull(): Promise<boolean> {
    const { cursor } = state;
    try {
      const page = await pullPage(o.transport, document, { device: o.device, cursor, entities: Object.keys(o.fields), first: size });
      await become((s) => withPage(s, page));
      return page.hasMore;
    } catch (error) {
      if (!(error instanceof ServerError) || error.code !== 'RESYNC' || cursor === null) throw error;
      // The old copy is good to look at until the new one is there.
      await become((s) => ({ ...s, cursor: null, downloading: null }));
      return true;
    }
  }

  async function round(): Promise<void> {
    try {
      for (let i = 0; i < MAX_ROUNDS; i += 1) {
        while (state.queue.length > 0) await push();
        while (await pull());
        if (state.queue.length === 0) return;
      }
    } catch (error) {
      if (error instanceof ServerError && error.code === 'DEVICE_REVOKED') await become(() => empty);
      throw error;
    }
  }

  const sync = (): Promise<void> => {
    syncing ??= round().finally(() => {
      syncing = null;
    });
    return syncing;
  };

  function again(everyMs: number, failures: number): void {
    timer = setTimeout(
      () => {
        sync().then(
          () => timer && again(everyMs, 0),
          () => timer && again(everyMs, Math.min(failures + 1, 6)),
        );
      },
      everyMs * 2 ** failures,
    );
  }

  return {
    get: (id) => view.get(id) ?? null,
    all: (type) => [...view.values()].filter((r) => r.__typename === type),
    get pending() {
      return state.queue;
    },
    newId: (prefix) => newId(prefix, now()),
    run: (command, input, { subject, creates = [] } = {}) =>
      become((s) => ({ ...s, queue: [...s.queue, change(command, input, baseOf(s, subject), creates)] })),
    sync,
    start(everyMs) {
      if (timer === null) again(everyMs, 0);
    },
    stop() {
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
}
