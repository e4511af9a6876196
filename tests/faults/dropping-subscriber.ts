/** A subscriber whose connection breaks after every few events, and who goes on behind the last cursor it has. */
import { once } from 'node:events';
import { WebSocket } from 'ws';

export interface Listener {
  /** Ids of the events, as they were heard. */
  readonly heard: readonly string[];
  readonly drops: number;
  /** Drops nothing from now on. */
  steady(): void;
  /** Resolves when it has heard so many. */
  until(count: number): Promise<void>;
  stop(): void;
}

export interface Wanted {
  /** Where the server is now. */
  readonly url: () => string;
  readonly transport: 'websocket' | 'sse';
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The cursor to begin behind. */
  readonly after: string;
  /** Decides after how many events it drops. */
  readonly seed: number;
}

interface Event {
  readonly id: string;
  readonly cursor: string;
}
/** One connection: gives each event to `put`, until that says no; resolves when it is over, however it ended. */
type Connect = (o: Wanted, after: string, put: (event: Event) => boolean) => Promise<void>;

export function dropping(o: Wanted): Listener {
  const heard: string[] = [];
  const connect = o.transport === 'sse' ? eventStream : webSocket;
  let random = o.seed + 1;
  const upTo = (n: number): number => {
    random = (random * 48_271) % 2_147_483_647;
    return 1 + (random % n);
  };
  let drops = 0;
  let isSteady = false;
  let isStopped = false;
  let cursor = o.after;
  let check = (): void => undefined;

  async function follow(): Promise<void> {
    while (!isStopped) {
      const most = upTo(4);
      let left = most;
      await connect(o, cursor, (event) => {
        heard.push(event.id);
        cursor = event.cursor;
        left -= 1;
        check();
        return !isStopped && (isSteady || left > 0);
      });
      if (isStopped) return;
      // One that never came about, the server being away, is none that was dropped.
      if (left < most) drops += 1;
      await new Promise((resolve) => setTimeout(resolve, upTo(10)));
    }
  }
  void follow();

  return {
    heard,
    get drops() {
      return drops;
    },
    steady() {
      isSteady = true;
    },
    until: (count) =>
      new Promise((resolve) => {
        check = () => {
          if (heard.length >= count) resolve();
        };
        check();
      }),
    stop() {
      isStopped = true;
    },
  };
}

const webSocket: Connect = async ({ url, query, variables }, after, put) => {
  const socket = new WebSocket(url().replace('http', 'ws'), 'graphql-transport-ws');
  const send = (message: object): void => socket.send(JSON.stringify(message));
  socket.on('error', () => undefined);
  socket.on('open', () => send({ type: 'connection_init' }));
  socket.on('message', (data) => {
    const { type, payload } = JSON.parse(String(data)) as {
      readonly type: string;
      readonly payload?: { readonly data?: Record<string, Event> };
    };
    if (type === 'connection_ack') {
      send({ id: '1', type: 'subscribe', payload: { query, variables: { ...variables, after } } });
    } else if (type === 'error') throw new Error(String(data));
    else if (type === 'next' && socket.readyState === socket.OPEN && !put(Object.values(payload?.data ?? {})[0] as Event))
      socket.terminate();
  });
  await once(socket, 'close').catch(() => undefined);
};

const eventStream: Connect = async ({ url, query, variables }, after, put) => {
  const abort = new AbortController();
  try {
    const response = await fetch(`${url()}?${new URLSearchParams({ query, variables: JSON.stringify(variables) })}`, {
      headers: { accept: 'text/event-stream', 'last-event-id': after },
      signal: abort.signal,
    });
    let text = '';
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const data = /^data: (.+)$/m.exec(text.slice(0, end))?.[1];
        text = text.slice(end + 2);
        if (data === undefined) continue;
        const [event] = Object.values((JSON.parse(data) as { readonly data: Record<string, Event> }).data);
        if (!put(event as Event)) return;
      }
    }
  } catch {
    // The server is away.
  } finally {
    abort.abort();
  }
};
