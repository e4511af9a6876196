/** The two sets of time limits that the plugin brings (CMPL-03), of which a tenant chooses one to hold in general. */
import { enumType, label } from '@guanxi/core';

export const standardNames = {
  /** Reply at once, day and night. */
  IMMEDIATE: label('Immediately, at any time', '即时答复，全天候'),
  /** The older rule: within an hour of the next opening. */
  NEXT_OPENING: label('Within an hour of the next opening', '上班后一小时内答复'),
} as const;
export const StandardPolicy = enumType('StandardSlaPolicy', standardNames);

/** How fast a solution comes is said by neither of the sources: 72 hours, or three working days. */
export const standardTerms = {
  IMMEDIATE: { clock: 'ALWAYS', ackWithin: 'PT0S', handleWithin: 'PT72H', warnBefore: 'PT4H' },
  NEXT_OPENING: { clock: 'BUSINESS_HOURS', ackWithin: 'PT1H', handleWithin: 'P3D', warnBefore: 'PT4H' },
} as const;
