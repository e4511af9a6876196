/** Runs a plan. */

import type { Result, Statement } from '../database/port.ts';
import type { ComputeScope } from '../model/fields.ts';
import { label } from '../model/label.ts';
import { limitExceeded } from '../model/refusals.ts';
import type { ReadKernel } from './kernel.ts';
import type { Plan, PlanRequest } from './plan/plan.ts';

/** Whatever takes a statement: the database, or an open transaction. */
export interface Via {
  query(statement: Statement): Promise<Result>;
}

export type Answer = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'tree'; readonly tree: unknown };

export async function runPlan(
  kernel: Pick<ReadKernel, 'database' | 'limits'>,
  plan: Plan,
  request: PlanRequest & Pick<ComputeScope, 'locale'>,
  via?: Via,
  o: { readonly prepare?: boolean } = {},
): Promise<Answer> {
  const statement = plan.bind(request);
  const result = await (via ?? (await kernel.database())).query(o.prepare ? { ...statement, prepare: true } : statement);
  const text = result.rows[0]?.['data'];
  if (typeof text !== 'string') throw new TypeError('a read plan answers with one row of text');
  return answerOf(kernel, plan, text, request);
}

/** The answer of a statement that someone else ran, such as the one behind a commit. */
export async function answerOf(
  kernel: Pick<ReadKernel, 'limits'>,
  plan: Plan,
  text: string,
  request: PlanRequest & Pick<ComputeScope, 'locale'>,
): Promise<Answer> {
  const size = Buffer.byteLength(text);
  if (size > kernel.limits.maxAnswerBytes) throw limitExceeded(label('answer in bytes', '结果字节数'), size, kernel.limits.maxAnswerBytes);
  if (plan.mode === 'text') return { kind: 'text', text };
  return {
    kind: 'tree',
    tree: await plan.finish(JSON.parse(text), { now: request.now, locale: request.locale, tenant: request.actor.tenant }),
  };
}
