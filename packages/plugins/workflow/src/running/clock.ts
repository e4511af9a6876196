/** When a time is up: in the tenant's zone, or in the open hours of a business calendar where there are calendars. */
import { Temporal } from 'temporal-polyfill';
import type { Wait } from '../rules/definition.ts';
import type { WorkflowTx } from './subject.ts';

/** Days, weeks and months are the calendar's, so that a day over a change of clocks ends at the same time of day. */
export function always(from: Date, after: string, zone: string): Date {
  const start = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(zone);
  return new Date(start.add(Temporal.Duration.from(after)).epochMilliseconds);
}

export async function dueAt(tx: WorkflowTx, from: Date, { after }: Wait): Promise<Date> {
  return always(from, after, tx.zone);
}
