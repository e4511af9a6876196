/** What the database says of the statements that it was sent, by pg_stat_statements. */
import { median } from '../measured.ts';
import type { Running } from './contender.ts';
import type { Generator } from './rounds.ts';
import type { Workload } from './workloads.ts';
import type { World } from './world.ts';

interface Seen {
  readonly calls: number;
  /** Milliseconds, of all calls. */
  readonly took: number;
}

/** Statements that read, but those that ask for this; each user's for itself. */
async function seen({ owner }: World): Promise<ReadonlyMap<string, Seen>> {
  const { rows } = await owner.query<{ id: string; calls: number; took: number }>({
    text: `select userid || '/' || queryid as id, calls::float8 as calls, total_exec_time as took from pg_stat_statements
           where query not like '%pg_stat_statements%' and query ~* '^\\s*(select|with)'`,
  });
  return new Map(rows.map(({ id, calls, took }) => [id, { calls, took }]));
}

export async function callsIn(world: World): Promise<number> {
  return [...(await seen(world)).values()].reduce((sum, { calls }) => sum + calls, 0);
}

/** Milliseconds that a call of the statement took on average in which most of the time was spent while `run` ran. */
async function meanOfHeaviest(world: World, run: () => Promise<unknown>): Promise<number> {
  const before = await seen(world);
  await run();
  const spent = [...(await seen(world))].map(([id, { calls, took }]) => {
    const earlier = before.get(id) ?? { calls: 0, took: 0 };
    return { calls: calls - earlier.calls, took: took - earlier.took };
  });
  const heaviest = spent.reduce((a, b) => (b.took > a.took ? b : a));
  return heaviest.took / heaviest.calls;
}

export interface TurnsOptions {
  readonly turns: number;
  readonly ms: number;
}

/**
 * The mean execution time of the statement by which each contender answers, in milliseconds, as the median of several turns. One connection
 * asks: a statement that shares its processor with others is told to take longer, and more so the faster its contender is.
 */
export async function statementTimes(
  world: World,
  load: Generator,
  contenders: readonly Running[],
  workload: Workload,
  { turns, ms }: TurnsOptions,
): Promise<readonly number[]> {
  const means = contenders.map((): number[] => []);
  for (let turn = 0; turn < turns; turn += 1)
    for (const [i, contender] of contenders.entries()) {
      const requests = contender.requests(workload) ?? [];
      means[i]?.push(await meanOfHeaviest(world, () => load.run(contender.port, requests, 1, ms)));
    }
  return means.map(median);
}
