/** Plans found or made, and run: all reads of an operation in one statement. */
import { accessFingerprint } from '../../access/rights.ts';
import type { Result, Statement } from '../../database/port.ts';
import { type Answer, answerOf, type Plan, planRead, type ReadRequest, runPlan, type Via } from '../../read/index.ts';
import type { Root } from '../../read/selection.ts';
import type { Tree } from '../context.ts';
import { type Derived, withDerived } from '../translate/reader.ts';
import type { Asked } from '../translate/shape.ts';
import { translate } from '../translate/translate.ts';
import type { PlanCache } from './plan-cache.ts';
import { Proof } from './proof.ts';
import { type Asking, operationName, readBy } from './request.ts';

/** What is translated and planned of an operation, for all requests of its shape. */
export interface Planned<X = unknown> {
  readonly plan: Plan;
  readonly derived: readonly Derived[];
  /** What the translation found besides. */
  readonly rest: X;
  readonly proof: Proof | null;
  uses: number;
}
interface ToPlan<X> {
  readonly roots: readonly Root[];
  readonly derived: readonly Derived[];
  readonly asked: readonly Asked[];
  readonly rest: X;
}

/** A statement is prepared on the connection when its plan has been used this often: it costs memory there for ever. */
const hot = 5;

export class Reads {
  readonly #plans: PlanCache<Planned>;
  readonly #apiKey: string;

  constructor(plans: PlanCache<Planned>, apiKey: string) {
    this.#plans = plans;
    this.#apiKey = apiKey;
  }

  /** @param what Names what of the operation is planned. */
  planned<X>(asking: Asking, what: string, make: () => ToPlan<X>): Planned<X> {
    const { kernel, prepared, operation, facts, access } = asking;
    const key = [this.#apiKey, prepared.hash, operationName(operation.node), what, accessFingerprint(access)].join('|');
    const known = this.#plans.find(key, facts) as Planned<X> | null;
    if (known?.plan.fits(withDerived(facts.variables, known.derived, asking.decode))) return used(known);
    const { roots, derived, asked, rest } = make();
    const plan = planRead(kernel, roots, asking.access);
    return used(this.#plans.add(key, asked, { plan, derived, rest, proof: plan.isSteady ? new Proof() : null, uses: 0 }) as Planned<X>);
  }

  /** The planned root fields of a query. `isWhole`: nothing else was asked for. */
  query(asking: Asking, marksTypes: boolean): Planned<{ readonly isWhole: boolean }> {
    return this.planned(asking, marksTypes ? 'marked' : '', () => {
      const { schema, kernel, operation, facts, decode, holds } = asking;
      const t = translate({ schema, model: kernel.model, operation, facts, decode, marksTypes, holds });
      return { roots: t.roots, derived: t.derived, asked: t.asked, rest: { isWhole: t.isWhole } };
    });
  }
}

function used<X>(planned: Planned<X>): Planned<X> {
  planned.uses += 1;
  return planned;
}

const requestOf = (asking: Asking, planned: Planned, more: Readonly<Record<string, unknown>> = {}): ReadRequest => ({
  variables: { ...withDerived(asking.facts.variables, planned.derived, asking.decode), ...more },
  actor: asking.bindings,
  now: asking.now,
  locale: asking.locale,
  by: readBy(asking),
});

/** @param more Values bound besides the request's own, such as the ids that a command answered with. */
export const run = (asking: Asking, planned: Planned, more?: Readonly<Record<string, unknown>>, via?: Via): Promise<Answer> =>
  runPlan(asking.kernel, planned.plan, requestOf(asking, planned, more), via, (statement) => {
    if (planned.uses <= hot) return {};
    return { prepare: true, generic: planned.proof?.holds(asking.kernel, asking.actor.tenant, statement) ?? false };
  });

export const bind = (asking: Asking, planned: Planned, more?: Readonly<Record<string, unknown>>): Statement =>
  planned.plan.bind(requestOf(asking, planned, more));

/** The answer to a statement that went behind a commit. */
export const answered = (asking: Asking, planned: Planned, result: Result | undefined): Promise<Answer> =>
  answerOf(asking.kernel, planned.plan, String(result?.rows[0]?.['data']), requestOf(asking, planned));

export const treeOf = (answer: Answer): Tree => (answer.kind === 'text' ? JSON.parse(answer.text) : answer.tree) as Tree;
