/** Tenants: who rents the house. Made with their plugins' seeds, removed with every row they have in any table. */
import { actAs, type Database, PgError, roles } from '../database/index.ts';
import { GuanxiError } from '../errors.ts';
import { keepEvents } from '../log/index.ts';
import type { Locale } from '../model/label.ts';
import type { Tenant } from '../read/kernel.ts';
import type { EngineKernel } from './kernel.ts';

export interface NewTenant {
  /** Names it in commands and addresses: lower-case letters, digits and hyphens. */
  readonly slug: string;
  readonly name: string;
  /** IANA; default UTC. */
  readonly zone?: string;
  /** ISO 4217; default CNY. */
  readonly currency?: string;
  readonly locale?: Locale;
}
export interface TenantRemoval {
  readonly tenant: Tenant;
  /** Rows by table; those without rows are left out. */
  readonly rows: Readonly<Record<string, number>>;
  readonly removed: boolean;
}
export interface Tenants {
  /** Runs each plugin's `seed`, in dependency order and one transaction; when one fails there is no tenant. */
  create(tenant: NewTenant): Promise<Tenant>;
  list(): Promise<readonly Tenant[]>;
  bySlug(slug: string): Promise<Tenant | null>;
  /** For how many days its events are kept; null: as the engine is set. */
  keepEvents(id: string, days: number | null): Promise<void>;
  /** Counts what would go; with `confirm` it goes, in one statement. */
  remove(id: string, o?: { readonly confirm?: boolean }): Promise<TenantRemoval>;
}

const columns = 'id, slug, name, zone, currency, locale';
const MAX_KEEP_DAYS = 36_500;
const slugForm = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** A tenant of millions of rows takes its time. */
const removalTimeoutMs = 30 * 60_000;

export function createTenants(kernel: EngineKernel, seed: (tenant: Tenant) => Promise<void>): Tenants {
  return {
    async create(given) {
      const now = kernel.clock.now();
      const tenant = checked(given, kernel.ids.next(now));
      const db = await kernel.database();
      await insert(db, tenant, now);
      try {
        await seed(tenant);
      } catch (error) {
        // Seeds went back with their transaction; the settings a seed may have made hang on the tenant.
        await db.query({ text: 'delete from crm.tenant where id = $1', params: [tenant.id] });
        kernel.tenantChanged(tenant.id);
        throw error;
      }
      return tenant;
    },
    async list() {
      return (await (await kernel.database()).query<Tenant>({ text: `select ${columns} from crm.tenant order by slug` })).rows;
    },
    async bySlug(slug) {
      const { rows } = await (await kernel.database()).query<Tenant>({
        text: `select ${columns} from crm.tenant where slug = $1`,
        params: [slug],
      });
      return rows[0] ?? null;
    },
    async keepEvents(id, days) {
      await kernel.tenant(id);
      if (days !== null && !(Number.isInteger(days) && days >= 1 && days <= MAX_KEEP_DAYS))
        throw new GuanxiError('TENANT_INVALID', { problem: `events are kept for 1 to ${MAX_KEEP_DAYS} days` });
      await keepEvents(await kernel.database(), id, days);
    },
    async remove(id, { confirm = false } = {}) {
      const tenant = await kernel.tenant(id);
      const db = await kernel.database();
      const tables = await tablesOfTenants(db);
      const rows = await (confirm ? deleteRows : countRows)(db, tables, id);
      if (confirm) {
        kernel.tenantChanged(id);
        kernel.choicesChanged(id);
      }
      return { tenant, rows, removed: confirm };
    },
  };
}

function checked(given: NewTenant, id: string): Tenant {
  const { slug, name, zone = 'UTC', currency = 'CNY', locale = 'zh-CN' } = given;
  const refuse = (problem: string): never => {
    throw new GuanxiError('TENANT_INVALID', { problem });
  };
  if (!slugForm.test(slug)) refuse('slug must be 1 to 63 lower-case letters, digits and hyphens');
  if (name.trim() === '' || name.length > 200) refuse('name must be 1 to 200 characters');
  if (!isZone(zone)) refuse(`"${zone}" is no IANA zone`);
  if (!Intl.supportedValuesOf('currency').includes(currency)) refuse(`"${currency}" is no ISO 4217 currency`);
  if (locale !== 'en' && locale !== 'zh-CN') refuse('locale is en or zh-CN');
  return { id, slug, name, zone, currency, locale };
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0 && /^[A-Za-z]/.test(zone);
  } catch {
    return false;
  }
}

async function insert(db: Database, t: Tenant, now: Date): Promise<void> {
  try {
    await db.query({
      text: `insert into crm.tenant (${columns}, created_at) values ($1, $2, $3, $4, $5, $6, $7)`,
      params: [t.id, t.slug, t.name, t.zone, t.currency, t.locale, now.toISOString()],
    });
  } catch (error) {
    if (error instanceof PgError && error.code === '23505') throw new GuanxiError('TENANT_EXISTS', { slug: t.slug }, { cause: error });
    throw error;
  }
}

interface TenantTable {
  /** Quoted. */
  readonly identity: string;
  readonly name: string;
  readonly key: string;
}

/** Every table with a tenant, of plugins that are not installed too: their rows would otherwise be left behind. */
async function tablesOfTenants(db: Database): Promise<readonly TenantTable[]> {
  const { rows } = await db.query<TenantTable>({
    text: `select format('%I.%I', n.nspname, c.relname) as identity, c.relname as name, a.attname as key
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and not a.attisdropped and a.attname = case when c.relname = 'tenant' then 'id' else 'tenant_id' end
      where n.nspname = 'crm' and c.relkind in ('r', 'p') and not c.relispartition order by c.relname`,
  });
  return rows;
}

async function countRows(db: Database, tables: readonly TenantTable[], tenant: string): Promise<Readonly<Record<string, number>>> {
  const counts = tables.map(({ identity, key }, i) => `(select count(*) from ${identity} where ${key} = $1) as "${i}"`);
  return byTable(
    tables,
    (await db.query({ text: `select ${counts.join(', ')}`, params: [tenant] }, { timeoutMs: removalTimeoutMs, priority: 'worker' }))
      .rows[0],
  );
}

/** One statement: foreign keys are checked when it is over, so that tables may refer to each other in any way. */
async function deleteRows(db: Database, tables: readonly TenantTable[], tenant: string): Promise<Readonly<Record<string, number>>> {
  const deletes = tables.map(({ identity, key }, i) => `"d${i}" as (delete from ${identity} where ${key} = $1 returning 1)`);
  const counts = tables.map((_, i) => `(select count(*) from "d${i}") as "${i}"`);
  const remove = { text: `with ${deletes.join(', ')} select ${counts.join(', ')}`, params: [tenant] };
  // Logs go as well, which only this role may remove from.
  const opening = [actAs(roles.erasure), remove];
  return db.transaction(async (_tx, [, counted]) => byTable(tables, counted?.rows[0]), {
    opening,
    timeoutMs: removalTimeoutMs,
    priority: 'worker',
  });
}

const byTable = (tables: readonly TenantTable[], row: Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, number>> =>
  Object.fromEntries(tables.map(({ name }, i) => [name, Number(row?.[i] ?? 0)] as const).filter(([, count]) => count > 0));
