/** An engine of a few lines, for what a test must hold in its hand: answers that wait, fail, or look peculiar. */
import { type Actor, GuanxiError } from '@guanxi/core';
import { buildSchema, type DocumentNode, execute, getOperationAST, parse, validate } from 'graphql';
import type { ServedEngine } from '../index.ts';
import type { OperationAnswer } from '../options.ts';

export interface StandIn extends ServedEngine {
  /** What was executed, in order. */
  readonly asked: Parameters<ServedEngine['execute']>[0][];
  /** How many `slow` fields wait. */
  waiting(): number;
  /** Answers them. */
  release(): void;
  /** What `ready` throws; null: it is. */
  problem: Error | null;
  /** What `execute` throws. */
  failure: Error | null;
  isClosed: boolean;
}

const schema = buildSchema(`
  type Query { hello(name: String): String!, slow(n: Int): Int!, lines: [Int!]! }
  type Mutation { change: Int! }
`);

export function standIn(): StandIn {
  let held: (() => void)[] = [];
  const answers = {
    hello: ({ name }: { readonly name?: string }) => `Hello ${name ?? 'you'}`,
    slow: ({ n }: { readonly n?: number }) => new Promise((resolve) => held.push(() => resolve(n ?? 0))),
    lines: [1, 2],
    change: 1,
  };
  const engine: StandIn = {
    asked: [],
    problem: null,
    failure: null,
    isClosed: false,
    waiting: () => held.length,
    actorOf: async () => null,
    watch: () => () => undefined,
    release() {
      for (const answer of held) answer();
      held = [];
    },
    async execute(request) {
      engine.asked.push(request);
      if (engine.isClosed) throw new GuanxiError('ENGINE_CLOSED');
      if (engine.failure) throw engine.failure;
      const document = parse(request.document as string);
      const errors = validate(schema, document);
      if (errors.length > 0)
        return answer(
          {
            errors: errors.map((e) => ({ message: e.message, locations: e.locations, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })),
          },
          false,
        );
      const result = await execute({
        schema,
        document,
        rootValue: answers,
        variableValues: request.variables ?? {},
        operationName: request.operationName ?? null,
      });
      return answer(result, true, operationOf(document, request.operationName));
    },
    subscribe: async (request) => ({ ok: false, answer: await engine.execute(request) }),
    measure: async () => 0,
    as: (_actor: Actor) => ({ run: async () => ({ ok: false, errors: [] }), plugins: {} }),
    start: () => undefined,
    async ready() {
      if (engine.problem) throw engine.problem;
    },
    async close() {
      engine.isClosed = true;
    },
  };
  return engine;
}

function operationOf(document: DocumentNode, wanted: string | null | undefined): OperationAnswer['operation'] {
  const node = getOperationAST(document, wanted);
  return node ? { type: node.operation, name: node.name?.value ?? null } : null;
}

/** With line breaks between its tokens, as Postgres writes some. */
function answer(body: object, hasData: boolean, operation: OperationAnswer['operation'] = null): OperationAnswer {
  const text = JSON.stringify(body, null, 1).replace(/^\{\n */, '{');
  return { text, hasData, operation, parsed: () => JSON.parse(text) };
}
