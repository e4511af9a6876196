/**
 * Answers that are kept, over HTTP: how fast one is served that nothing newer exists for, beside the floor of reads, and what is left of that
 * while the same tenant is written to, 10 and 100 times a second. A benchmark that only reads flatters a cache.
 */
import { atLeast, type Measured, type Options } from '../measured.ts';
import { type Definition, floor, guanxi, keeping, type Running, start } from '../read/contender.ts';
import type { Place } from '../read/contenders/child.ts';
import { generator, type Rate, rates } from '../read/rounds.ts';
import { type Workload, workloads } from '../read/workloads.ts';
import { openWorld } from '../read/world.ts';
import { createWriter } from './writer.ts';

const CONNECTIONS = 16;
const ROUND_MS = 2_000;
const WARM_UP = 5_000;
const CUSTOMERS = 20_000;
const WRITES = [0, 10, 100];
const WRITTEN_MS = 3_000;
const OF_FLOOR = 5;
/** Where everything changes all the time, keeping answers must not cost more than this leaves. */
const OF_READING = 0.85;

export async function* cache({ reads, rounds }: Options): AsyncGenerator<Measured> {
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
    const [kept, read] = [await begin(keeping), await begin(guanxi)];
    await begin(floor(''));
    const list = workloads.find(({ name }) => name === 'list') as Workload;
    const found = await rates(world, load, running, list, { connections: CONNECTIONS, rounds, ms: ROUND_MS, warmUp: WARM_UP, size });
    const [own, , least] = found as [Rate, Rate, Rate];
    yield {
      ...atLeast('list, kept and validated: of the floor', own.rps / least.rps, OF_FLOOR, 'times'),
      detail: found.map((r) => `${r.contender} ${r.rps}/s, p99 ${r.p99} ms, ${r.serverCpu} + ${r.databaseCpu} µs CPU`).join('; '),
      rates: found,
    };

    const record = workloads.find(({ name }) => name === 'record') as Workload;
    const ids = Array.from({ length: 64 }, (_, n) => String(record.variables(n, place)['id']));
    const writer = await createWriter(world, ids);
    const requests = kept.requests(list) ?? [];
    for (const perSecond of WRITES) {
      const rps: number[][] = [[], []];
      let hits = 0;
      let asked = 0;
      let written = 0;
      for (let round = 0; round < rounds; round += 1)
        for (const [i, one] of [kept, read].entries()) {
          const before = (await one.usage()).kept;
          const writes = writer.begin(one.port, perSecond);
          const loaded = await load.run(one.port, requests, CONNECTIONS, WRITTEN_MS);
          written += await writes.stop();
          const after = (await one.usage()).kept;
          rps[i]?.push(loaded.count / (loaded.ms / 1_000));
          if (!before || !after) continue;
          hits += after.hits - before.hits;
          asked += loaded.count;
        }
      const [keepingAll, readingAll] = rps.map((all) => all.reduce((a, b) => a + b, 0) / all.length) as [number, number];
      const per = `${perSecond} writes a second of the same tenant`;
      const seen = `${Math.round(keepingAll)}/s keeping, ${Math.round(readingAll)}/s reading, ${written} written`;
      yield { ...atLeast(`list, ${per}: served from memory`, (100 * hits) / asked, 0, '%'), detail: seen };
      yield atLeast(`list, ${per}: keeping answers, of reading each`, keepingAll / readingAll, OF_READING, 'times');
    }
  } finally {
    load.stop();
    for (const one of running) await one.stop();
    await world.close();
  }
}
