/** Through graphql-js: operations with JavaScript in them. Their reads are still one statement, set going by the first field that needs it. */
import { type ExecutionResult, execute } from 'graphql';
import type { ApiContext, Tree } from '../context.ts';
import { mutate } from './commands.ts';
import { type AnswerError, executionErrors } from './errors.ts';
import { readOneByOne } from './one-by-one.ts';
import { inOrder } from './order.ts';
import { query } from './queries.ts';
import { type Reads, run, treeOf } from './reads.ts';
import type { Asking } from './request.ts';
import { pullChanges, pushChanges } from './sync.ts';

interface Executed {
  readonly data: unknown;
  readonly errors: readonly AnswerError[];
}

/** @param o.root What the root fields have already, by response key: that of a subscription. */
export async function executeHybrid(reads: Reads, asking: Asking, o: { readonly root?: Tree } = {}): Promise<Executed> {
  const { schema, prepared, operation } = asking;
  const result: ExecutionResult = await execute({
    schema,
    document: prepared.document,
    contextValue: contextOf(reads, asking),
    ...(o.root && { rootValue: o.root }),
    variableValues: asking.variables,
    ...(operation.node.name && { operationName: operation.node.name.value }),
  });
  return {
    data: result.data,
    errors: inOrder(
      result.data,
      (result.errors ?? []).flatMap((e) => executionErrors(asking, e)),
    ),
  };
}

function contextOf(reads: Reads, asking: Asking): ApiContext {
  const { kernel, actor, access, locale } = asking;
  let tree: Promise<Tree> | undefined;
  return {
    kernel,
    actor,
    access,
    locale,
    planned: () => (tree ??= readAll(reads, asking)),
    command: (definition, args, info) => mutate(reads, asking, definition, args, info),
    query: (definition, args, info) => query(reads, asking, definition, args, info),
    sync: { pull: (args, info) => pullChanges(reads, asking, args, info), push: (args) => pushChanges(asking, args) },
  };
}

async function readAll(reads: Reads, asking: Asking): Promise<Tree> {
  try {
    return treeOf(await run(asking, reads.query(asking, true)));
  } catch (error) {
    return readOneByOne(asking, true, error);
  }
}
