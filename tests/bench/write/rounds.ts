/** Contenders measured side by side: in each round each of them does the same work, one after the other, and the medians are compared. */
import { median } from '../measured.ts';

export interface Contender {
  readonly name: string;
  /** Does one piece of the work; `n` is new each time. */
  run(n: number): Promise<unknown>;
}

const ROUNDS = 9;
const WARM_UP = 2;

/** Pieces a second of each, as the median of the rounds. */
export async function rates(
  contenders: readonly Contender[],
  o: { readonly at: number; readonly pieces: number },
): Promise<ReadonlyMap<string, number>> {
  const seen = new Map(contenders.map((c) => [c.name, [] as number[]]));
  let n = 0;
  for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
    // The order turns, so that none always runs after the same other.
    const turned = [...contenders.slice(round % contenders.length), ...contenders.slice(0, round % contenders.length)];
    for (const contender of turned) {
      let left = o.pieces;
      const began = performance.now();
      const worker = async (): Promise<void> => {
        for (; left > 0; ) {
          left -= 1;
          n += 1;
          await contender.run(n);
        }
      };
      await Promise.all(Array.from({ length: o.at }, worker));
      if (round >= WARM_UP) seen.get(contender.name)?.push(o.pieces / ((performance.now() - began) / 1_000));
    }
  }
  return new Map([...seen].map(([name, all]) => [name, median(all)]));
}
