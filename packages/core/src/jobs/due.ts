/**
 * By whose clock something is due. An engine that was given a clock goes by that. One that was not asks the database: instances whose
 * machines disagree by a day would otherwise run things early, late or twice.
 */
import type { Database } from '../database/port.ts';
import { type Clock, systemClock } from '../model/ids.ts';

/** SQL of the present instant; one of ours is ISO text and needs no quoting. */
export const sqlNow = (clock: Clock): string => (clock === systemClock ? 'now()' : `'${clock.now().toISOString()}'::timestamptz`);

export async function businessNow(clock: Clock, database: Database): Promise<Date> {
  if (clock !== systemClock) return clock.now();
  const { rows } = await database.query({ text: 'select now() as now', prepare: true }, { priority: 'worker' });
  return new Date(String(rows[0]?.['now']));
}
