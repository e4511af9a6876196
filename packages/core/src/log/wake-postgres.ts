/** Waking by LISTEN and NOTIFY. Its notifications are sent by themselves: inside writing transactions they would queue behind one lock. */
import type { Database, Listening } from '../database/port.ts';
import type { Wake } from './wake.ts';

const channel = 'guanxi_log';

/** On the embedded database there is nobody else to wake. */
export function postgresWake(database: () => Promise<Database>): Wake {
  let listening: Listening | null = null;
  return {
    async publish(position) {
      const db = await database();
      if (db.listen) await db.query({ text: 'select pg_notify($1, $2)', params: [channel, String(position)], prepare: true });
    },
    async listen(heard) {
      const db = await database();
      listening = (await db.listen?.(channel, heard)) ?? null;
    },
    async close() {
      await listening?.close();
      listening = null;
    },
  };
}
