/** What the answer to a live query depends on, as its plan knows it: the tables of its policies and relations are among them. */
import { choiceEntities } from '../../model/choices.ts';
import type { Model } from '../../model/model.ts';
import type { Plan, PlanRequest } from '../../read/index.ts';
import type { Touched } from './touched.ts';

export interface Interest {
  /** Whether a change may have made the answer another. @param touched Of the tenant; empty for events that changed no record. */
  isTouchedBy(touched: Touched): boolean;
}

/** Of an answer that JavaScript has a part in, or whose plan reads what is no record: nobody knows, so it is whatever happens. */
export const everything: Interest = { isTouchedBy: () => true };

/** Tables that nothing is logged of. A tenant's own zone and currency change with its settings, not with its data. */
const unlogged = new Set(['tenant']);

export function interestIn(model: Model, plan: Plan, variables: PlanRequest['variables']): Interest {
  const rows = new Map([...plan.rows(variables)].filter(([table]) => !unlogged.has(table)));
  if ([...rows.keys()].some((table) => !model.byTable.has(table))) return everything;
  // What attributes there are, and who may see which fields, is part of what is shown.
  for (const name of choiceEntities) {
    const decided = model.entities.get(name)?.tableName;
    if (decided !== undefined) rows.set(decided, null);
  }
  return {
    isTouchedBy: (touched) =>
      [...touched].some(([table, ids]) => {
        const read = rows.get(table);
        if (read === undefined) return false;
        return read === null || ids === null || [...ids].some((id) => read.has(id));
      }),
  };
}
