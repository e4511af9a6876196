/** Long work in JavaScript lets the program's other work have its turn now and then: its timers and sockets are in the same thread. */
import { setImmediate as turn } from 'node:timers/promises';

const at = 15;

/** Call it between steps: once some milliseconds have passed it waits for a turn of the event loop, else it does nothing. */
export function breather(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < at) return undefined;
    return turn().then(() => {
      since = performance.now();
    });
  };
}
