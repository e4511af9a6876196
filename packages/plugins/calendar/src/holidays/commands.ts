/** Years of public holidays are entered as a whole, before the library has them or in place of what it has. */
import { type Id, label, select, sql, t } from '@guanxi/core';
import type { CalendarTx } from '../common.ts';
import { p } from '../plugin.ts';
import { Holiday, HolidayYear } from './entities.ts';
import { HolidayKind } from './enums.ts';
import { HolidaysPublished } from './events.ts';
import { holidayFields, holidayYearFields } from './fields.ts';
import { libraryOf } from './library.ts';
import { knownNowhereElse } from './refusals.ts';
import { checkRegion, checkYear } from './rules.ts';

const stored = select(holidayYearFields, { source: true, days: select(holidayFields, {}) });
const yearOf = async (tx: CalendarTx, region: string, year: number) =>
  (await tx.system.read(stored, { where: (y) => sql`${y.region} = ${region} and ${y.year} = ${year}` }))[0] ?? null;

/** Entered again, a year replaces what it was. */
export const publishHolidays = p.command('publishHolidays', {
  label: label('Enter the public holidays of a year', '录入年度节假日'),
  permission: 'calendar:manage',
  input: {
    /** ISO 3166. */
    region: t.text(20),
    year: t.int({ min: 1_900, max: 2_200 }),
    days: t.list(t.object('HolidayInput', { date: t.date(), kind: t.enum(HolidayKind), name: t.text(100) }), { max: 400 }),
    /** The notice they are taken from. */
    note: t.optional(t.text(500)),
  },
  output: { year: t.ref(HolidayYear) },
  async run(tx, { region, year, days, note }) {
    checkRegion(region, 'region');
    checkYear(year, days, 'days');
    const before = await yearOf(tx, region, year);
    const yearId = before?.id ?? tx.newId(HolidayYear);
    const told = { source: 'TENANT', note: note ?? null } as const;
    if (before) {
      await tx.remove(
        Holiday,
        before.days.map((day) => day.id),
      );
      await tx.update(HolidayYear, yearId, told);
    } else await tx.insert(HolidayYear, { id: yearId, region, year, ...told });
    await tx.insert(
      Holiday,
      days.map((day) => ({ yearId, ...day })),
    );
    await tx.emit(HolidaysPublished, { subject: yearId, region, year, source: 'TENANT' });
    return { year: yearId };
  },
});

/** Goes back to what the library has of a year. */
export const withdrawHolidays = p.command('withdrawHolidays', {
  label: label('Use the plugin’s public holidays again', '恢复使用内置节假日'),
  permission: 'calendar:manage',
  input: { year: t.id(HolidayYear, { subject: true, lock: true }) },
  output: { year: t.ref(HolidayYear) },
  async run(tx, { year: id }) {
    const { region, year } = await tx.lock(HolidayYear, id);
    if (!libraryOf(region).has(year)) throw knownNowhereElse({ region, year }, 'year');
    const entered = await tx.system.read(select(holidayFields, {}), { where: (day) => sql`${day.yearId} = ${id}` });
    await tx.remove(
      Holiday,
      entered.map((day) => day.id),
    );
    await tx.update(HolidayYear, id, { source: 'LIBRARY', note: null });
    await tx.emit(HolidaysPublished, { subject: id, region, year, source: 'LIBRARY' });
    return { year: id };
  },
});

/** Years of the library that this tenant does not have yet, from the current one on. */
export async function noteLibraryYears(tx: CalendarTx, regions: readonly string[]): Promise<readonly Id<'HolidayYear'>[]> {
  const from = tx.now.getUTCFullYear();
  const there = await tx.system.read(select(holidayYearFields, { region: true, year: true }), {
    where: (y) => sql`${y.region} = any(${regions}::text[]) and ${y.year} >= ${from}`,
  });
  const isThere = new Set(there.map(({ region, year }) => `${region} ${year}`));
  const missing = regions.flatMap((region) =>
    [...libraryOf(region).keys()].filter((year) => year >= from && !isThere.has(`${region} ${year}`)).map((year) => ({ region, year })),
  );
  return tx.insert(
    HolidayYear,
    missing.map((one) => ({ ...one, source: 'LIBRARY' as const })),
  );
}
