/**
 * Ids of records that a transaction makes. A caller that made the records already (a device without a network) chooses them: the first
 * records of a type that the command makes get the ids chosen for that type, in order; all others are new.
 */
import type { Call } from './call.ts';

export interface ChosenId {
  readonly entity: string;
  readonly id: string;
}

export function recordIds(call: Call, chosen: readonly ChosenId[]): (entity: string) => string {
  const left = [...chosen];
  return (entity) => {
    const at = left.length === 0 ? -1 : left.findIndex((c) => c.entity === entity);
    const [own] = at < 0 ? [] : left.splice(at, 1);
    return own?.id ?? call.kernel.ids.next(call.now);
  };
}
