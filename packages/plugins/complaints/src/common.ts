/** Small words that several nouns share. */
import type { PluginShape, Tx } from '@guanxi/core';
import type { Complaints } from './plugin.ts';

export type ComplaintsTx = Tx<Complaints>;

/** What one noun brings to the plugin. */
export type Noun = Pick<PluginShape<Complaints>, 'model' | 'commands' | 'events' | 'refusals' | 'hooks' | 'queries' | 'jobs'>;

/** What was said or done about a case is personal data of whose it is. */
export const ofWhoseCase = {
  personal: {
    subject: [
      { through: 'complaintId', to: 'customerId' },
      { through: 'complaintId', to: 'contactId' },
    ],
  },
} as const;

/** What belongs to a case is seen by whoever sees the case. */
export const ofCase = { onDelete: 'cascade' } as const;
