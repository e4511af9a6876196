/** A WebSocket as graphql-ws's own client uses it. */
import { createClient, type ExecutionResult, type SubscribePayload } from 'graphql-ws';
import { WebSocket } from 'ws';

export interface TestSocket {
  /** The one answer of a query or mutation; what the protocol calls an error is thrown. */
  run(operation: SubscribePayload): Promise<ExecutionResult>;
  /** The code with which the server ended it. */
  readonly closed: Promise<number>;
}

/** Resolves once the server has acknowledged the connection. */
export function openSocket(url: string, token: string): Promise<TestSocket> {
  return new Promise((opened, failed) => {
    let ended: (code: number) => void;
    const closed = new Promise<number>((resolve) => (ended = resolve));
    const client = createClient({
      url,
      webSocketImpl: WebSocket,
      connectionParams: { token },
      lazy: false,
      retryAttempts: 0,
      onNonLazyError: failed,
      on: {
        connected: () => opened({ run, closed }),
        closed: (event) => ended((event as { readonly code: number }).code),
      },
    });
    async function run(operation: SubscribePayload): Promise<ExecutionResult> {
      const { value } = await client.iterate(operation).next();
      return value as ExecutionResult;
    }
  });
}
