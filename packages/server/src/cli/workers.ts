/**
 * Several server processes behind one port, and the one that looks after them: where one ends by itself it begins another, on SIGHUP it replaces
 * all of them one after another, and it ends with them. Node hands new connections to the workers in turn.
 */
import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { asked } from '../asked.ts';
import { type ExitCode, exit } from './command.ts';
import type { Output } from './output.ts';

/** One worker, from its fork to its end. */
interface Life {
  readonly worker: Worker;
  readonly since: number;
  /** Where it listens, once it does; rejects where it ends instead. */
  readonly listening: Promise<string>;
  /** How it ended: its exit status or signal. */
  readonly exited: Promise<string>;
}
/** What one worker leaves and the next takes. */
interface Place {
  life: Life;
}

/** A worker that ends sooner than this after its start is not begun again at once. */
const soonMs = 10_000;
const shortestPauseMs = 500;
const longestPauseMs = 30_000;

/** The channel to the supervisor would keep a worker alive that has nothing left to do. */
export const endByItself = (): void => process.channel?.unref();

/** A worker says where it listens; to be called in each. */
export const tellSupervisor = (url: string): void => void process.send?.({ url });

/** Each worker is this program with the same arguments, where `cluster.isPrimary` is false. Resolves when all have ended. */
export async function superviseWorkers(count: number, out: Output): Promise<ExitCode> {
  const lives = new Set<Life>();
  let isEnding = false;
  const ending = asked('SIGINT', 'SIGTERM').then(() => {
    isEnding = true;
    for (const { worker } of lives) worker.process.kill('SIGTERM');
  });

  function begin(): Life {
    const worker = cluster.fork();
    const exited = once(worker, 'exit').then(([code, signal]) => String(signal ?? code));
    const told = once(worker, 'message').then(([{ url }]) => String(url));
    const failed = exited.then((how) => Promise.reject(new Error(`it ended (${how}) before it listened`)));
    const listening = Promise.race([told, failed]);
    for (const promise of [told, failed, listening]) promise.catch(() => undefined);
    const life = { worker, since: performance.now(), listening, exited };
    lives.add(life);
    void exited.then(() => lives.delete(life));
    return life;
  }

  /** Begins another life in a place whenever one ended that was not told to. */
  async function keep(place: Place): Promise<void> {
    for (let pauseMs = 0; ; ) {
      const { life } = place;
      const how = await life.exited;
      if (isEnding) return;
      if (place.life !== life) continue;
      const lasted = performance.now() - life.since > soonMs;
      pauseMs = lasted ? 0 : Math.min(longestPauseMs, Math.max(shortestPauseMs, 2 * pauseMs));
      out.note(`A worker ended (${how}); another begins${pauseMs > 0 ? ` in ${pauseMs} ms` : ''}.`);
      await Promise.race([pause(pauseMs), ending]);
      if (isEnding) return;
      place.life = begin();
    }
  }

  /** One after another, each once the next one listens: there are never fewer of them. */
  async function replace(places: readonly Place[]): Promise<void> {
    for (const place of places) {
      const next = begin();
      await next.listening;
      const { worker, exited } = place.life;
      place.life = next;
      worker.process.kill('SIGTERM');
      await exited;
    }
    out.note(`${places.length} workers were replaced.`);
  }

  const first = begin();
  let url: string;
  try {
    url = await first.listening;
  } catch {
    // It has said itself why.
    return isEnding ? exit.ok : exit.failed;
  }
  const places = [first, ...Array.from({ length: count - 1 }, begin)].map((life): Place => ({ life }));
  const kept = Promise.all(places.map(keep));
  await Promise.race([Promise.all(places.map(({ life }) => life.listening)), ending]);
  out.answer({ url, workers: count }, url);

  let replacing: Promise<void> = Promise.resolve();
  process.on('SIGHUP', () => {
    replacing = replacing
      .then(() => replace(places))
      .catch((error: unknown) => out.note(`The workers were not all replaced: ${error instanceof Error ? error.message : String(error)}.`));
  });
  await Promise.all([ending, kept]);
  await replacing;
  await Promise.all([...lives].map(({ exited }) => exited));
  return exit.ok;
}
