/** A new version of the plugin may bring a year that was unknown: it is noticed once a day, and told like one that somebody enters. */
import { label, select, sql } from '@guanxi/core';
import { businessCalendarFields } from '../hours/fields.ts';
import { p } from '../plugin.ts';
import { noteLibraryYears } from './commands.ts';
import { HolidayYear } from './entities.ts';
import { HolidaysPublished } from './events.ts';

export const noticeHolidays = p.job('noticeHolidays', {
  label: label('Notice newly published holidays', '检查新公布的节假日'),
  cron: '15 0 * * *',
  zone: 'tenant',
  async run(tx) {
    const inUse = await tx.system.read(select(businessCalendarFields, { holidayRegion: true }), {
      where: (c) => sql`${c.active} and ${c.holidayRegion} is not null`,
    });
    const regions = [...new Set(inUse.flatMap((one) => one.holidayRegion ?? []))];
    const noticed = await noteLibraryYears(tx, regions);
    for (const { id, region, year } of await tx.lock(HolidayYear, noticed))
      await tx.emit(HolidaysPublished, { subject: id, region, year, source: 'LIBRARY' });
  },
});
