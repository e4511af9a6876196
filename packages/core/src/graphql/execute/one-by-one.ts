/** Root fields by themselves, where their one statement or plan failed as a whole: what is sound answers, what is not says why. */
import type { Transaction } from '../../database/port.ts';
import { GuanxiError } from '../../errors.ts';
import { planRead, runPlan } from '../../read/index.ts';
import type { Tree } from '../context.ts';
import { withDerived } from '../translate/reader.ts';
import { readKeys, type TranslateOptions, translate } from '../translate/translate.ts';
import { treeOf } from './reads.ts';
import { type Asking, readBy } from './request.ts';

/** What concerns the database itself: asking again would only ask again. */
const final = new Set([
  'DATABASE_UNREACHABLE',
  'DATABASE_LOST',
  'DATABASE_CLOSED',
  'DATABASE_BROKEN',
  'DATABASE_FULL',
  'TRANSACTION_NESTED',
  'TRANSACTION_BYPASSED',
  'TRANSACTION_OVER',
]);

/** Each root field's value or error, all of one snapshot as the one statement would have been. */
export async function readOneByOne(asking: Asking, marksTypes: boolean, failure: unknown): Promise<Tree> {
  if (failure instanceof GuanxiError && final.has(failure.code)) throw failure;
  const { schema, kernel, operation, facts, decode, holds } = asking;
  const options: TranslateOptions = { schema, model: kernel.model, operation, facts, decode, marksTypes, holds };
  const keys = readKeys(options);
  // One field alone: what failed is known already.
  if (keys.length === 1) return Object.fromEntries(keys.map((key) => [key, asError(failure)]));
  const database = await kernel.database();
  return database.transaction(
    async (tx) => {
      const out: [string, unknown][] = [];
      for (const key of keys) out.push([key, await valueAlone(asking, { ...options, only: key }, key, tx)]);
      return Object.fromEntries(out);
    },
    { isolation: 'repeatable read' },
  );
}

async function valueAlone(asking: Asking, options: TranslateOptions, key: string, tx: Transaction): Promise<unknown> {
  // A failed statement would end the transaction for those that follow.
  await tx.query({ text: 'savepoint field' });
  try {
    const { roots, derived } = translate(options);
    const variables = withDerived(asking.facts.variables, derived, asking.decode);
    const plan = planRead(asking.kernel, roots, asking.access);
    const answer = await runPlan(
      asking.kernel,
      plan,
      { variables, actor: asking.bindings, now: asking.now, locale: asking.locale, by: readBy(asking) },
      tx,
    );
    return treeOf(answer)[key];
  } catch (error) {
    await tx.query({ text: 'rollback to savepoint field' });
    return asError(error);
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
