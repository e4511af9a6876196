/** Small words that several nouns share. */
import type { PluginShape, Tx } from '@guanxi/core';
import type { Loyalty } from './plugin.ts';

export type LoyaltyTx = Tx<Loyalty>;

/** What one noun brings to the plugin. */
export type Noun = Pick<PluginShape<Loyalty>, 'model' | 'commands' | 'events' | 'refusals' | 'hooks' | 'queries' | 'jobs'>;

/** Of fields that a member sees too, where they see the record: their own points and tier. */
export const forMembers = { classification: 'PUBLIC' } as const;

export function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known) known.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
