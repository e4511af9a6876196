/** Small words that several nouns share. */
import type { PluginShape, Tx } from '@guanxi/core';
import type { Crm } from './plugin.ts';

export type CrmTx = Tx<Crm>;

/** What one noun brings to the plugin. */
export type Noun = Pick<PluginShape<Crm>, 'model' | 'commands' | 'events' | 'refusals' | 'hooks' | 'queries' | 'gates'>;

/** An input without the keys that were not given: for an insert an absent key and an undefined one are two things. */
export type Given<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};
export const given = <T extends object>(input: T): Given<T> =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Given<T>;

/** Of fields that a customer's contact sees too, where they see the record: their own name, addresses, what was agreed with them. */
export const forContacts = { classification: 'PUBLIC' } as const;
