/** A database with the small house's tables, a kernel over it, and ways to put rows in and ask for them. */

import { SQL } from 'drizzle-orm';
import type { AnyPgTable } from 'drizzle-orm/pg-core';
import { getTableConfig, PgDialect } from 'drizzle-orm/pg-core';
import type { Actor, Grants } from '../../access/actor.ts';
import { bindingsOf } from '../../access/actor.ts';
import type { Database, Parameter, Statement } from '../../database/port.ts';
import type { TenantAttributes } from '../../model/attributes.ts';
import { noChoices } from '../../model/choices.ts';
import type { EntityDef, FieldDef } from '../../model/model.ts';
import { planRead, runPlan, settle } from '../index.ts';
import { defaultLimits, fingerprintWith, type Limits, type ReadKernel } from '../kernel.ts';
import type { Leaf, ListArguments, Root } from '../selection.ts';
import { house, houseTables } from './house.fixture.ts';

export const tenant = '00000000-0000-7000-8000-00000000000a';
export const otherTenant = '00000000-0000-7000-8000-00000000000b';
export const now = new Date('2026-06-01T00:00:00.000Z');
/** A UUID made of a number, and so in its order. */
export const uuid = (n: number): string => `00000000-0000-7000-9000-${n.toString(16).padStart(12, '0')}`;

const dialect = new PgDialect();
function ddl(table: AnyPgTable): string {
  const { name, columns } = getTableConfig(table);
  const lines = columns.map((c) => {
    const array = ((c as { dimensions?: number }).dimensions ?? 0) > 0 && !c.getSQLType().endsWith('[]') ? '[]' : '';
    const value =
      c.default instanceof SQL
        ? dialect.sqlToQuery(c.default).sql
        : typeof c.default === 'object'
          ? `'${JSON.stringify(c.default)}'`
          : c.default === undefined
            ? null
            : String(c.default);
    return `"${c.name}" ${c.getSQLType()}${array}${c.notNull ? ' not null' : ''}${value === null ? '' : ` default ${value}`}`;
  });
  return `create table crm."${name}" (${lines.join(', ')}, primary key (tenant_id, id));`;
}

export async function prepareHouse(database: Database): Promise<void> {
  await database.script(`create schema if not exists crm;
    create extension if not exists btree_gin;
    create table crm.tenant (id uuid primary key, zone text not null);
    insert into crm.tenant values ('${tenant}', 'Asia/Shanghai'), ('${otherTenant}', 'UTC');
    ${houseTables.map(ddl).join('\n')}
    create index on crm.crm_customer using gin (tenant_id, grams);
    create index on crm.crm_contact (tenant_id, customer_id, id);`);
}

export type RowValues = Readonly<Record<string, unknown>>;
export const entityOf = (name: string): EntityDef => {
  const found = house.model.entities.get(name);
  if (found === undefined) throw new Error(`no entity ${name}`);
  return found;
};
export const fieldOf = (entity: string, name: string): FieldDef => {
  const found = entityOf(entity).fields.get(name);
  if (found === undefined) throw new Error(`no field ${entity}.${name}`);
  return found;
};

/** Inserts rows as they are, one statement for each entity. */
export async function insert(database: Database, entity: string, rows: readonly RowValues[], of = tenant): Promise<void> {
  const def = entityOf(entity);
  const at = '2026-01-01T00:00:00.000Z';
  for (const row of rows) {
    const full: RowValues = {
      tenantId: of,
      version: 1,
      createdAt: at,
      createdBy: 'svc_test',
      updatedAt: at,
      updatedBy: 'svc_test',
      ...row,
    };
    const keys = Object.keys(full);
    const params = keys.map((k): Parameter => {
      const v = full[k];
      if (v instanceof Date) return v.toISOString();
      return (def.columns.get(k)?.kind === 'json' && v !== null ? JSON.stringify(v) : (v ?? null)) as Parameter;
    });
    await database.query({
      text: `insert into crm."${def.tableName}" (${keys.map((k) => `"${def.columns.get(k)?.name}"`).join(', ')}) values (${keys.map((_, i) => `$${i + 1}`).join(', ')})`,
      params,
    });
  }
}

export const everything: Grants = ['crm:read', 'crm:notes', 'crm:staff', 'deals:read', 'deals:secret'];
export const actorWith = (permissions: Grants, o: Partial<Extract<Actor, { kind: 'staff' }>> = {}): Actor => ({
  kind: 'staff',
  tenant,
  staffId: uuid(1),
  permissions,
  ...o,
});

export interface TestKernel extends ReadKernel {
  readonly statements: Statement[];
}
export function kernelOver(
  database: Database,
  o: { readonly limits?: Partial<Limits>; readonly attributes?: TenantAttributes } = {},
): TestKernel {
  const statements: Statement[] = [];
  const counted: Database = {
    ...database,
    engine: database.engine,
    query: (s, q) => {
      statements.push(s);
      return database.query(s, q);
    },
  };
  const quiet = () => undefined;
  return {
    statements,
    api: async () => ({}),
    model: house.model,
    clock: { now: () => now },
    ids: { next: () => uuid(0) },
    log: { info: quiet, warn: quiet, error: quiet },
    limits: { ...defaultLimits, ...o.limits },
    fingerprint: fingerprintWith('a secret'),
    database: async () => counted,
    tenant: async () => {
      throw new Error('not here');
    },
    choices: async () => ({ ...noChoices, states: new Map(), ...(o.attributes && { attributes: o.attributes }) }),
    choicesChanged: quiet,
  };
}

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by tests
export type Json = any;
export interface Asked {
  readonly data: Json;
  readonly errors: readonly { readonly path: string; readonly code: string }[];
  /** The answer's text where it was passed through. */
  readonly text: string | null;
}

export async function ask(
  kernel: ReadKernel,
  actor: Actor,
  roots: readonly Root[],
  o: { readonly variables?: Readonly<Record<string, unknown>>; readonly system?: readonly string[] } = {},
): Promise<Asked> {
  const choices = await kernel.choices(actor.tenant);
  const plan = planRead(kernel, roots, { actor, ...choices, ...(o.system && { system: o.system }) });
  const answer = await runPlan(kernel, plan, {
    variables: o.variables ?? {},
    actor: bindingsOf(actor),
    now,
    locale: 'en',
    by: { actor, via: 'QUERY', operation: null },
  });
  if (answer.kind === 'text') return { data: JSON.parse(answer.text), errors: [], text: answer.text };
  const { data, errors } = settle(answer.tree);
  return {
    data,
    errors: errors.map((e) => ({ path: e.path.join('.'), code: (e.error as { code?: string }).code ?? e.error.message })),
    text: null,
  };
}

// ── short ways to write a selection ──

export const literal = (value: unknown): Leaf => ({ value, path: null });
export const noArguments: ListArguments = { first: null, after: null, last: null, before: null, where: null, search: null, orderBy: [] };
