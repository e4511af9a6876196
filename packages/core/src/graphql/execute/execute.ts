/**
 * Operations. One that only reads is a plan, a statement, and the database's own text between `{"data":` and `}`; where JavaScript has
 * something to say, graphql-js runs over what the same kind of statement has read.
 */
import type { GraphQLSchema } from 'graphql';
import { requireActor } from '../../access/actor.ts';
import { isTold } from '../../errors.ts';
import { type Locale, label } from '../../model/label.ts';
import { badInput } from '../../model/refusals.ts';
import { type Answer as Read, settle } from '../../read/index.ts';
import type { Kernel } from '../../write/kernel.ts';
import { requireWithin } from '../limits/measure.ts';
import { Rates } from '../limits/rates.ts';
import { Apis } from './api.ts';
import { type AnswerError, answerErrors } from './errors.ts';
import { explainOperation } from './explain.ts';
import { executeHybrid } from './hybrid.ts';
import { readOneByOne } from './one-by-one.ts';
import { PlanCache } from './plan-cache.ts';
import { type Planned, Reads, run } from './reads.ts';
import { type Asking, ask, type OperationRequest } from './request.ts';
import { auditWithheld } from './withheld.ts';

export interface OperationAnswer {
  /** The response's body. */
  readonly text: string;
  /** False where nothing ran: the request itself was refused. */
  readonly hasData: boolean;
  /** What was asked for; null where that was not understood. */
  readonly operation: { readonly type: 'query' | 'mutation' | 'subscription'; readonly name: string | null } | null;
  parsed(): { readonly data?: unknown; readonly errors?: readonly AnswerError[] };
}

export interface ExecutorOptions {
  readonly maxPlans?: number;
  readonly maxDocuments?: number;
  readonly maxSchemas?: number;
  /** Of all installed plugins, where it has been made already. */
  readonly schema?: GraphQLSchema;
}

/**
 * @example
 * const executor = createExecutor(kernel);
 * const { text } = await executor.execute({ document: '{ customers { nodes { name } } }', actor });
 */
export const createExecutor = (kernel: Kernel, o: ExecutorOptions = {}): Executor => new Executor(kernel, o);

export class Executor {
  readonly #kernel: Kernel;
  readonly #plans: PlanCache<Planned>;
  readonly #apis: Apis;
  readonly #rates: Rates;

  constructor(kernel: Kernel, o: ExecutorOptions = {}) {
    this.#kernel = kernel;
    this.#plans = new PlanCache(o.maxPlans ?? 2_000);
    this.#rates = new Rates(kernel.limits.rate, kernel.clock);
    this.#apis = new Apis(kernel, { maxSchemas: o.maxSchemas ?? 16, maxDocuments: o.maxDocuments ?? 1_000, schema: o.schema });
  }

  /** The schema for a set of plugins; null: all that are installed. */
  schema(enabled: ReadonlySet<string> | null = null): GraphQLSchema {
    return this.#apis.of(enabled).schema;
  }

  /** How many plans are kept. */
  get plans(): number {
    return this.#plans.size;
  }

