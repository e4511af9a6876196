/** When a time is up: in the tenant's zone, or in the open hours of a business calendar where there are calendars. */
import { GuanxiError, type Id, parseGlobalId } from '@guanxi/core';
import type { BusinessClock } from '@guanxi/plugin-calendar';
import { Temporal } from 'temporal-polyfill';
import type { Definition, Wait } from '../rules/definition.ts';
import type { WorkflowTx } from './subject.ts';

/** Days, weeks and months are the calendar's, so that a day over a change of clocks ends at the same time of day. */
function always(from: Date, after: string, zone: string): Date {
  const start = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(zone);
  return new Date(start.add(Temporal.Duration.from(after)).epochMilliseconds);
}

export async function dueAt(tx: WorkflowTx, from: Date, { after, clock = tx.settings.clock }: Wait): Promise<Date> {
  const business = clock === 'ALWAYS' ? null : await businessClock(tx, clock);
  return business ? business.add(from, after).at : always(from, after, tx.zone);
}

/** Null where the tenant has no such calendar: then all time counts, which is never too late. */
async function businessClock(tx: WorkflowTx, clock: string): Promise<BusinessClock | null> {
  const { calendar } = tx.plugins;
  try {
    return (await calendar?.clock(calendarOf(clock))) ?? null;
  } catch (error) {
    if (!(error instanceof GuanxiError)) throw error;
    tx.log.warn('a workflow names a calendar that is not there', { clock, code: error.code });
    return null;
  }
}

const calendarOf = (clock: string): 'DEFAULT' | Id<'BusinessCalendar'> =>
  clock === 'DEFAULT' ? clock : ((parseGlobalId(clock)?.uuid ?? clock) as Id<'BusinessCalendar'>);

/** Which of the clocks that a definition names are there. `DEFAULT` is for every tenant, with or without calendars. */
export async function clocksOf(tx: WorkflowTx, { states }: Definition): Promise<ReadonlySet<string>> {
  const waits: readonly Wait[] = Object.values(states).flatMap(({ tasks = [], timers = [], escalation = [] }) => [
    ...tasks.flatMap((task) => task.due ?? []),
    ...timers,
    ...escalation,
  ]);
  const known = new Set(['ALWAYS', 'DEFAULT']);
  for (const name of new Set(waits.flatMap((w) => w.clock ?? []))) if (!known.has(name) && (await businessClock(tx, name))) known.add(name);
  return known;
}
