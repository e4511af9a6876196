/**
 * Reads over HTTP beside what is possible and beside others: `npm run bench -- --only read`, `read/list` for one workload; with `--peers`
 * those others are installed and measured too. Every answer is compared before it is timed.
 */
import { atLeast, type Measured, type Options, under } from '../measured.ts';
import { type Definition, floor, guanxi, type Running, start } from './contender.ts';
import { compare, fingerprintOf } from './compare.ts';
import type { Place } from './contenders/child.ts';
import { installedPeers } from './peers.ts';
import { generator, type Rate, rates } from './rounds.ts';
import { statementTimes } from './statements.ts';
import { type Workload, workloads } from './workloads.ts';
import { openWorld } from './world.ts';

const CONNECTIONS = 16;
const ROUND_MS = 2_000;
const WARM_UP = 10_000;
/** For each of as many turns as there are rounds, of one connection. */
const TURN_MS = 500;
/** The floor's statement takes at most so many times what the engine's takes, or it would be none. */
const OF_STATEMENT = 1.05;
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
  const alone: Running[] = [];
  try {
    const { url: ownerUrl, applicationUrl: url, tenant, key } = world;
    const place: Place = { url, ownerUrl, tenant, key, customers: size, connections: CONNECTIONS, cursorSecret: 'bench' };
    const begin = async (definition: Definition): Promise<Running> => {
      const begun = await start(definition, place);
      running.push(begun);
      return begun;
    };
    const own = await begin(guanxi);
    const bare = floor(await fingerprintOf(own));
    await begin(bare);
    // Of idle connections each driver takes another: by one alone both find the database's process as warm.
    for (const definition of [guanxi, bare]) alone.push(await start(definition, { ...place, connections: 1 }));
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
      if (workload.sql) {
        const [ours = 0, its = 0] = await statementTimes(world, load, alone, workload, { turns: rounds, ms: TURN_MS });
        const detail = `${its.toFixed(3)} of ${ours.toFixed(3)} ms`;
        yield { ...under(`${workload.name}: floor's statement, of guanxi's`, its / ours, OF_STATEMENT, 'times'), detail };
      }
      p50.set(workload.name, (found[0] as Rate).p50);
      if (workload.within) {
        const { of, times } = workload.within;
        yield under(`${workload.name}: latency of ${of}`, (p50.get(workload.name) ?? 0) / (p50.get(of) ?? 0), times, 'times');
      }
    }
  } finally {
    load.stop();
    for (const one of [...running, ...alone]) await one.stop();
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
    if (other.contender === 'floor') yield atLeast(`${own.workload}: floor's server keeps busy`, cores(other), 0, 'cores');
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
/** How much of a core its server kept busy: a whole one is its limit, less says that the database or the load generator was. */
const cores = ({ serverCpu, rps }: Rate): number => (serverCpu * rps) / 1e6;
const told = ({ p50, p99, statements, serverCpu, databaseCpu, spread }: Rate): string =>
  `p50 ${p50} ms, p99 ${p99} ms, ${statements} statements, ${serverCpu} + ${databaseCpu} µs CPU, spread ${spread}`;
