/** What is running, so that `close` can wait for it and nothing begins after it. */
import { GuanxiError } from '../errors.ts';

export interface Work {
  /** Runs it and counts it; ENGINE_CLOSED once the engine closes. */
  <T>(run: () => Promise<T>): Promise<T>;
  /** Refuses new work, and resolves when none is left. */
  finish(): Promise<void>;
}

export function createWork(): Work {
  const running = new Set<Promise<unknown>>();
  let closed = false;
  const work = <T>(run: () => Promise<T>): Promise<T> => {
    if (closed) return Promise.reject(new GuanxiError('ENGINE_CLOSED'));
    const task = run();
    running.add(task);
    const done = () => void running.delete(task);
    task.then(done, done);
    return task;
  };
  return Object.assign(work, {
    async finish() {
      closed = true;
      await Promise.allSettled([...running]);
    },
  });
}

// biome-ignore lint/suspicious/noExplicitAny: methods of whatever arguments
type Methods<T> = { readonly [K in keyof T]: (...args: any[]) => Promise<unknown> };

/** The same methods, each counted as work. */
export function tracked<T extends Methods<T>>(work: Work, methods: T): T {
  const wrapped = Object.entries<Methods<T>[keyof T]>(methods).map(([name, method]) => [
    name,
    (...args: unknown[]) => work(() => method(...args)),
  ]);
  return Object.fromEntries(wrapped) as T;
}
