/** An exchange for urql: queries marked `@live` go over the WebSocket and stay true. `useQuery` needs to know nothing of it. */
import type { Client } from 'graphql-ws';
import { type Exchange, type ExecutionResult, type Operation, subscriptionExchange } from 'urql';
import { type LiveMessage, wholeResults } from './whole-results.ts';

const isLive = ({ query }: Operation): boolean =>
  query.definitions.some((d) => d.kind === 'OperationDefinition' && d.directives?.some(({ name }) => name.value === 'live'));

/** Stands before any cache: what it answers is newer. Subscriptions go the same way. */
export const liveExchange = (socket: Client): Exchange =>
  subscriptionExchange({
    isSubscriptionOperation: (operation) => operation.kind === 'subscription' || isLive(operation),
    forwardSubscription: ({ query = '', variables }) => ({
      subscribe(sink) {
        const wholeResult = wholeResults();
        let hadErrors = false;
        const next = (message: LiveMessage): void => {
          const { data, errors } = wholeResult(message);
          // urql keeps errors until it is told that there are none.
          const told = errors ?? (hadErrors ? [] : undefined);
          hadErrors = errors !== undefined;
          sink.next({ data, ...(told && { errors: told }), hasNext: true } as ExecutionResult);
        };
        const { error, complete } = sink;
        return { unsubscribe: socket.subscribe({ query, variables }, { next: (m) => next(m as LiveMessage), error, complete }) };
      },
    }),
  });
