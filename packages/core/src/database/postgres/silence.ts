/**
 * A network may be cut without anybody being told. But a server that owes an answer says something within the time limit of a statement: it
 * ends those that take longer. One timer for a connection, and not one for each statement.
 */

/** How long a timer is at most: behind a statement without a limit another may come that has one. */
const LONGEST_LOOK_MS = 60_000;

export function createSilence(silentMs: number, waiting: ReadonlyMap<unknown, number>, tooLong: (ms: number) => void) {
  let since = 0;
  let timer: NodeJS.Timeout | null = null;
  const patience = (): number => {
    const limits = [...waiting.values()];
    return limits.includes(0) ? Number.POSITIVE_INFINITY : Math.max(...limits) + silentMs;
  };

  function look(): void {
    timer = null;
    if (waiting.size === 0) return;
    const silent = performance.now() - since;
    if (silent >= patience()) tooLong(Math.round(silent));
    else watch(patience() - silent);
  }

  function watch(ms: number): void {
    timer = setTimeout(look, Math.min(Math.ceil(ms), LONGEST_LOOK_MS));
    timer.unref();
  }

  return {
    begun() {
      if (waiting.size === 1) since = performance.now();
      if (timer === null) watch(patience());
    },
    heard() {
      since = performance.now();
    },
  };
}
