/**
 * Many sockets with a live query each. Names are the instants at which they were written, so that what arrives says itself how late it is.
 * `begin` starts the counting; `tell` is answered with what has arrived.
 */
import { type Asked, subscribeAll } from '../sockets.ts';

export interface Wanted {
  readonly url: string;
  readonly asked: readonly Asked[];
}
export interface Arrived {
  /** Of each socket the newest name that it has seen; −1 before its first answer. */
  readonly newest: readonly number[];
  /** Milliseconds from the command to here, of every answer since `begin`. */
  readonly late: readonly number[];
}

let newest: number[] = [];
let late: number[] = [];

process.on('message', (message: Wanted | 'begin' | 'tell') => {
  if (message === 'begin') late = [];
  else if (message === 'tell') process.send?.({ newest, late } satisfies Arrived);
  else void run(message);
});

async function run({ url, asked }: Wanted): Promise<void> {
  newest = asked.map(() => -1);
  await subscribeAll(url, asked, (text, n) => {
    const names = [...text.matchAll(/"(\d{13})"/g)].map(([, name]) => Number(name));
    const seen = Math.max(0, ...names);
    late.push(Date.now() - seen);
    newest[n] = Math.max(newest[n] as number, seen);
  });
}
