/** What a database needs now and then while somebody works on it: events and lines of audit and access log past their retention go. */
import { type Retained, retain, retainAudit } from '../log/index.ts';
import type { EngineKernel } from './kernel.ts';

export interface Upkeep {
  /** Does it every hour, from now on. */
  start(): void;
  /** Does it once. */
  run(): Promise<Retained>;
  stop(): Promise<void>;
}

const EVERY_MS = 60 * 60_000;
/** How long audit and access log are kept: two years. */
const AUDIT_DAYS = 730;

/** @param keepDays How long events are kept where a tenant sets nothing. */
export function createUpkeep(kernel: EngineKernel, keepDays: number): Upkeep {
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<unknown> = Promise.resolve();
  const run = async (): Promise<Retained> => {
    const [database, now] = [await kernel.database(), kernel.clock.now()];
    await retainAudit(database, { keepDays: AUDIT_DAYS, now });
    return retain(database, { keepDays, now });
  };
  const turn = (): void => {
    running = run().catch((error: unknown) =>
      kernel.log.warn('events past their retention could not be removed', { reason: String(error) }),
    );
  };
  return {
    start() {
      if (timer) return;
      timer = setInterval(turn, EVERY_MS);
      timer.unref();
      turn();
    },
    run,
    async stop() {
      if (timer) clearInterval(timer);
      await running;
    },
  };
}
