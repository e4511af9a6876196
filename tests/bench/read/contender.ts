/** A contender: a process that listens, and how each workload is asked of it. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { ResultsUse } from '@guanxi/core';
import type { Place } from './contenders/child.ts';
import { VARIETY, type Workload, workloads } from './workloads.ts';

export interface Definition {
  readonly name: string;
  readonly script: string;
  readonly args?: readonly string[];
  /** Default: the program that runs this. */
  readonly execPath?: string;
  readonly execArgv?: readonly string[];
  /** The whole HTTP request; null where it has no such workload. */
  request(workload: Workload, n: number, place: Place): string | null;
  /** Its answer as values that can be compared with the engine's. */
  values(body: string): unknown;
}

export interface Usage {
  readonly cpuSeconds: number;
  readonly rssBytes: number;
  /** Of the engine alone: what became of answers that are kept. */
  readonly kept?: ResultsUse | null;
}
export interface Running {
  readonly name: string;
  readonly definition: Definition;
  readonly port: number;
  requests(workload: Workload): readonly string[] | null;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

export async function start(definition: Definition, place: Place): Promise<Running> {
  const { script, args = [], execPath, execArgv = [] } = definition;
  const child: ChildProcess = fork(script, [JSON.stringify(place), ...args], {
    execArgv: [...execArgv],
    ...(execPath && { execPath }),
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const failed = new Promise<never>((_, reject) =>
    child.once('exit', (code) => reject(new Error(`${definition.name} ended with ${code}`))),
  );
  failed.catch(() => undefined);
  const [told] = (await Promise.race([once(child, 'message'), failed])) as [{ readonly port: number }];
  return {
    name: definition.name,
    definition,
    port: told.port,
    requests(workload) {
      const all = Array.from({ length: VARIETY }, (_, n) => definition.request(workload, n, place));
      return all.includes(null) ? null : (all as string[]);
    },
    async usage() {
      const answered = once(child, 'message');
      child.send('usage');
      return ((await Promise.race([answered, failed])) as [Usage])[0];
    },
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`;

/** GraphQL posted as JSON. */
export function posted(document: string, variables: object, headers: Readonly<Record<string, string>> = {}): string {
  const body = JSON.stringify({ query: document, variables });
  const all = { host: '127.0.0.1', 'content-type': 'application/json', accept: 'application/json', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST /graphql HTTP/1.1\r\n${lines.join('')}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

const here = (path: string): string => new URL(path, import.meta.url).pathname;
/** Sources of the bench run as they are; the packages that they use are built. */
const fromSource = ['--import', 'tsx'];

export const guanxi: Definition = {
  name: 'guanxi',
  script: here('contenders/guanxi.ts'),
  execArgv: fromSource,
  request: (workload, n, place) => posted(workload.document, workload.variables(n, place), { authorization: `Bearer ${place.key}` }),
  values: (body) => JSON.parse(body),
};

/** The same, keeping answers. */
export const keeping: Definition = { ...guanxi, name: 'guanxi, keeping answers', args: ['keeping'] };

/** @param fingerprint Of the cursors that it makes. */
export const floor = (fingerprint: string): Definition => ({
  name: 'floor',
  script: here('contenders/floor.ts'),
  args: [fingerprint],
  execArgv: fromSource,
  request: (workload, n) => (workload.sql === null ? null : get(`/${workloads.indexOf(workload)}/${n}`)),
  // Byte for byte.
  values: (body) => body,
});
