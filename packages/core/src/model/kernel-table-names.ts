/** The names of all tables that are the kernel's, and no plugin's whatever it may be called. */
import { getTableName, is, Table } from 'drizzle-orm';
import * as auditTables from './audit-tables.ts';
import * as classTables from './class-tables.ts';
import * as identityTables from './identity-tables.ts';
import * as jobTables from './job-tables.ts';
import * as kernelTables from './kernel-tables.ts';
import * as logTables from './log-tables.ts';
import * as pluginTables from './plugin-tables.ts';
import * as syncTables from './sync-tables.ts';
import * as webhookTables from './webhook-tables.ts';

const declared = [
  kernelTables,
  auditTables,
  classTables,
  identityTables,
  logTables,
  jobTables,
  pluginTables,
  syncTables,
  webhookTables,
].flatMap((tables) => Object.values(tables).flatMap((table) => (is(table, Table) ? [getTableName(table)] : [])));

/** Two are made by hand: the journal before any migration, the log because it is partitioned. */
export const kernelTableNames: ReadonlySet<string> = new Set([...declared, 'journal', 'event']);
