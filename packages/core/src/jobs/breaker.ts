/**
 * A plugin of which a hook keeps failing is left alone for a while: what it calls is down, and trying each of its jobs would only use up
 * their attempts. After the pause one is tried; it decides whether the others follow.
 */
export interface Breaker {
  failed(plugin: string, hook: string): void;
  succeeded(plugin: string, hook: string): void;
  /** Plugins of which nothing may be begun: `running` says how many hooks of one are under way. */
  resting(running: (plugin: string) => number): readonly string[];
  /** Plugins of which one is to be tried. */
  trying(): readonly string[];
}

export interface BreakerOptions {
  /** In a row, of one hook: that another of the plugin's does well says nothing of it. */
  readonly failures: number;
  readonly pauseMs: number;
  readonly maxPauseMs: number;
  /** Milliseconds of a clock that does not jump. */
  readonly now: () => number;
  readonly opened: (plugin: string, hook: string, pauseMs: number) => void;
}

interface Circuit {
  readonly pauseMs: number;
  readonly until: number;
}

export function createBreaker(o: BreakerOptions): Breaker {
  const failures = new Map<string, number>();
  const open = new Map<string, Circuit>();
  const plugins = (which: (circuit: Circuit, plugin: string) => boolean): readonly string[] =>
    [...open].flatMap(([plugin, circuit]) => (which(circuit, plugin) ? [plugin] : []));
  return {
    failed(plugin, hook) {
      const count = (failures.get(`${plugin} ${hook}`) ?? 0) + 1;
      failures.set(`${plugin} ${hook}`, count);
      const before = open.get(plugin);
      // What was under way when it opened says nothing new.
      if (count < o.failures || (before && o.now() < before.until)) return;
      const pauseMs = before ? Math.min(o.maxPauseMs, before.pauseMs * 2) : o.pauseMs;
      open.set(plugin, { pauseMs, until: o.now() + pauseMs });
      o.opened(plugin, hook, pauseMs);
    },
    succeeded(plugin, hook) {
      failures.delete(`${plugin} ${hook}`);
      open.delete(plugin);
    },
    resting: (running) => plugins(({ until }, plugin) => o.now() < until || running(plugin) > 0),
    trying: () => plugins(({ until }) => o.now() >= until),
  };
}
