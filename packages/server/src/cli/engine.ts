/** The engine that a command works with: which plugins, which database. */

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type AnyPlugin, createEngine, type Engine, GuanxiError, type Tenant } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import type { ArgsDef } from 'citty';
import { jsonLogger } from '../logging.ts';
import { UsageError } from './command.ts';

export const configArgs = {
  config: {
    type: 'string',
    description: 'Module whose default export has `plugins` (and more options of createEngine); without it: crm',
    valueHint: 'FILE',
  },
} as const satisfies ArgsDef;

export const databaseArgs = {
  ...configArgs,
  'database-url': { type: 'string', description: 'Postgres; default: DATABASE_URL', valueHint: 'URL' },
  'owner-url': {
    type: 'string',
    description: 'The same Postgres for whoever owns the tables, where migrations run; default: DATABASE_OWNER_URL, else the one above',
    valueHint: 'URL',
  },
  data: { type: 'string', description: 'Directory of an embedded database, instead of Postgres', valueHint: 'DIR' },
} as const satisfies ArgsDef;

export const tenantArgs = {
  tenant: { type: 'string', description: 'Slug of the tenant', valueHint: 'SLUG', required: true },
} as const satisfies ArgsDef;

export interface EngineArgs {
  readonly config?: string | undefined;
  readonly 'database-url'?: string | undefined;
  readonly 'owner-url'?: string | undefined;
  readonly data?: string | undefined;
}

type Options = Parameters<typeof createEngine>[0];

interface OpenOptions {
  /** `none`: nothing is read from it. `migrated`: refused while migrations are pending. */
  readonly database?: 'none' | 'any' | 'migrated';
  readonly defaultData?: string;
}

/** Opened for one command, and closed whatever came of it. */
export async function withEngine<T>(args: EngineArgs, run: (engine: Engine) => Promise<T>, o: OpenOptions = {}): Promise<T> {
  const engine = await openEngine(args, o);
  try {
    if ((o.database ?? 'migrated') === 'migrated') await engine.ready();
    return await run(engine);
  } finally {
    await engine.close();
  }
}

export async function openEngine(args: EngineArgs, o: OpenOptions = {}): Promise<Engine> {
  const config = await configOf(args.config);
  const database = o.database === 'none' ? 'memory' : databaseOf(args, config, o.defaultData);
  return createEngine({
    logger: jsonLogger({ level: 'warn' }),
    ...config,
    plugins: config.plugins as readonly [],
    database,
  }) as unknown as Engine;
}

function databaseOf(args: EngineArgs, config: Config, defaultData: string | undefined): NonNullable<Options['database']> {
  const { data, 'database-url': given, 'owner-url': owner = process.env['DATABASE_OWNER_URL'] } = args;
  if (data !== undefined && given !== undefined) throw new UsageError('Say --data or --database-url, not both.');
  if (data !== undefined) return { directory: resolve(data) };
  if (given !== undefined) return postgresOf(given, owner);
  if (config.database !== undefined) return config.database;
  const url = process.env['DATABASE_URL'];
  if (url) return postgresOf(url, owner);
  if (owner) return postgresOf(owner, owner);
  if (defaultData !== undefined) return { directory: resolve(defaultData) };
  throw new UsageError('Which database? Say --database-url URL (or set DATABASE_URL), or --data DIR for an embedded one.');
}

const postgresOf = (url: string, ownerUrl: string | undefined) => ({ url, ...(ownerUrl && { ownerUrl }) });

type Config = Partial<Omit<Options, 'plugins'>> & { readonly plugins: readonly AnyPlugin[] };

async function configOf(path: string | undefined): Promise<Config> {
  if (path === undefined) return { plugins: [crm()] };
  const loaded = (await import(pathToFileURL(resolve(path)).href)) as { readonly default?: unknown };
  const made: unknown = typeof loaded.default === 'function' ? await (loaded.default as () => unknown)() : loaded.default;
  const plugins = (made as { readonly plugins?: unknown } | undefined)?.plugins;
  if (!Array.isArray(plugins))
    throw new UsageError(`"${path}" has no default export with \`plugins\`: export default { plugins: [crm()] };`);
  return made as Config;
}

/** @throws NOT_FOUND that lists the tenants there are */
export async function tenantOf(engine: Engine, slug: string): Promise<Tenant> {
  const tenant = await engine.tenants.bySlug(slug);
  if (tenant) return tenant;
  const slugs = (await engine.tenants.list()).map((t) => t.slug).join(', ') || 'none';
  throw new GuanxiError({
    code: 'NOT_FOUND',
    en: `There is no tenant "${slug}"; there is ${slugs}.`,
    zh: `没有租户“${slug}”，现有：${slugs}。`,
  });
}
