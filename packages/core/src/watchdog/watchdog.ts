/** Ends a process whose event loop a plugin has blocked, and keeps a plugin that does so again and again from running. */
import { url as inspectorUrl } from 'node:inspector';
import { hostname } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { DatabaseOption } from '../database/index.ts';
import { becomePlanner } from '../database/roles.ts';
import { BEAT, cells, FIRST_PLACE, INSPECTED, onPlace } from '../model/entered.ts';
import type { Log } from '../read/scope.ts';
import { hangsFile, noteHang } from './hangs.ts';

/** The exit code of a process that was ended because of a plugin: whoever supervises it starts it again. */
export const BLOCKED_EXIT_CODE = 86;
export const defaultWatchdogMs = 10_000;

export interface Watched {
  readonly id: string;
  /** The folder of its migrations, which lies in its package. */
  readonly migrations: URL;
}

export interface Watchdog {
  stop(): Promise<void>;
}

/** Looks this often within the time that is allowed. */
const TICKS = 20;

/** @param core Never to blame: without it there is no engine. */
export function startWatchdog(o: {
  readonly ms: number;
  readonly plugins: readonly Watched[];
  readonly core: string;
  readonly database: DatabaseOption | undefined;
  readonly log: Log;
}): Watchdog {
  const tickMs = Math.max(10, Math.round(o.ms / TICKS));
  const worker = new Worker(new URL('./thread.js', import.meta.url), {
    execArgv: [],
    workerData: {
      cells,
      at: { beat: BEAT, inspected: INSPECTED, first: FIRST_PLACE },
      tickMs,
      ticks: TICKS,
      roots: o.plugins
        .filter(({ id }) => id !== o.core)
        .map(({ id, migrations }) => ({ plugin: id, root: new URL('../', migrations).href })),
      postgres: postgresOf(o.database),
      file: hangsFile(o.database),
      host: `${hostname()}:${process.pid}`,
      exitCode: BLOCKED_EXIT_CODE,
    },
  });
  worker.unref();
  worker.on('error', (error) => o.log.error('the watchdog has ended', { reason: String(error) }));
  const stopTelling = onPlace((place) => worker.postMessage(place));
  const beat = (): void => {
    Atomics.add(cells, BEAT, 1);
    // Whoever debugs holds the program for as long as they like.
    Atomics.store(cells, INSPECTED, inspectorUrl() === undefined ? 0 : 1);
  };
  beat();
  const heart = setInterval(beat, tickMs);
  heart.unref();
  return {
    async stop() {
      stopTelling();
      await worker.terminate();
      clearInterval(heart);
    },
  };
}

function postgresOf(option: DatabaseOption | undefined) {
  const url =
    typeof option === 'string' && option !== 'memory' ? option : typeof option === 'object' && 'url' in option ? option.url : null;
  return url === null ? null : { url, setup: becomePlanner.text, ...noteHang };
}
