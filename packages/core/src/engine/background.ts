/** What an engine does without being asked: it sequences the log and works off jobs, in the background or once. */
import { createWorker, type WorkerOptions, type WorkReport } from '../jobs/index.ts';
import { createWebhookReader, webhooks } from '../webhooks/index.ts';
import type { EngineKernel } from './kernel.ts';
import type { Upkeep } from './upkeep.ts';

export interface StartOptions {
  /** False: jobs are left to other instances, such as `guanxi work`. Default true. */
  readonly work?: boolean;
}

export interface Background {
  /** Works in the background until the engine is closed. Called again, it changes nothing. */
  start(o?: StartOptions): void;
  /** Sequences the log and does everything due, until nothing is. For tests, scripts, and programs that run now and then. */
  workOff(): Promise<WorkReport>;
  /** Begins nothing more, and waits for what runs. */
  stop(): Promise<void>;
}

export function createBackground(kernel: EngineKernel, upkeep: Upkeep, options: Partial<WorkerOptions> = {}): Background {
  const worker = createWorker(kernel, options, [webhooks]);
  const webhookReader = createWebhookReader(kernel);
  let isWorking = false;
  kernel.onCommitted((jobs) => {
    if (jobs) worker.wake();
  });
  kernel.feed.onTurn(() => {
    if (isWorking) webhookReader.wake();
  });
  return {
    start({ work = true } = {}) {
      kernel.feed.start();
      isWorking ||= work;
      if (!work) return;
      worker.start();
      upkeep.start();
    },
    async workOff() {
      const report = { done: 0, failed: 0, dead: 0, lost: 0 };
      for (;;) {
        await kernel.feed.settle();
        const hasQueued = await webhookReader.read();
        const begun = await worker.runDue();
        for (const key of Object.keys(report) as (keyof WorkReport)[]) report[key] += begun[key];
        if (!hasQueued && Object.values(begun).every((count) => count === 0)) return report;
      }
    },
    async stop() {
      await Promise.all([worker.stop(), webhookReader.stop(), upkeep.stop()]);
    },
  };
}