  async execute(request: OperationRequest): Promise<OperationAnswer> {
    let locale: Locale = request.locale ?? request.actor?.locale ?? 'en';
    try {
      const { asked, reads } = await this.admit(request, (l) => {
        locale = l;
      });
      return asked.ok ? await this.answer(reads, asked.asking, request.withoutText) : refused(asked.errors);
    } catch (error) {
      return refused(answerErrors({ kernel: this.#kernel, locale }, error));
    }
  }

  async answer(reads: Reads, asking: Asking, withoutText = false): Promise<OperationAnswer> {
    const { operation, name } = asking.operation.node;
    return { ...(await answer(reads, asking, withoutText)), operation: { type: operation, name: name?.value ?? null } };
  }

  /** What operations would cost together, none of which is run; those that cannot be asked cost nothing. @throws LIMIT_EXCEEDED */
  async measure(requests: readonly OperationRequest[]): Promise<number> {
    let cost = 0;
    for (const request of requests) {
      const asked = await this.ask(request).then(({ asked }) => asked, refusedAlready);
      if (asked?.ok) cost += asked.asking.measure.cost;
    }
    requireWithin({ cost, depth: 0, rootFields: 0 }, this.#kernel.limits);
    return cost;
  }

  /** The plan and the SQL of an operation. @throws GuanxiError where the request itself is refused. */
  async explain(request: OperationRequest): Promise<string> {
    const { asked, reads } = await this.ask(request);
    if (!asked.ok) {
      const told = asked.errors.map((e) => e.message).join('; ');
      throw badInput(label(told, told));
    }
    return explainOperation(reads, asked.asking);
  }

  /** As `ask`, for whoever asks from outside: within what they may ask for in a minute. @throws RATE_LIMITED */
  async admit(request: OperationRequest, speaks: (locale: Locale) => void): ReturnType<Executor['ask']> {
    const { actor } = request;
    let isAdmitted = false;
    let isSound = false;
    try {
      const found = await this.ask(request, (locale) => {
        speaks(locale);
        this.#rates.admit(actor);
        isAdmitted = true;
      });
      isSound = found.asked.ok;
      if (found.asked.ok) {
        const { cost, commands, streams } = found.asked.asking.measure;
        this.#rates.spend(actor, { costPerMinute: cost, commandsPerMinute: commands, streamsPerMinute: streams });
      }
      return found;
    } finally {
      if (isAdmitted && !isSound) this.#rates.charge(actor);
    }
  }

  /** Parsed, checked and coerced, with what its execution needs. */
  async ask(
    request: OperationRequest,
    speaks: (locale: Locale) => void = () => {},
  ): Promise<{ readonly asked: Awaited<ReturnType<typeof ask>>; readonly reads: Reads }> {
    const { actor } = request;
    requireActor(actor);
    const [tenant, choices] = await Promise.all([this.#kernel.tenant(actor.tenant), this.#kernel.choices(actor.tenant)]);
    const locale = request.locale ?? actor.locale ?? tenant.locale;
    speaks(locale);
    const kernel = this.#kernel.narrowed(choices.enabled);
    const api = this.#apis.of(choices.enabled);
    return { asked: await ask(kernel, api, request, locale, choices), reads: new Reads(this.#plans, api.key) };
  }
}

/** It will be told so when it is asked; what is beyond the bounds by itself is so among others too. */
function refusedAlready(error: unknown): null {
  if (!isTold(error) || error.code === 'LIMIT_EXCEEDED') throw error;
  return null;
}

type Body = Omit<OperationAnswer, 'operation'>;

export async function answer(reads: Reads, asking: Asking, withoutText: boolean): Promise<Body> {
  const { operation } = asking.operation.node;
  if (operation === 'subscription')
    throw badInput(label('a subscription needs a connection that can be answered more than once', '订阅需要可多次应答的连接'));
  const isQuery = operation === 'query';
  const read = isQuery && !withoutText ? await readWhole(reads, asking) : null;
  if (read?.kind === 'text') return answered(`{"data":${read.text}}`);
  if (read) {
    const { data, errors } = settle(read.tree);
    return told(
      asking,
      data,
      errors.flatMap(({ path, error }) => answerErrors(asking, error, path)),
    );
  }
  const { data, errors } = await executeHybrid(reads, asking);
  return told(asking, data, errors);
}

async function told(asking: Asking, data: unknown, errors: readonly AnswerError[]): Promise<Body> {
  if (errors.length > 0) await auditWithheld(asking, errors);
  return body(data, errors);
}

/** Null where something besides reads was asked for, or where it cannot be planned as one: graphql-js then answers field by field. */
async function readWhole(reads: Reads, asking: Asking): Promise<Read | null> {
  let planned: ReturnType<Reads['query']>;
  try {
    planned = reads.query(asking, false);
  } catch {
    return null;
  }
  // Where a null may not stand, graphql-js makes null what is around it.
  if (!planned.rest.isWhole || planned.plan.breaksPromise) return null;
  try {
    return await run(asking, planned);
  } catch (error) {
    return { kind: 'tree', tree: await readOneByOne(asking, false, error) };
  }
}

const answered = (text: string): Body => ({ text, hasData: true, parsed: () => JSON.parse(text) });
const body = (data: unknown, errors: readonly AnswerError[]): Body =>
  answered(errors.length === 0 ? JSON.stringify({ data }) : JSON.stringify({ errors, data }));
export const refused = (errors: readonly AnswerError[]): OperationAnswer => ({
  ...answered(JSON.stringify({ errors })),
  hasData: false,
  operation: null,
});
