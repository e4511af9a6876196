/** A subscriber over WebSocket that takes up its subscription behind its last cursor whenever it is lost. */
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

export interface Listener {
  /** Ids of the events, as they were heard. */
  readonly heard: readonly string[];
  /** How often it had to begin again. */
  readonly resumed: number;
  /** Resolves once it has heard so many. */
  until(count: number): Promise<readonly string[]>;
  stop(): void;
}

const query = 'subscription ($after: String) { events(types: ["crm.customer.created"], after: $after) { cursor id } }';

interface Told {
  readonly events: { readonly cursor: string; readonly id: string };
}

/** Behind a cursor. `url` is asked whenever it connects, with the number of the attempt. */
export function listenFrom(after: string, url: (attempt: number) => string, token?: string): Listener {
  const heard: string[] = [];
  const waiting = new Set<() => void>();
  let cursor = after;
  let attempts = 0;
  let isStopped = false;
  let end = (): void => undefined;

  async function follow(): Promise<void> {
    while (!isStopped) {
      attempts += 1;
      const client = createClient({
        url: url(attempts).replace('http', 'ws'),
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        ...(token !== undefined && { connectionParams: { authorization: `Bearer ${token}` } }),
        lazy: false,
        onNonLazyError: () => undefined,
      });
      end = () => void client.dispose();
      try {
        for await (const { data, errors } of client.iterate<Told>({ query, variables: { after: cursor } })) {
          if (!data) throw new Error(JSON.stringify(errors));
          cursor = data.events.cursor;
          heard.push(data.events.id);
          for (const look of waiting) look();
        }
      } catch {
        if (!isStopped) await pause(20);
      } finally {
        await client.dispose();
      }
    }
  }
  void follow();
  return {
    heard,
    get resumed() {
      return attempts - 1;
    },
    until: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (heard.length < count) return;
          waiting.delete(look);
          resolve(heard);
        };
        waiting.add(look);
        look();
      }),
    stop() {
      isStopped = true;
      end();
    },
  };
}
