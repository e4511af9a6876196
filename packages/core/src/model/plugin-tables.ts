/**
 * Which plugins run where: what each tenant chose, and which the engine keeps from running anywhere because they blocked the process again
 * and again. The kernel obeys; the built-in plugin shows the choices as an entity and changes them by commands.
 */
import { boolean, index, pgSchema, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import { tenantTable } from './tenant-table.ts';

const crm = pgSchema('crm');
const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'string' });

/** Where a tenant has no row, it uses the plugin. */
export const pluginChoices = tenantTable(
  'plugin_choice',
  {
    plugin: text().notNull(),
    enabled: boolean().notNull(),
    /** Whether it was ever filled with what the plugin begins with. */
    seeded: boolean().notNull().default(true),
  },
  (t) => [unique('plugin_choice_plugin_key').on(t.tenantId, t.plugin)],
);

/** Each time that a plugin's code blocked the process until the watchdog ended it. */
export const pluginHangs = crm.table(
  'plugin_hang',
  {
    id: uuid('id').primaryKey(),
    plugin: text('plugin').notNull(),
    /** What it was running: a command, a hook, a field. */
    place: text('place').notNull(),
    host: text('host').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('plugin_hang_plugin_index').on(t.plugin, t.at)],
);

/** Plugins that run nowhere until somebody allows them again. */
export const pluginStops = crm.table('plugin_stop', {
  plugin: text('plugin').primaryKey(),
  since: instant('since').notNull(),
});
