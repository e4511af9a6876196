/**
 * The sequencer: moves what was committed from the inbox into the log and gives each line its position. Any instance does it, one at a time:
 * the row of `log_head` is the lock.
 *
 * Lines are taken in the order of their inbox numbers, among those that are committed. A transaction that took its number first and commits
 * last is simply numbered later: nothing is lost, whoever stays open. Two changes of one record cannot change places, since the second took
 * its number while it held the record's lock, after the first had committed.
 */
import type { Database, Statement } from '../database/port.ts';
import { headIn, type LogHead, lockHead, renewEpoch } from './head.ts';
import { makePartition, PARTITION_SIZE, partitionStart, partitionsEnd } from './partitions.ts';

/** Lines moved by one statement. */
const BATCH = 5_000;

const columns = 'id, type, version, subject_type, subject_id, data, actor, command, causation, chain, occurred_at';

const move: Statement = {
  text: `with taken as (
      delete from crm.event_inbox where ctid = any(array(select ctid from crm.event_inbox order by seq limit ${BATCH})) returning *
    ), moved as (
      insert into crm.event (tenant_id, position, ${columns})
      select tenant_id, (select position from crm.log_head) + row_number() over (order by seq), ${columns} from taken
      returning position
    )
    update crm.log_head set position = (select max(position) from moved) where exists (select from moved) returning position`,
  prepare: true,
};

export interface Sequenced {
  readonly head: LogHead;
  /** Whether anything was moved. */
  readonly moved: boolean;
}

export type Sequence = () => Promise<Sequenced>;

/** @example const { head } = await createSequencer(database)(); */
export function createSequencer(database: () => Promise<Database>): Sequence {
  /** Up to where partitions are known to be there. */
  let until = 0;

  async function batch(): Promise<Sequenced & { readonly isFull: boolean }> {
    return (await database()).transaction(
      async (tx, [locked]) => {
        const { head, isMoved } = headIn(locked ?? { rows: [], affected: 0 });
        if (head.position + PARTITION_SIZE / 2 >= until) until = await partitionsEnd(tx);
        if (head.position + PARTITION_SIZE / 2 >= until) {
          const from = partitionStart(until);
          await tx.flight(makePartition(from));
          until = from + PARTITION_SIZE;
        }
        const { closing } = await tx.commit([...(isMoved ? [renewEpoch] : []), move]);
        const epoch = isMoved ? String(closing[0]?.rows[0]?.['epoch']) : head.epoch;
        const moved = closing.at(-1)?.rows[0];
        const position = moved ? Number(moved['position']) : head.position;
        return { head: { epoch, position }, moved: moved !== undefined, isFull: position - head.position >= BATCH };
      },
      { opening: [lockHead], plans: 'kept', priority: 'interactive' },
    );
  }

  return async () => {
    for (let any = false; ; ) {
      const { head, moved, isFull } = await batch();
      any ||= moved;
      if (!isFull) return { head, moved: any };
    }
  };
}
