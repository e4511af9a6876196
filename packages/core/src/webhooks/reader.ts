/** The reader of the log that webhooks have: one for all instances, a turn at a time. */
import type { Statement } from '../database/port.ts';
import { sqlNow } from '../jobs/due.ts';
import type { Kernel } from '../write/kernel.ts';
import { queueHeld, queueReplays } from './catch-up.ts';
import { beginReading, queueNews } from './queue.ts';

export interface WebhookReader {
  /** Queues what is new and what is behind. @returns whether there was anything */
  read(): Promise<boolean>;
  /** The same, when it suits: a wake-up during it makes another. */
  wake(): void;
  /** Begins nothing more, and waits for what runs. */
  stop(): Promise<void>;
}

const opening: readonly Statement[] = [{ text: beginReading, prepare: true }];

export function createWebhookReader(kernel: Kernel): WebhookReader {
  let reading: Promise<boolean> | null = null;
  let again = false;
  let isStopping = false;

  /** Some of what is new, and of what is behind. @returns whether there may be more to queue at once */
  async function turn(): Promise<boolean> {
    const database = await kernel.database();
    const now = sqlNow(kernel.clock);
    const statements = [queueNews, queueHeld, queueReplays].map((of) => ({ text: of(now), prepare: now === 'now()' }));
    const { closing } = await database.transaction((tx) => tx.commit(statements), { opening, plans: 'kept', priority: 'worker' });
    const [news, ...behind] = closing.map(({ rows: [row] }) => row);
    const queued = [news, ...behind].reduce((sum, row) => sum + Number(row?.['queued'] ?? 0), 0);
    if (queued > 0) kernel.committed();
    return (news?.['position'] ?? null) !== null || behind.some((row) => Number(row?.['advanced'] ?? 0) > 0);
  }

  async function read(): Promise<boolean> {
    for (let any = false; ; any = true) if (isStopping || !(await turn())) return any;
  }

  function wake(): void {
    if (reading !== null) {
      again = true;
      return;
    }
    again = false;
    reading = read()
      .catch((error: unknown) => {
        kernel.log.warn('the log could not be read for webhooks; it is tried again', { reason: String(error) });
        return false;
      })
      .finally(() => {
        reading = null;
        if (again && !isStopping) wake();
      });
  }

  return {
    read,
    wake,
    async stop() {
      isStopping = true;
      await reading;
    },
  };
}
