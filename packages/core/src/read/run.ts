/** Runs a plan. */

import type { Result, Statement } from '../database/port.ts';
import type { ComputeScope } from '../model/fields.ts';
import { label } from '../model/label.ts';
import { limitExceeded } from '../model/refusals.ts';
import { logAccess, type ReadBy } from './access-log.ts';
import type { ReadKernel } from './kernel.ts';
import type { Plan, PlanRequest } from './plan/plan.ts';

/** Whatever takes a statement: the database, or an open transaction. */
export interface Via {
  query(statement: Statement): Promise<Result>;
}

export type Answer = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'tree'; readonly tree: unknown };

type AnswerKernel = Pick<ReadKernel, 'database' | 'limits' | 'ids' | 'api' | 'results'>;
/** What a plan is run for, and whom. */
export interface ReadRequest extends PlanRequest {
  readonly locale: ComputeScope['locale'];
  readonly by: ReadBy;
}

export async function runPlan(
  kernel: AnswerKernel,
  plan: Plan,
  request: ReadRequest,
  via?: Via,
  /** Whether the statement is used often enough to be prepared, and whether it is then planned once for all its values. */
  how: (statement: Statement) => Pick<Statement, 'prepare' | 'generic'> = () => ({}),
): Promise<Answer> {
  const bound = plan.bind(request);
  const ask = async (): Promise<string> => {
    const result = await (via ?? (await kernel.database())).query({ ...bound, ...how(bound) });
    const text = result.rows[0]?.['data'];
    if (typeof text !== 'string') throw new TypeError('a read plan answers with one row of text');
    return text;
  };
  // Within a transaction what it has written itself is read, too.
  const isKept = kernel.results !== undefined && via === undefined && plan.isKeepable;
  return answerOf(kernel, plan, isKept ? await kernel.results.answer(request.actor.tenant, bound, ask) : await ask(), request, via);
}

/** @throws LIMIT_EXCEEDED */
function requireWithin(text: string, maxBytes: number): void {
  // No character takes more than three bytes for each of its places.
  if (text.length * 3 <= maxBytes) return;
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) throw limitExceeded(label('answer in bytes', '结果字节数'), bytes, maxBytes);
}

/** Text goes out unparsed: whatever is shown of records that must be noted comes as a tree. */
const asItIs = { data: null, shown: [] };

/** The answer of a statement that someone else ran, such as the one behind a commit. */
export async function answerOf(kernel: AnswerKernel, plan: Plan, text: string, request: ReadRequest, via?: Via): Promise<Answer> {
  requireWithin(text, kernel.limits.maxAnswerBytes);
  const { now, locale, actor, by } = request;
  const isText = plan.mode === 'text';
  const api: ComputeScope['api'] = async <A extends object>(plugin: string) => (await kernel.api(plugin, by.actor, via)) as A;
  const { data, shown } = isText ? asItIs : await plan.finish(JSON.parse(text), { now, locale, tenant: actor.tenant, api });
  await logAccess(kernel, by, now, [...plan.compared, ...shown], via);
  return isText ? { kind: 'text', text } : { kind: 'tree', tree: data };
}
