/** The plan of an operation: one statement, and what is left for JavaScript to do to its answer. */
import type { ActorBindings } from '../../access/actor.ts';
import type { Access } from '../../access/rights.ts';
import type { BindRequest } from '../../access/sink.ts';
import type { Statement } from '../../database/port.ts';
import type { ComputeScope } from '../../model/fields.ts';
import { kernelTableNames } from '../../model/kernel-table-names.ts';
import type { Locale } from '../../model/label.ts';
import { finish } from '../finish.ts';
import type { ReadKernel } from '../kernel.ts';
import type { Root } from '../selection.ts';
import type { Shape } from '../shape.ts';
import { comparedLines, Shown, type ShownLine } from '../shown.ts';
import { Columns } from '../sql/columns.ts';
import { emitConnection } from './connections.ts';
import { type Emitters, type PlanContext, planContext } from './context.ts';
import { checkedCost } from './cost.ts';
import { emitImplementers } from './implementers.ts';
import { emitItems } from './records.ts';
import { refusable, unlessForbidden } from './refusal.ts';
import { emitRoot } from './roots.ts';

export interface PlanRequest {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly actor: ActorBindings;
  readonly now: Date;
  readonly locale?: Locale;
}

export interface Plan {
  readonly roots: readonly Root[];
  readonly text: string;
  /** No value that it binds makes another way to run it better; of tenants that must still be shown, for they differ in size. */
  readonly isSteady: boolean;
  /**
   * Whether its answer to the same values is the same until something is written into the log: it reads no clock, no table of the kernel
   * (some are written past the log), nothing confidential, and JavaScript has no part in it.
   */
  readonly isKeepable: boolean;
  /** Names of the tables it reads, without their schema. */
  readonly tables: ReadonlySet<string>;
  /** By table: the ids of the rows that a request reads, where it names them; null: any row. */
  rows(variables: PlanRequest['variables']): ReadonlyMap<string, ReadonlySet<string> | null>;
  /** Rows it may touch by its page sizes as they were when it was made. */
  readonly cost: number;
  readonly depth: number;
  /** `text`: the answer passes unparsed. `tree`: it is parsed and `finish` has something to do. */
  readonly mode: 'text' | 'tree';
  readonly shape: Shape;
  /** What is confidential and only compared, sorted, grouped or added up: written down whatever comes out. */
  readonly compared: readonly ShownLine[];
  /** Something is refused at a place of which the API promises that it is never null. */
  readonly breaksPromise: boolean;
  /** Whether a request's variables have the form the plan was made for: the same ones given and left out. */
  fits(variables: Readonly<Record<string, unknown>>): boolean;
  /** @throws BAD_INPUT, LIMIT_EXCEEDED for what the request asks for */
  bind(request: PlanRequest): Statement;
  /** The response's data, in which an error stands where a value failed or may not be read; and which records it shows confidential things of. */
  finish(tree: unknown, scope: ComputeScope): Promise<{ readonly data: unknown; readonly shown: readonly ShownLine[] }>;
}

export type PlanKernel = Pick<ReadKernel, 'model' | 'limits' | 'fingerprint'>;

export const emitters: Emitters = { items: emitItems, connection: emitConnection, implementers: emitImplementers };

/**
 * Pure: the same request always makes the same plan.
 * @throws FORBIDDEN for what is filtered, sorted or grouped by without the right to read it; BAD_INPUT; LIMIT_EXCEEDED
 */
export function planRead(kernel: PlanKernel, roots: readonly Root[], access: Access, values: 'wire' | 'code' = 'wire'): Plan {
  const planned = checkedCost(roots, kernel.limits, null);
  const ctx = planContext(kernel, access, values, emitters);
  const columns = new Columns(ctx);
  for (const root of roots)
    columns.put(
      root.key,
      refusable(() => unlessForbidden(ctx, () => emitRoot(ctx, root))),
    );
  return completePlan(ctx, roots, `select ${columns.object()}::text as data`, columns.shape(), planned);
}

export function completePlan(
  ctx: PlanContext,
  roots: readonly Root[],
  sql: string,
  shape: Shape,
  { cost, depth }: { readonly cost: number; readonly depth: number },
): Plan {
  const { text, isSteady, isTimed, bind } = ctx.sink.finish(sql);
  const { assumptions } = ctx.notes;
  const compared = comparedLines(ctx.confidential.compared);
  const fits = (variables: PlanRequest['variables']): boolean => assumptions.every((holds) => holds(variables));
  return {
    roots,
    text,
    isSteady,
    isKeepable: !isTimed && !ctx.notes.tree && compared.length === 0 && [...ctx.sink.tables.keys()].every((t) => !kernelTableNames.has(t)),
    tables: new Set(ctx.sink.tables.keys()),
    rows: (variables) =>
      new Map([...ctx.sink.tables].map(([table, named]) => [table, named && new Set(named.flatMap((n) => n(variables)))])),
    cost,
    depth,
    mode: ctx.notes.tree ? 'tree' : 'text',
    shape,
    compared,
    breaksPromise: ctx.notes.breaksPromise,
    fits,
    bind(request) {
      if (!fits(request.variables)) throw new TypeError('the plan was made for variables of another form; ask fits() first');
      checkedCost(roots, ctx.limits, request.variables);
      const { variables, actor, now, locale } = request;
      const own: BindRequest = { variables, actor, now, ...(locale && { locale }) };
      return { text, params: bind(own) };
    },
    async finish(tree, scope) {
      const shown = new Shown();
      const data = await finish(shape, tree, scope, shown);
      return { data, shown: shown.lines };
    },
  };
}
