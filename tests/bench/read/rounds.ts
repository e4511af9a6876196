/** Contenders measured in interleaved rounds: in each round each is asked for the same time, one after the other, and the order turns. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { median } from '../measured.ts';
import type { Running } from './contender.ts';
import type { Loaded } from './load.ts';
import { callsIn } from './statements.ts';
import type { Workload } from './workloads.ts';
import type { World } from './world.ts';

/** As the issue of the bench has it; times in milliseconds, rates in requests a second, memory in bytes. */
export interface Rate {
  readonly workload: string;
  readonly contender: string;
  /** Customers. */
  readonly size: number;
  readonly rounds: number;
  readonly connections: number;
  readonly rps: number;
  readonly p50: number;
  readonly p99: number;
  /** A request. */
  readonly statements: number;
  readonly rss: number;
  /** Of the rounds: (the fastest − the slowest) / median. */
  readonly spread: number;
  /** Microseconds a request, of the server's process and of the database's. */
  readonly serverCpu: number;
  readonly databaseCpu: number;
}

export interface RoundsOptions {
  readonly connections: number;
  readonly rounds: number;
  readonly ms: number;
  /** Requests before anything counts: code that has just begun is not what runs in production. */
  readonly warmUp: number;
  readonly size: number;
}

export interface Generator {
  run(port: number, requests: readonly string[], connections: number, ms: number): Promise<Loaded>;
  stop(): void;
}

export function generator(): Generator {
  const child = fork(new URL('load.ts', import.meta.url).pathname, [], { execArgv: ['--import', 'tsx'] });
  return {
    async run(port, requests, connections, ms) {
      const answered = once(child, 'message');
      child.send({ port, requests, connections, ms });
      const [loaded] = (await answered) as [Loaded | { readonly failed: string }];
      if ('failed' in loaded) throw new Error(loaded.failed);
      if (loaded.refused > 0) throw new Error(`${loaded.refused} of ${loaded.count} requests were refused`);
      return loaded;
    },
    stop: () => void child.kill(),
  };
}

interface Round {
  readonly rps: number;
  readonly p50: number;
  readonly p99: number;
  readonly serverCpu: number;
  readonly databaseCpu: number;
}

export async function rates(
  world: World,
  load: Generator,
  contenders: readonly Running[],
  workload: Workload,
  o: RoundsOptions,
): Promise<readonly Rate[]> {
  const able = contenders.flatMap((c) => {
    const requests = c.requests(workload);
    return requests ? [{ c, requests, rounds: [] as Round[], statements: 0, rss: 0 }] : [];
  });
  for (const { c, requests } of able) {
    for (let done = 0, slow = 0; done < o.warmUp && slow < 20; slow += 1)
      done += (await load.run(c.port, requests, o.connections, 1_000)).count;
  }
  for (let round = 0; round < o.rounds; round += 1) {
    const from = round % able.length;
    for (const one of [...able.slice(from), ...able.slice(0, from)]) {
      const [before, database, calls] = [await one.c.usage(), databaseCpu(world), await callsIn(world)];
      const loaded = await load.run(one.c.port, one.requests, o.connections, o.ms);
      const after = await one.c.usage();
      one.statements = ((await callsIn(world)) - calls) / loaded.count;
      one.rss = after.rssBytes;
      one.rounds.push({
        rps: loaded.count / (loaded.ms / 1_000),
        p50: loaded.p50,
        p99: loaded.p99,
        serverCpu: ((after.cpuSeconds - before.cpuSeconds) / loaded.count) * 1e6,
        databaseCpu: ((databaseCpu(world) - database) / loaded.count) * 1e6,
      });
    }
  }
  return able.map(({ c, rounds, statements, rss }) => {
    const of = (part: keyof Round): number => median(rounds.map((r) => r[part]));
    const all = rounds.map((r) => r.rps);
    return {
      workload: workload.name,
      contender: c.name,
      size: o.size,
      rounds: o.rounds,
      connections: o.connections,
      rps: Math.round(of('rps')),
      p50: Math.round(of('p50') * 100) / 100,
      p99: Math.round(of('p99') * 100) / 100,
      statements: Math.round(statements * 100) / 100,
      rss,
      spread: Math.round(((Math.max(...all) - Math.min(...all)) / of('rps')) * 100) / 100,
      serverCpu: Math.round(of('serverCpu')),
      databaseCpu: Math.round(of('databaseCpu')),
    };
  });
}

const ticksPerSecond = 100;

/** Seconds that all processes of the database's server have used, those that have ended among them; where the system does not tell, nought. */
function databaseCpu({ serverPid }: World): number {
  // What its ended children used, the server has in its own line.
  const server = statOf(serverPid);
  let ticks = server === null ? 0 : Number(server[13]) + Number(server[14]);
  try {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const fields = statOf(pid);
      if (fields !== null && Number(fields[1]) === serverPid) ticks += Number(fields[11]) + Number(fields[12]);
    }
  } catch {
    return 0;
  }
  return ticks / ticksPerSecond;
}

/** The fields behind the program's name; null for a process that has just ended. */
export function statOf(pid: string | number): readonly string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}
