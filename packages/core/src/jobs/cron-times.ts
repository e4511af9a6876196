/**
 * When a cron job runs. Days with a change of clocks: what has a fixed time runs once, also where that time is skipped (then at the change)
 * or comes twice (then the first time); what runs at intervals keeps them.
 */
import { Cron } from 'croner';
import type { JobDefinition } from '../write/declarations.ts';

/** @throws Error for a pattern or zone that is none */
const schedule = (cron: string, zone: string): Cron =>
  new Cron(cron, { timezone: zone, paused: true, mode: '5-or-6-parts', fixedTimeRule: 'no-wildcard' });

/** The first time after `from`; null for a pattern of days that never come. */
export const nextTime = (cron: string, zone: string, from: Date): Date | null => schedule(cron, zone).nextRun(from);

/** What is wrong with them, in the words of the library; null: nothing. */
export function cronProblem(cron: string, zone: string): string | null {
  try {
    const next = nextTime(cron, zone, new Date(0));
    return next === null ? 'it never comes' : null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

/** Later than this, a run was missed. */
const LATE_MS = 60_000;

export interface DueRun {
  /** The time that the run is for; null: none of those missed is made up for. */
  readonly at: Date | null;
  readonly next: Date | null;
}

/** Which run is made at `now` by a job that was due at `due`, and when the next one is due. */
export function dueRun({ cron, missed }: Pick<JobDefinition, 'cron' | 'missed'>, zone: string, due: Date, now: Date): DueRun {
  const times = schedule(cron, zone);
  if (missed === 'all') return { at: due, next: times.nextRun(due) };
  const [last = due] = times.previousRuns(1, new Date(now.getTime() + 1)).filter((time) => time > due);
  const next = times.nextRun(now);
  return { at: missed === 'none' && now.getTime() - last.getTime() > LATE_MS ? null : last, next };
}
