/** One batch of an operation: a transaction, and where it is refused, halves of it, until the items that are to blame stand alone. */
import { type AnyEntity, type Entity, entityRef } from '../model/entity.ts';
import type { UserError } from '../write/problems.ts';
import { forgetItems, type Item } from './operation-items.ts';
import { step, type Underway } from './operation-record.ts';

interface Refusal extends AnyEntity {
  name: 'OperationRefusal';
  row: { readonly id: string };
  insert: { operationId: string; number: number; item: unknown; code: string; message: string; error: unknown };
}
export const OperationRefusal: Entity<Refusal> = entityRef<Refusal>('OperationRefusal');

/** @returns whether the operation goes on */
export async function doBatch(on: Underway, items: readonly Item[]): Promise<boolean> {
  const refused: { readonly item: Item; readonly errors: readonly UserError[] }[] = [];

  async function attempt(part: readonly Item[]): Promise<boolean> {
    const outcome = await step(on, {
      run: (tx) =>
        on.definition.each(
          tx,
          part.map((i) => i.item),
          on.input,
        ),
      patch: (row) => ({ done: row.done + part.length }),
      closing: [forgetItems({ tenant: on.job.tenant, operation: on.id }, part)],
    });
    if (outcome.ok === 'cancelled') return false;
    if (outcome.ok) return true;
    const [first] = part;
    if (part.length === 1 && first) {
      refused.push({ item: first, errors: outcome.errors });
      return true;
    }
    const middle = Math.ceil(part.length / 2);
    return (await attempt(part.slice(0, middle))) && attempt(part.slice(middle));
  }

  if (!(await attempt(items))) return false;
  if (refused.length === 0) return true;
  const noted = await step(on, {
    run: async (tx) =>
      void (await tx.insert(
        OperationRefusal,
        refused.map(({ item, errors }) => ({
          operationId: on.id,
          number: item.number,
          item: item.item,
          code: errors[0]?.code ?? '',
          message: errors[0]?.message ?? '',
          error: errors,
        })),
      )),
    patch: (row) => ({ refused: row.refused + refused.length }),
    closing: [
      forgetItems(
        { tenant: on.job.tenant, operation: on.id },
        refused.map((r) => r.item),
      ),
    ],
  });
  return noted.ok === true;
}
