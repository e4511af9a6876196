/** Clients that send commands under keys of their own and repeat each until it is answered, as every client should. */
import { Agent, request as send } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { parseGlobalId } from '@guanxi/core';

export interface Reply {
  readonly key: string;
  readonly customer: string;
  /** How often it was sent. */
  readonly attempts: number;
  /** From when it was first sent until it was answered. */
  readonly ms: number;
}

export interface ClientsOptions {
  /** Where to send the nth attempt; asked each time, since servers come and go. */
  readonly url: (attempt: number) => string;
  readonly clients: number;
  /** An API key, where the server asks for one. */
  readonly token?: string;
  /** Default: until `stop`. */
  readonly commands?: number;
  /** Milliseconds until an attempt is given up. Default 10,000. */
  readonly patienceMs?: number;
  /** Before names of customers and keys, where there are several runs on one database. */
  readonly prefix?: string;
  /** Waited for before the nth command is sent first. */
  readonly admitted?: (n: number) => Promise<void>;
}

export interface Outcome {
  readonly replies: readonly Reply[];
  /** How often each reason made a client try again. */
  readonly reasons: Readonly<Record<string, number>>;
}

export interface Clients {
  readonly answered: number;
  /** As they are by now. */
  readonly reasons: Outcome['reasons'];
  /** Resolves once so many are answered, or all. */
  reach(count: number): Promise<void>;
  /** Resolves when each command is answered. */
  readonly done: Promise<Outcome>;
  /** Begins no further command. */
  stop(): Promise<Outcome>;
  /** Ends them at once, whatever came of it. */
  abandon(): Promise<void>;
}

const document = `mutation ($name: String!, $key: String) {
  createCustomer(input: { name: $name, kind: ORGANISATION, confirmNew: true }, idempotencyKey: $key) { customer { id } userErrors { code message } }
}`;

/** What a client may repeat: nobody answered, or somebody said that it is not the command's fault. */
const passing = new Set(['UNAVAILABLE', 'COMMIT_UNKNOWN', 'AFTER_COMMIT_FAILED', 'LOCK_TIMEOUT', 'STATEMENT_TIMEOUT', 'ENGINE_CLOSED']);

/** Rejects for an answer that no client should have to expect. */
export function startClients(o: ClientsOptions): Clients {
  const { commands = Number.POSITIVE_INFINITY, clients, prefix = '', patienceMs = 10_000 } = o;
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const replies: Reply[] = [];
  const reasons: Record<string, number> = {};
  const waiting = new Set<() => void>();
  let next = 0;
  let isStopped = false;
  let isAbandoned = false;

  async function client(): Promise<void> {
    while (next < commands && !isStopped) {
      const n = next++;
      const key = `${prefix}${n}`;
      await o.admitted?.(n);
      const begun = performance.now();
      for (let attempts = 1; !isAbandoned; attempts += 1) {
        const told = await attempt({ agent, url: o.url(attempts), patienceMs, token: o.token }, key);
        if (told.customer !== undefined) {
          replies.push({ key, customer: told.customer, attempts, ms: performance.now() - begun });
          for (const look of waiting) look();
          break;
        }
        reasons[told.reason] = (reasons[told.reason] ?? 0) + 1;
        await pause(10 + Math.min(200, attempts * 10));
      }
    }
  }
  const done = Promise.all(Array.from({ length: clients }, client))
    .finally(() => {
      // Where one of them threw, the others stop as well.
      isStopped = true;
      agent.destroy();
    })
    .then(() => ({ replies, reasons }));
  // Whoever waits for something hears of it there.
  done.catch(() => undefined);
  return {
    get answered() {
      return replies.length;
    },
    reasons,
    reach(count) {
      const reached = new Promise<void>((resolve) => {
        const look = (): void => {
          if (replies.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
      return Promise.race([reached, done.then(() => undefined)]);
    },
    done,
    stop() {
      isStopped = true;
      return done;
    },
    async abandon() {
      isStopped = true;
      isAbandoned = true;
      agent.destroy();
      await done.catch(() => undefined);
    },
  };
}

type Told = { readonly customer: string } | { readonly customer?: never; readonly reason: string };

async function attempt(to: Omit<Posted, 'body'>, key: string): Promise<Told> {
  let answer: string;
  try {
    answer = await post({ ...to, body: { query: document, variables: { name: key, key } } });
  } catch (error) {
    const { code, name } = error as { readonly code?: string; readonly name: string };
    return { reason: code ?? name };
  }
  const { data, errors } = JSON.parse(answer) as {
    readonly data?: {
      readonly createCustomer?: { readonly customer: { readonly id: string } | null; readonly userErrors: readonly object[] };
    };
    readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
  };
  const code = errors?.[0]?.extensions.code;
  if (code !== undefined && passing.has(code)) return { reason: code };
  const customer = data?.createCustomer?.customer?.id;
  if (errors || customer === undefined) throw new Error(`${key} was answered with ${answer}`);
  return { customer: parseGlobalId(customer)?.uuid ?? '' };
}

export interface Posted {
  readonly agent: Agent;
  readonly url: string;
  readonly body: object;
  readonly patienceMs: number;
  readonly token?: string | undefined;
}

/** The whole answer, or an error where there was none in time. */
export function post({ agent, url, body, patienceMs, token }: Posted): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      {
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
        signal: AbortSignal.timeout(patienceMs),
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        response.once('end', () => resolve(text));
        response.once('error', reject);
        response.once('close', () => {
          if (!response.complete) reject(Object.assign(new Error('the answer was cut off'), { code: 'CUT_OFF' }));
        });
      },
    );
    request.once('error', reject);
    request.end(JSON.stringify(body));
  });
}
