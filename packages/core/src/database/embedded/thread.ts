/** The host's side of the database thread: requests and answers, time limits, and what happens when the thread is gone. */
import { Worker } from 'node:worker_threads';
import { GuanxiError } from '../../errors.ts';
import { translate } from '../pg-error.ts';
import type { Result, ResultRow, Statement } from '../port.ts';
import { parameterText, toRows } from '../values.ts';

interface RawResult {
  readonly fields: readonly { readonly name: string; readonly oid: number }[];
  readonly affected: number;
  readonly command: string;
}

interface ThreadSource {
  readonly directory?: string;
  readonly dump?: Uint8Array;
}

export interface Thread {
  isGone(): boolean;
  /** Runs statements in one exchange with Postgres, up to the first that fails. */
  run(statements: readonly Statement[], timeoutMs: number): Promise<readonly EngineResult[]>;
  snapshot(): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface EngineResult extends Result {
  readonly command: string;
}

interface BoundStatement {
  readonly text: string;
  readonly values: readonly (string | null)[];
}

interface Reply {
  readonly id: number;
  readonly results?: readonly RawResult[];
  readonly page?: readonly { readonly index: number; readonly rows: readonly (readonly (string | null)[])[] }[];
  readonly more?: boolean;
  readonly bytes?: Uint8Array;
  readonly error?: unknown;
  readonly stopped?: { readonly message: string; readonly code?: string };
}

// What the session of a Postgres server is told when it connects.
const SETTINGS = ['TimeZone=UTC', 'DateStyle=ISO,MDY', 'IntervalStyle=iso_8601', 'plan_cache_mode=force_custom_plan', 'jit=off'];

export async function startThread(source: ThreadSource): Promise<Thread> {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: { ...source, settings: SETTINGS }, execArgv: [] });
  const waiting = new Map<number, { resolve(reply: Reply): void; reject(error: unknown): void }>();
  let gone: GuanxiError | null = null;
  let sequence = 0;

  const lose = (reason: string, error = new GuanxiError('DATABASE_LOST', { reason })) => {
    gone ??= error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };

  await new Promise<void>((resolve, reject) => {
    worker.once('message', (first: { ready: boolean; message?: string; code?: string }) => {
      if (first.ready) resolve();
      else reject(startFailure(first));
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new GuanxiError('DATABASE_UNREACHABLE', { reason: 'the database thread ended while starting' })));
  }).catch(async (error: unknown) => {
    await worker.terminate();
    throw error;
  });
  worker.on('error', (error) => lose(error.message));
  worker.on('exit', () => lose('the database thread ended'));
  worker.on('message', (reply: Reply) => {
    const waiter = waiting.get(reply.id);
    waiting.delete(reply.id);
    waiter?.resolve(reply);
  });
  // An open database keeps no process alive: whoever forgot close() can still exit.
  worker.unref();

  async function ask(kind: 'run' | 'more' | 'snapshot' | 'close', statements: readonly BoundStatement[] = [], of?: number): Promise<Reply> {
    sequence += 1;
    const id = of ?? sequence;
    if (gone) throw gone;
    // While an answer is awaited the process must stay.
    worker.ref();
    try {
      const reply = await new Promise<Reply>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, kind, statements });
      });
      if (reply.stopped) {
        const { message, code } = reply.stopped;
        const error =
          code === '53100' || /No space left|ENOSPC/.test(message) ? new GuanxiError('DATABASE_FULL', { reason: message }) : undefined;
        lose(message, error);
        await worker.terminate();
        throw gone;
      }
      return reply;
    } finally {
      if (waiting.size === 0) worker.unref();
    }
  }

  return {
    isGone: () => gone !== null,
    async run(statements, timeoutMs) {
      const bound = statements.map(({ text, params = [] }) => ({ text, values: params.map(parameterText) }));
      // Postgres inside the thread does not look at its own time limit: nothing but ending the thread stops a statement.
      const timer = setTimeout(() => {
        lose('a statement took too long', new GuanxiError('STATEMENT_TIMEOUT'));
        void worker.terminate();
      }, timeoutMs);
      try {
        const reply = await ask('run', bound);
        if (reply.error !== undefined) throw translate(reply.error);
        return await collect(reply);
      } finally {
        clearTimeout(timer);
      }
    },
    async snapshot() {
      return (await ask('snapshot')).bytes as Uint8Array;
    },
    async close() {
      if (gone === null) await ask('close').catch(() => undefined);
      lose('closed', new GuanxiError('DATABASE_CLOSED'));
      await worker.terminate();
    },
  };

  /** Reads the rest of a large answer page by page, letting the event loop turn in between. */
  async function collect(reply: Reply): Promise<EngineResult[]> {
    const raw = reply.results ?? [];
    const results = raw.map(({ affected, command }) => ({ rows: [] as ResultRow[], affected, command }));
    for (let next = reply; ; next = await ask('more', [], reply.id)) {
      for (const { index, rows } of next.page ?? []) {
        for (const row of toRows(raw[index]?.fields ?? [], rows)) results[index]?.rows.push(row);
      }
      if (next.more !== true) break;
      await new Promise((resolve) => setImmediate(resolve));
    }
    return results;
  }
}

function startFailure({ message = '', code }: { readonly message?: string; readonly code?: string }): GuanxiError {
  const full = code === 'ENOSPC' || /No space left|ENOSPC/.test(message);
  return new GuanxiError(full ? 'DATABASE_FULL' : 'DATABASE_UNREACHABLE', { reason: message });
}
