/** The kernel that the rooms share: model, registry, clock, ids and limits, a database opened when first used, and what is cached by tenant. */

import { randomBytes } from 'node:crypto';
import { connect, type Database, type DatabaseOption } from '../database/index.ts';
import { GuanxiError } from '../errors.ts';
import { createFeed, type Feed, postgresWake, type Wake } from '../log/index.ts';
import { type Clock, type Ids, isUuid, randomIds, systemClock } from '../model/ids.ts';
import { createGuard, type OutgoingOptions } from '../outgoing/index.ts';
import type { Booted } from '../plugin/boot.ts';
import { defaultLimits, fingerprintWith, type Limits, loadChoices, type Tenant } from '../read/index.ts';
import { defaultResults, Results, type ResultsOptions } from '../read/results/results.ts';
import type { Log } from '../read/scope.ts';
import { absorbHangs, hangsFile } from '../watchdog/hangs.ts';
import type { Kernel, Registry, TenantSettings } from '../write/kernel.ts';
import { apiFor } from '../write/scope.ts';
import { createCache } from './cache.ts';
import { createIdentities, type Identities } from './identity/identities.ts';
import { consoleLog } from './log.ts';
import { createNarrowing } from './narrowing.ts';

export interface KernelOptions {
  readonly database?: DatabaseOption;
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly logger?: Log;
  readonly limits?: Partial<Limits>;
  readonly cursorSecret?: string;
  /** Answers to keep while nothing newer exists for them; false: none. */
  readonly results?: ResultsOptions | false;
  /** What webhooks may reach besides public addresses. */
  readonly webhooks?: OutgoingOptions;
  /** How instances wake each other; default: LISTEN/NOTIFY on Postgres, nothing on the embedded database, which has one instance. */
  readonly wake?: Wake;
}

export interface EngineKernel extends Kernel {
  readonly feed: Feed;
  readonly identities: Identities;
  /** Calls `heard` after each commit of this process; `jobs`: it left work for later. */
  onCommitted(heard: (jobs: boolean) => void): void;
  /** A tenant, or what it set, was changed by this engine. */
  tenantChanged(id: string): void;
  settingsChanged(tenant: string): void;
  /** Closes the database if this engine opened it. */
  close(): Promise<void>;
}

export function createKernel({ model, registry, narrowed }: Booted, o: KernelOptions): EngineKernel {
  const clock = o.clock ?? systemClock;
  const { database, close } = databaseOf(o.database);
  const tenants = createCache(clock, async (id) => loadTenant(await database(), id));
  const choices = createCache(clock, async (tenant) => loadChoices(await database(), tenant, [...registry.plugins.values()]));
  const settings = createCache(clock, async (tenant) => loadSettings(await database(), tenant, registry));
  const log = o.logger ?? consoleLog;
  const feed = createFeed({ database, wake: o.wake ?? postgresWake(database), log });
  const heard: ((jobs: boolean) => void)[] = [feed.wake];
  const kernel: EngineKernel = {
    api: (plugin, actor, via) => apiFor(kernel, plugin, actor, via),
    model,
    registry,
    narrowed: createNarrowing(() => kernel, narrowed),
    feed,
    outgoing: createGuard(o.webhooks),
    committed(jobs = true) {
      for (const hear of heard) hear(jobs);
    },
    onCommitted: (hear) => void heard.push(hear),
    clock,
    database,
    ...(o.results !== false && { results: new Results(database, o.results ?? defaultResults) }),
    async close() {
      await kernel.identities.close();
      await feed.close();
      await close();
    },
    ids: o.ids ?? randomIds,
    log,
    identities: createIdentities({ model, registry, clock, log, database, feed }, () => kernel),
    limits: { ...defaultLimits, ...o.limits },
    fingerprint: fingerprintWith(o.cursorSecret ?? randomBytes(32).toString('hex')),
    tenant: (id) => tenants.get(id),
    tenantChanged: (id) => tenants.forget(id),
    choices: (tenant) => choices.get(tenant),
    choicesChanged: (tenant) => choices.forget(tenant),
    settings: (tenant) => settings.get(tenant),
    settingsChanged: (tenant) => settings.forget(tenant),
  };
  return kernel;
}

async function opened(option: DatabaseOption | undefined): Promise<Database> {
  const database = await connect(option);
  const file = hangsFile(option);
  if (file !== null) await absorbHangs(database, file);
  return database;
}

/** Opened once, on first use; an attempt that failed is made again. A database given ready is left open for whoever opened it. */
function databaseOf(option: DatabaseOption | undefined): {
  readonly database: () => Promise<Database>;
  readonly close: () => Promise<void>;
} {
  const isOurs = typeof option !== 'object' || !('transaction' in option);
  let opening: Promise<Database> | null = null;
  return {
    database() {
      opening ??= opened(option).catch((error: unknown) => {
        opening = null;
        throw error;
      });
      return opening;
    },
    async close() {
      const opened = await opening?.catch(() => null);
      if (isOurs) await opened?.close();
    },
  };
}

const tenantColumns = 'id, slug, name, zone, currency, locale';

async function loadTenant(database: Database, id: string): Promise<Tenant> {
  const { rows } = isUuid(id)
    ? await database.query<Tenant>({ text: `select ${tenantColumns} from crm.tenant where id = $1`, params: [id] })
    : { rows: [] };
  const [tenant] = rows;
  if (!tenant) throw new GuanxiError('NOT_FOUND', { what: 'tenant' });
  return tenant;
}

async function loadSettings(database: Database, tenant: string, { plugins }: Registry): Promise<TenantSettings> {
  const { rows } = await database.query<{ readonly plugin: string; readonly settings: string }>({
    text: 'select plugin, settings from crm.tenant_plugin where tenant_id = $1',
    params: [tenant],
  });
  const stored = new Map(rows.map((row) => [row.plugin, row.settings]));
  const parsed = new Map<string, object>();
  return {
    of(plugin) {
      const known = parsed.get(plugin);
      if (known) return known;
      const installed = plugins.get(plugin);
      if (!installed) throw new GuanxiError('PLUGIN_UNAVAILABLE', { plugin });
      const own = installed.parseSettings(JSON.parse(stored.get(plugin) ?? '{}'));
      parsed.set(plugin, own);
      return own;
    },
  };
}
