/** What somebody should see to: a year that will be reckoned with soon and is not known. */
import { label, select, sql, type Warning } from '@guanxi/core';
import { Temporal } from 'temporal-polyfill';
import type { CalendarScope } from '../common.ts';
import { businessCalendarFields } from '../hours/fields.ts';
import { knownHolidays } from './known.ts';

/** From here on next year is missed: China's is published in November at the latest. */
const monthOfNotice = 11;

export async function holidayWarnings(scope: CalendarScope): Promise<readonly Warning[]> {
  const inUse = await scope.system.read(select(businessCalendarFields, { holidayRegion: true }), {
    where: (c) => sql`${c.active} and ${c.holidayRegion} is not null`,
  });
  const regions = [...new Set(inUse.flatMap((one) => one.holidayRegion ?? []))];
  const today = Temporal.Instant.fromEpochMilliseconds(scope.now.getTime()).toZonedDateTimeISO(scope.zone);
  const years = [today.year, ...(today.month >= monthOfNotice ? [today.year + 1] : [])];
  return [...(await knownHolidays(scope, regions))].flatMap(([region, known]) =>
    years
      .filter((year) => !known.has(year))
      .map((year) => ({
        what: label(
          `The public holidays of ${region} in ${year} are not known: what is reckoned over them is provisional.`,
          `尚无 ${region} ${year} 年的节假日数据：跨该年的推算均为暂定。`,
        ),
        next: label(
          'Install the version of the plugin that has them, or enter them: publishHolidays.',
          '请升级插件，或用 publishHolidays 录入。',
        ),
      })),
  );
}
