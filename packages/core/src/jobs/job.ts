/** A job as its worker has it: the row, and the mark by which it is this worker's. */
import type { ResultRow } from '../database/port.ts';

export interface Job {
  readonly tenant: string;
  readonly id: string;
  readonly kind: string;
  readonly plugin: string;
  /** The event of a hook, the command of a timer, the name of a cron job or operation. */
  readonly name: string;
  readonly key: string | null;
  readonly runAt: Date;
  readonly input: unknown;
  readonly causation: string | null;
  readonly chain: readonly string[];
  /** How often it was tried before. */
  readonly attempts: number;
  /** The lease: another worker's, or a later one of the same, has another. */
  readonly lease: string;
}

export const jobColumns =
  'j.tenant_id, j.id, j.kind, j.plugin, j.name, j.key, j.run_at, j.input, j.causation, j.chain, j.attempts, j.leased_by';

export const jobOf = (row: ResultRow): Job => ({
  tenant: String(row['tenant_id']),
  id: String(row['id']),
  kind: String(row['kind']),
  plugin: String(row['plugin']),
  name: String(row['name']),
  key: row['key'] as string | null,
  runAt: new Date(String(row['run_at'])),
  input: JSON.parse(String(row['input'])),
  causation: row['causation'] as string | null,
  chain: JSON.parse(String(row['chain'])),
  attempts: Number(row['attempts']),
  lease: String(row['leased_by']),
});
