/** CPU time of this process and of the database's: on a machine that others use too, it says more than the time that passes. */
import { readdirSync, readFileSync } from 'node:fs';
import type postgres from 'postgres';

export interface CpuMs {
  readonly node: number;
  /** Null where the server's processes cannot be looked at: elsewhere, or not on Linux. */
  readonly database: number | null;
}
/** Since the process began. */
export type Cpu = () => CpuMs;

/** `user + system` of a clock tick is 10 ms on every Linux that Node runs on. */
const TICK_MS = 10;

export async function cpuOf(sql: postgres.Sql): Promise<Cpu> {
  const [row] = await sql`select split_part(pg_read_file('postmaster.pid'), e'\n', 1) as pid`;
  const server = Number(row?.['pid']);
  return () => {
    const { user, system } = process.cpuUsage();
    return { node: (user + system) / 1_000, database: databaseMs(server) };
  };
}

function databaseMs(server: number): number | null {
  try {
    const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return all.reduce((sum, pid) => sum + msOf(pid, server), 0);
  } catch {
    return null;
  }
}

/** Of the server, and what its ended children took; of a child, its own; of anybody else nothing. */
function msOf(pid: string, server: number): number {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    // Ended since the folder was read.
    return 0;
  }
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [parent, own, ended] = [Number(fields[1]), Number(fields[11]) + Number(fields[12]), Number(fields[13]) + Number(fields[14])];
  if (Number(pid) === server) return (own + ended) * TICK_MS;
  return parent === server ? own * TICK_MS : 0;
}
