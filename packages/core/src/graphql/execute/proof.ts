/**
 * Whether a statement may be planned once for all its values, which spares the database as much work as running it takes. Of a plan whose
 * values choose nothing (`isSteady`) only the tenant is left: for a small one the database may sort where for a large one it must walk an
 * index, which is hundreds of times slower. So it is asked both ways, for each tenant, and where it would do the same it does it once. Tables
 * grow: it is asked again after some minutes.
 */

import type { Database, Parameter, Statement } from '../../database/port.ts';
import { parameterText } from '../../database/values.ts';
import { GuanxiError } from '../../errors.ts';
import type { ReadKernel } from '../../read/kernel.ts';
import { Lru } from './lru.ts';

interface Known {
  isProven: boolean;
  /** Since it was last asked. */
  uses: number;
  /** When what is known is old; null: it was never asked. */
  until: number | null;
}
type Asking = Pick<ReadKernel, 'clock' | 'database' | 'log'>;

const tenantsAtMost = 500;
const maxAgeMs = 15 * 60_000;
/** A tenant's requests before it is asked: asking costs as much as some of them. */
const worthAsking = 5;
const statementName = 'guanxi_proof';

/** Where something is being asked: one thing at a time, so that many tenants do not crowd out what they wait for. */
const busy = new WeakSet<Database>();

export class Proof {
  readonly #byTenant = new Lru<Known>(tenantsAtMost);
  #asking: Promise<void> = Promise.resolve();

  /** What is known by now; begins to find out where that is nothing, or old. */
  holds(kernel: Asking, tenant: string, statement: Statement): boolean {
    const known = this.#byTenant.getOr(tenant, () => ({ isProven: false, uses: 0, until: null }));
    known.uses += 1;
    const now = kernel.clock.now().getTime();
    if (known.uses >= worthAsking && (known.until === null || Math.abs(known.until - now) > maxAgeMs)) {
      known.uses = 0;
      this.#asking = ask(kernel, known, now, statement);
    }
    return known.isProven;
  }

  /** Resolves when nothing is being asked. */
  idle(): Promise<void> {
    return this.#asking;
  }
}

async function ask({ database, log }: Asking, known: Known, now: number, statement: Statement): Promise<void> {
  try {
    const db = await database();
    if (busy.has(db)) return;
    busy.add(db);
    try {
      known.isProven = await isSameEitherWay(db, statement);
    } finally {
      busy.delete(db);
    }
  } catch (error) {
    known.isProven = false;
    if (!(error instanceof GuanxiError)) log.warn('a statement could not be planned for all its values', { reason: String(error) });
  }
  known.until = now + maxAgeMs;
}

/** Whether the database runs the statement in the same way knowing its values and not. */
export async function isSameEitherWay(database: Database, { text, params = [] }: Statement): Promise<boolean> {
  if (database.engine !== 'postgres') return false;
  const values = params.length === 0 ? '' : `(${params.map(quoted).join(', ')})`;
  const plan: Statement = { text: `explain (format json, costs off) execute ${statementName}${values}` };
  return database.transaction(
    async (tx) => {
      const { closing } = await tx.commit([
        { text: `prepare ${statementName} as ${text}` },
        planned('force_custom_plan'),
        plan,
        planned('force_generic_plan'),
        plan,
        { text: `deallocate ${statementName}` },
      ]);
      const [, , custom, , generic] = closing.map(({ rows }) => shapeOf(String(rows[0]?.['QUERY PLAN'])));
      return custom !== undefined && custom === generic;
    },
    { priority: 'worker' },
  );
}

const planned = (mode: string): Statement => ({ text: `set local plan_cache_mode = ${mode}` });

function quoted(value: Parameter): string {
  const text = parameterText(value);
  return text === null ? 'null' : `'${text.replaceAll("'", "''")}'`;
}

/** What is compared: which nodes, over what, by which index, in which order. Conditions hold the values themselves. */
const parts: ReadonlySet<string> = new Set([
  'Plan',
  'Plans',
  'Node Type',
  'Parent Relationship',
  'Strategy',
  'Partial Mode',
  'Join Type',
  'Scan Direction',
  'Relation Name',
  'Alias',
  'Index Name',
  'Sort Key',
  'Presorted Key',
  'Group Key',
  'Workers Planned',
]);

function shapeOf(json: string): string | undefined {
  if (!json.startsWith('[')) return undefined;
  return JSON.stringify(JSON.parse(json), (key, value: unknown) => (key === '' || /^\d+$/.test(key) || parts.has(key) ? value : undefined));
}
