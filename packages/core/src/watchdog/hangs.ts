/** What the watchdog has written down, and what comes of it: a plugin that blocked the process three times within a day runs nowhere. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database, DatabaseOption } from '../database/index.ts';
import { pgError } from '../database/index.ts';

/** As the thread writes it. */
export interface Hang {
  readonly id: string;
  readonly plugin: string;
  readonly place: string;
  readonly host: string;
  readonly at: string;
}

/** One more than this within a day, and the plugin is stopped. */
const MOST = 2;

/** Parameters: the hang's id, plugin, place, host and instant. The thread sends the same. */
export const noteHang = {
  insert: `insert into crm.plugin_hang (id, plugin, place, host, at) values ($1::uuid, $2, $3, $4, $5::timestamptz) on conflict do nothing`,
  stop: `insert into crm.plugin_stop (plugin, since) select h.plugin, max(h.at) from crm.plugin_hang h
    where h.plugin = $1 and h.at > $2::timestamptz - interval '1 day' group by h.plugin having count(*) > ${MOST} on conflict do nothing`,
} as const;

/** Where hangs are written down when the embedded database cannot be asked: it answers to the thread that stands still. */
export const hangsFile = (option: DatabaseOption | undefined): string | null =>
  typeof option === 'object' && 'directory' in option ? join(option.directory, 'guanxi-hangs.jsonl') : null;

/** Takes in what a watchdog left in a file, before anything of a plugin runs. A database that was never migrated takes it in later. */
export async function absorbHangs(database: Database, file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return;
  // A line that was being written when the process ended is none.
  const hangs = text.split('\n').flatMap((line) => (line.endsWith('}') ? [JSON.parse(line) as Hang] : []));
  try {
    for (const { id, plugin, place, host, at } of hangs) {
      await database.query({ text: noteHang.insert, params: [id, plugin, place, host, at] });
      await database.query({ text: noteHang.stop, params: [plugin, at] });
    }
  } catch (error) {
    if (pgError(error)?.code === '42P01') return;
    throw error;
  }
  await rm(file);
}

export interface StoppedPlugin {
  readonly plugin: string;
  readonly since: string;
  /** Each time that it blocked the process, newest first. */
  readonly hangs: readonly Pick<Hang, 'place' | 'host' | 'at'>[];
}

export async function stoppedPlugins(database: Database): Promise<readonly StoppedPlugin[]> {
  const { rows } = await database.query({
    text: `select s.plugin, s.since, (select coalesce(json_agg(json_build_object('place', h.place, 'host', h.host, 'at', h.at) order by h.at desc), '[]')
      from crm.plugin_hang h where h.plugin = s.plugin)::text as hangs from crm.plugin_stop s order by s.plugin`,
  });
  return rows.map((row) => ({
    plugin: String(row['plugin']),
    since: new Date(String(row['since'])).toISOString(),
    hangs: JSON.parse(String(row['hangs'])),
  }));
}

/** It runs again, and its past is forgotten. @returns whether it was stopped */
export async function allowPlugin(database: Database, plugin: string): Promise<boolean> {
  const { rows } = await database.query({ text: 'delete from crm.plugin_stop where plugin = $1 returning plugin', params: [plugin] });
  await database.query({ text: 'delete from crm.plugin_hang where plugin = $1', params: [plugin] });
  return rows.length > 0;
}
