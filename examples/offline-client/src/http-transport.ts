/** GraphQL over HTTP. */
import type { Transport } from './types.ts';

/** @example httpTransport('https://crm.example.com/graphql', { authorization: `Bearer ${token}` }) */
export const httpTransport =
  (url: string, headers: Readonly<Record<string, string>> = {}): Transport =>
  async (query, variables) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    if (response.status >= 500) throw new Error(`the server answered ${response.status}`);
    return (await response.json()) as Awaited<ReturnType<Transport>>;
  };
