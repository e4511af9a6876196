/** Many sockets with a subscription each. Tells its parent, for each event, when it arrived at each. */
import { subscribeAll } from '../sockets.ts';

interface Wanted {
  readonly url: string;
  readonly query: string;
  readonly variables: object;
  readonly sockets: number;
}

process.once('message', (wanted: Wanted) => void run(wanted));

async function run({ url, query, variables, sockets }: Wanted): Promise<void> {
  let arrivals: number[] = [];
  await subscribeAll(
    url,
    Array.from({ length: sockets }, () => ({ query, variables })),
    () => {
      arrivals.push(Date.now());
      if (arrivals.length < sockets) return;
      process.send?.(arrivals);
      arrivals = [];
    },
  );
}
