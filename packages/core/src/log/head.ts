/**
 * Where the log stands. Positions mean something within one epoch only: a database that was restored, or promoted with the tail of its log
 * missing, gives positions a second time, and says so by a new epoch.
 */
import type { Database, Result, Statement } from '../database/port.ts';

export interface LogHead {
  readonly epoch: string;
  readonly position: number;
}

/**
 * Which cluster on which timeline, which database in it, and which table: a dump restored anywhere differs in one of them. The timeline is
 * read from where the cluster writes now; its control file tells the new one only after the next checkpoint.
 */
const identity = `(select s.system_identifier from pg_control_system() s)::text || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8)
  || '/' || (select d.oid from pg_database d where d.datname = current_database()) || '/' || 'crm.log_head'::regclass::oid || '/' || pg_relation_filenode('crm.log_head')`;

/** Held for the length of a transaction by whoever gives positions. */
export const lockHead: Statement = {
  text: `select epoch, position, identity is distinct from ${identity} as moved from crm.log_head for update`,
  prepare: true,
};

/** Begins a new epoch in a database that is not the one it was; by whoever holds the lock. */
export const renewEpoch: Statement = {
  text: `update crm.log_head set epoch = gen_random_uuid(), identity = ${identity} where identity is distinct from ${identity} returning epoch, position`,
};

/** What `lockHead` answered. `isMoved`: the database is another one, and the epoch must be renewed before positions are given. */
export const headIn = ({ rows: [row] }: Result): { readonly head: LogHead; readonly isMoved: boolean } => ({
  head: { epoch: String(row?.['epoch']), position: Number(row?.['position']) },
  isMoved: row?.['moved'] === true,
});

/** As it is now. Renews the epoch first where the database is another one. */
export async function readHead(database: Database): Promise<LogHead> {
  const read = { text: `select epoch, position, identity is distinct from ${identity} as moved from crm.log_head`, prepare: true };
  const { head, isMoved } = headIn(await database.query(read));
  if (!isMoved) return head;
  await database.transaction(async (tx) => tx.commit([lockHead, renewEpoch]), { priority: 'worker' });
  return headIn(await database.query(read)).head;
}
