/** Where a scope reads from: the database, or a transaction whose own writes are sent before every read. */
import type { SQL } from 'drizzle-orm';
import type { Access } from '../access/rights.ts';
import type { Result, ResultRow, Statement } from '../database/port.ts';
import type { LogHead } from '../log/index.ts';
import type { EntityDef } from '../model/model.ts';
import { readerFor } from '../read/reader.ts';
import type { Via } from '../read/run.ts';
import type { PluginChange, Reader } from '../read/scope.ts';
import { decodeRow, rowsByIds } from '../read/whole-rows.ts';
import type { Values } from './buffer.ts';
import type { Call } from './call.ts';
import { pluginChange } from './plugin-change.ts';
import { asPlugin, ownSql } from './plugin-sql.ts';

export interface Reading {
  reader(access: Access): Reader;
  /** Whole rows by id, of those the rights show. */
  rows(access: Access, entity: EntityDef, ids: readonly string[]): Promise<readonly Values[]>;
  /** Where the log stands, and up to where the tenant's events are gone. */
  log(): Promise<{ readonly head: LogHead; readonly floor: number }>;
  pluginChange(plugin: string, enabled: boolean): Promise<PluginChange>;
  /** A plugin's hand-written SELECT over its own tables. */
  sql(plugin: string, query: SQL): Promise<readonly ResultRow[]>;
}

export function readingFrom(call: Call, via: Via): Reading {
  return {
    reader: (access) => readerFor(call.kernel, access, via),
    async rows(access, entity, ids) {
      if (ids.length === 0) return [];
      const result = await via.query(rowsByIds(call.kernel, entity, ids, access));
      return result.rows.map((row) => decodeRow(entity, row));
    },
    log: async () => logIn(await via.query(logOf(call))),
    pluginChange: (plugin, enabled) => pluginChange(call, via, plugin, enabled),
    async sql(plugin, query) {
      const opening = [asPlugin(call, plugin), ownSql(call, plugin, query)];
      const database = await call.kernel.database();
      return database.transaction(async (_tx, results) => results[1]?.rows ?? [], { opening });
    },
  };
}

const logOf = (call: Call): Statement => ({
  text: `select h.epoch, h.position, coalesce((select floor from crm.log_retention where tenant_id = $1), 0) as floor from crm.log_head h`,
  params: [call.tenant.id],
  prepare: true,
});
const logIn = ({ rows: [row] }: Result): { readonly head: LogHead; readonly floor: number } => ({
  head: { epoch: String(row?.['epoch']), position: Number(row?.['position']) },
  floor: Number(row?.['floor']),
});
