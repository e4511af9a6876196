/** Whoever asks a server for mutations: a process of its own, so that its work is not the server's time. */
import { Agent, request } from 'node:http';

export interface Asked {
  readonly url: string;
  readonly query: string;
  /** Requests at a time, each on a connection that is kept. */
  readonly at: number;
  /** Global ids, one a request. */
  readonly customers: readonly string[];
}

const agent = new Agent({ keepAlive: true });

process.on('message', (asked: Asked) => {
  all(asked).then(
    () => process.send?.(null),
    (error: unknown) => process.send?.(String(error)),
  );
});

async function all({ url, query, at, customers }: Asked): Promise<void> {
  const left = [...customers];
  let n = 0;
  const worker = async (): Promise<void> => {
    for (let customer = left.pop(); customer !== undefined; customer = left.pop()) {
      n += 1;
      const variables = { input: { customer, set: { region: `Region ${n} ${process.hrtime.bigint()}` } } };
      const answer = await post(url, JSON.stringify({ query, variables }));
      if (!answer.includes(customer)) throw new Error(answer);
    }
  };
  await Promise.all(Array.from({ length: at }, worker));
}

function post(url: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', accept: 'application/json', 'content-length': Buffer.byteLength(body) };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve(text));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
