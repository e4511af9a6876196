/** What a tenant begins with: a default calendar in its zone, Monday to Friday from nine to six. */
import type { CalendarTx } from './common.ts';
import { noteLibraryYears } from './holidays/commands.ts';
import { BusinessCalendar, BusinessHours } from './hours/entities.ts';
import { weekdays } from './hours/enums.ts';

/** Zones of the regions whose public holidays the plugin brings. */
const chinese: ReadonlySet<string> = new Set(['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Chongqing', 'Asia/Harbin', 'PRC']);

export async function seed(tx: CalendarTx): Promise<void> {
  const calendarId = await tx.insert(BusinessCalendar, {
    name: tx.locale === 'en' ? 'Business hours' : '工作时间',
    zone: tx.zone,
    isDefault: true,
    holidayRegion: chinese.has(tx.zone) ? 'CN' : null,
    makeUpDay: 'MONDAY',
  });
  // What is known already is no news.
  await noteLibraryYears(tx, ['CN']);
  await tx.insert(
    BusinessHours,
    weekdays.slice(0, 5).map((day) => ({ calendarId, day, opens: '09:00', closes: '18:00' })),
  );
}
