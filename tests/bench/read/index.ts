/**
 * Reads over HTTP beside what is possible and beside others: `npm run bench -- --only read`, `read/list` for one workload; with `--peers`
 * those others are installed and measured too. Every answer is compared before it is timed.
 */
import { atLeast, type Measured, type Options, under } from '../measured.ts';
import { type Definition, floor, guanxi, type Running, start } from './contender.ts';
import type { Place } from './contenders/child.ts';
import { installedPeers } from './peers.ts';
import { generator, type Rate, rates } from './rounds.ts';
import { type Workload, workloads } from './workloads.ts';
import { openWorld } from './world.ts';

const CONNECTIONS = 16;
const ROUND_MS = 2_000;
const WARM_UP = 10_000;
/** Customers, where nothing else is asked for: the bounds are of this size. */
const CUSTOMERS = 20_000;

/** Of the floor's rate. */
const ofFloor: Readonly<Record<string, number>> = { record: 0.7, list: 0.85, 'list with pageInfo': 0.85 };
/** Times PostGraphile's rate, without row-level security. */
const ofPostGraphile: Readonly<Record<string, number>> = { list: 2.1, 'list with pageInfo': 1.6 };

export async function* read({ part, peers, reads, rounds }: Options): AsyncGenerator<Measured> {
  const size = reads ?? CUSTOMERS;
  const world = await openWorld(size);
  const load = generator();
  const running: Running[] = [];
  try {
    const { url: ownerUrl, applicationUrl: url, tenant, key } = world;
    const place: Place = { url, ownerUrl, tenant, key, customers: size, connections: CONNECTIONS, cursorSecret: 'bench' };
    const begin = async (definition: Definition): Promise<Running> => {
      const begun = await start(definition, place);
      running.push(begun);
      return begun;
    };
    const own = await begin(guanxi);
    await begin(floor(await fingerprintOf(own)));
    if (peers) for (const peer of await installedPeers()) await begin(peer);
    const p50 = new Map<string, number>();
    for (const workload of chosen(part)) {
      await compare(running, workload);
      const found = await rates(world, load, running, workload, {
        connections: CONNECTIONS,
        rounds,
        ms: ROUND_MS,
        warmUp: WARM_UP,
        size,
      });
      yield* judged(found);
      p50.set(workload.name, (found[0] as Rate).p50);
      if (workload.within) {
        const { of, times } = workload.within;
        yield under(`${workload.name}: latency of ${of}`, (p50.get(workload.name) ?? 0) / (p50.get(of) ?? 0), times, 'times');
      }
    }
  } finally {
    load.stop();
    for (const one of running) await one.stop();
    await world.close();
  }
}

/** One workload is measured with the other that it is compared with. */
function chosen(part: string | null): readonly Workload[] {
  const one = workloads.find(({ name }) => name === part);
  return part === null ? workloads : workloads.filter(({ name }) => name === part || name === one?.within?.of);
}

function* judged(found: readonly Rate[]): Generator<Measured> {
  const [own, ...others] = found as [Rate, ...Rate[]];
  yield { ...atLeast(`${own.workload}: guanxi`, own.rps, 0, '/s'), detail: told(own), rates: found };
  for (const other of others) {
    const bound =
      other.contender === 'floor'
        ? (ofFloor[own.workload] ?? 0)
        : other.contender === 'PostGraphile'
          ? (ofPostGraphile[own.workload] ?? 1)
          : 1;
    yield {
      ...atLeast(`${own.workload}: of ${other.contender}`, own.rps / other.rps, bound, 'times'),
      detail: `${other.rps}/s, ${told(other)}`,
    };
  }
}
const told = ({ p50, p99, statements, serverCpu, databaseCpu, spread }: Rate): string =>
  `p50 ${p50} ms, p99 ${p99} ms, ${statements} statements, ${serverCpu} + ${databaseCpu} µs CPU, spread ${spread}`;

async function answerOf(one: Running, request: string): Promise<string> {
  const [head = '', body = ''] = request.split('\r\n\r\n');
  const [line = '', ...lines] = head.split('\r\n');
  const [method = 'GET', path = '/'] = line.split(' ');
  const headers = Object.fromEntries(
    lines.map((l) => l.split(': ') as [string, string]).filter(([name]) => !/^(host|content-length)$/.test(name)),
  );
  const response = await fetch(`http://127.0.0.1:${one.port}${path}`, { method, headers, ...(body !== '' && { body }) });
  return response.text();
}

async function fingerprintOf(own: Running): Promise<string> {
  const workload = workloads.find(({ name }) => name === 'list with pageInfo') as Workload;
  const answer = JSON.parse(await answerOf(own, own.requests(workload)?.[0] as string));
  return String(answer.data.customers.pageInfo.endCursor).split('.')[0] as string;
}

/** What others answer, as values; the floor byte for byte. @throws where one answers otherwise, or the engine with errors */
async function compare([own, ...others]: readonly Running[], workload: Workload): Promise<void> {
  const asked = own?.requests(workload);
  if (!own || !asked) return;
  const answers = new Map<number, string>();
  for (const n of [0, 1, 7]) answers.set(n, await answerOf(own, asked[n] as string));
  for (const [, answer] of answers) if ('errors' in JSON.parse(answer)) throw new Error(`${workload.name}: ${answer.slice(0, 400)}`);
  for (const other of others) {
    const theirs = other.requests(workload);
    if (!theirs) continue;
    for (const [n, answer] of answers) {
      const answered = await answerOf(other, theirs[n] as string);
      const expected = other.name === 'floor' ? answer : withoutCursors(own.definition.values(answer));
      const found = other.definition.values(answered);
      if ((other.name === 'floor' ? found : withoutCursors(found)) !== expected)
        throw new Error(`${workload.name}: ${other.name} answers otherwise.\n${answer.slice(0, 400)}\n${answered.slice(0, 400)}`);
    }
  }
}

/** Whether there is a cursor is the same everywhere; how it is written is not. */
const withoutCursors = (values: unknown): string =>
  JSON.stringify(values, (key, value) => (key === 'endCursor' && typeof value === 'string' ? 'a cursor' : value));
