/** urql over one WebSocket for what stays live, and HTTP for the rest. */
import { createClient as createSocket } from 'graphql-ws';
import { Client, fetchExchange } from 'urql';
import { liveExchange } from './live-exchange.ts';
import type { Language } from './texts.ts';

const authorization = `Bearer ${import.meta.env['VITE_TOKEN']}`;

/** @param language In which refusals are told. */
export function createClient(language: () => Language): Client {
  const { origin } = window.location;
  // A lost connection is made again by itself; the live query then begins with its whole result.
  const socket = createSocket({
    url: `${origin.replace('http', 'ws')}/graphql`,
    connectionParams: { authorization },
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
  });
  return new Client({
    url: `${origin}/graphql`,
    preferGetMethod: false,
    fetchOptions: () => ({ headers: { authorization, 'accept-language': language() } }),
    exchanges: [liveExchange(socket), fetchExchange],
  });
}
