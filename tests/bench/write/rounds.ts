/** Contenders measured side by side: in each round each of them does the same work, one after the other, and the medians are compared. */
import { median } from '../measured.ts';
import type { Cpu } from './cpu.ts';

export interface Contender {
  readonly name: string;
  /** Does that many pieces of work, `at` of them at a time; `first` and those after it are numbers that are new each time. */
  round(o: { readonly pieces: number; readonly at: number; readonly first: number }): Promise<unknown>;
}

export interface Rate {
  /** Pieces a second. */
  readonly rate: number;
  /** Milliseconds of CPU a piece. */
  readonly node: number;
  readonly database: number | null;
}

const ROUNDS = 9;
const WARM_UP = 2;

/** Work in this process, `at` pieces at a time. */
export const here = (name: string, run: (n: number) => Promise<unknown>): Contender => ({
  name,
  async round({ pieces, at, first }) {
    let n = first;
    const worker = async (): Promise<void> => {
      for (; n < first + pieces; ) {
        n += 1;
        await run(n);
      }
    };
    await Promise.all(Array.from({ length: at }, worker));
  },
});

/** Of each, the median of the rounds. */
export async function rates(
  contenders: readonly Contender[],
  o: { readonly at: number; readonly pieces: number; readonly cpu?: Cpu },
): Promise<ReadonlyMap<string, Rate>> {
  const seen = new Map(contenders.map((c) => [c.name, [] as Rate[]]));
  let first = 0;
  for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
    // The order turns, so that none always runs after the same other.
    const turned = [...contenders.slice(round % contenders.length), ...contenders.slice(0, round % contenders.length)];
    for (const contender of turned) {
      const used = o.cpu?.();
      const began = performance.now();
      await contender.round({ pieces: o.pieces, at: o.at, first });
      const rate = o.pieces / ((performance.now() - began) / 1_000);
      const now = o.cpu?.();
      first += o.pieces;
      if (round < WARM_UP) continue;
      seen.get(contender.name)?.push({
        rate,
        node: now && used ? (now.node - used.node) / o.pieces : 0,
        database: now?.database && used?.database ? (now.database - used.database) / o.pieces : null,
      });
    }
  }
  return new Map([...seen].map(([name, all]) => [name, medianOf(all)]));
}

function medianOf(all: readonly Rate[]): Rate {
  const known = all.flatMap(({ database }) => database ?? []);
  return {
    rate: median(all.map((r) => r.rate)),
    node: median(all.map((r) => r.node)),
    database: known.length > 0 ? median(known) : null,
  };
}

/** Such as `1565/s, 0.60 + 0.72 ms of CPU`: of this process, and of the database. */
export function told(found: Rate | undefined): string {
  if (!found) return 'not measured';
  const cpu = found.node === 0 ? '' : `, ${found.node.toFixed(2)}${found.database === null ? '' : ` + ${found.database.toFixed(2)}`} ms`;
  return `${Math.round(found.rate)}/s${cpu}`;
}
