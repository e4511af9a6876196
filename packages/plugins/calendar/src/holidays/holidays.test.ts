import { select } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { inTransaction } from '@guanxi/core/testing';
import { describeEngines } from '@guanxi/testing';
import { describe, expect, test } from 'vitest';
import { calendar, createBusinessCalendar, HolidayYear, holidayYearFields, publishHolidays, withdrawHolidays } from '../index.ts';
import { libraryOf } from './library.ts';
import { isRegion } from './region.ts';

const notice = [
  { date: '2027-01-01', kind: 'HOLIDAY', name: '元旦' },
  { date: '2026-12-26', kind: 'MAKE_UP', name: '元旦' },
  { date: '2027-02-06', kind: 'HOLIDAY', name: '春节' },
] as const;

test('the library has whole years only, with make-up days', () => {
  const china = libraryOf('CN');
  expect([...china.keys()].toSorted()).toEqual(Array.from({ length: china.size }, (_, n) => 2004 + n));
  expect(china.get(2026)?.filter((day) => day.kind === 'MAKE_UP')).toHaveLength(6);
  expect(libraryOf('JP').size).toBe(0);
});
test('a region is a country that there is, with or without a subdivision', () => {
  expect(['CN', 'DE-BY', 'HK', 'US-CA'].map(isRegion)).toEqual([true, true, true, true]);
  expect(['cn', 'QQ', 'China', 'DE-', ''].map(isRegion)).toEqual([false, false, false, false, false]);
});

describeEngines('public holidays', { plugins: [crm(), calendar()] }, (t) => {
  const ask = 'query ($f: DateTime!, $d: Duration!) { addBusinessTime(from: $f, duration: $d) { at provisional } }';

  test('TIME-01 what is reckoned over a year that is not published is provisional, until somebody enters it', async () => {
    const { staff } = await t().another();
    const boss = await staff();
    const when = async () => (await boss.execute(ask, { f: '2026-12-31T08:00:00Z', d: 'PT4H' })).data;
    expect(await when()).toEqual({ addBusinessTime: { at: '2027-01-01T03:00:00.000Z', provisional: true } });
    const { year } = await boss.run(publishHolidays, { region: 'CN', year: 2027, days: [...notice], note: '国办发明电〔2026〕7 号' });
    expect(await when()).toEqual({ addBusinessTime: { at: '2027-01-04T03:00:00.000Z', provisional: false } });
    const { data, errors } = await boss.execute(
      '{ holidayYears(where: { year: { eq: 2027 } }) { nodes { region source note days { nodes { date kind name } } } } publicHolidays(region: "CN", year: 2027) { date kind name } unknown: publicHolidays(region: "CN", year: 2030) { date } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      holidayYears: { nodes: [{ region: 'CN', source: 'TENANT', days: { nodes: expect.arrayContaining([notice[1]]) } }] },
      publicHolidays: expect.arrayContaining([notice[0]]),
      unknown: null,
    });
    // Entered again, it is as entered last.
    await boss.run(publishHolidays, { region: 'CN', year: 2027, days: [{ date: '2027-01-04', kind: 'HOLIDAY', name: '元旦' }] });
    expect(await when()).toMatchObject({ addBusinessTime: { at: '2027-01-01T03:00:00.000Z' } });
    expect(await boss.refused(withdrawHolidays, { year })).toBe('CALENDAR_HOLIDAYS_NOWHERE_ELSE');
  });

  test('TIME-01 what is entered comes before what the library has, and can be taken back', async () => {
    const { staff } = await t().another();
    const boss = await staff();
    const isOpen = async () => (await boss.execute('{ isBusinessTime(at: "2026-05-11T02:00:00Z") { open } }')).data;
    const { year } = await boss.run(publishHolidays, {
      region: 'CN',
      year: 2026,
      days: [{ date: '2026-05-11', kind: 'HOLIDAY', name: '厂庆' }],
    });
    expect(await isOpen()).toEqual({ isBusinessTime: { open: false } });
    await boss.run(withdrawHolidays, { year });
    expect(await isOpen()).toEqual({ isBusinessTime: { open: true } });
  });

  test('TIME-01 a year that the library brings is noticed by itself, once, and told like one that is entered', async () => {
    const { staff, workOff, clock } = await t().another();
    const boss = await staff();
    const years = async () =>
      ((await boss.execute('{ holidayYears { nodes { region year source } } }')).data as { holidayYears: { nodes: object[] } }).holidayYears
        .nodes;
    const known = await years();
    expect(known).toEqual([{ region: 'CN', year: 2026, source: 'LIBRARY' }]);
    // A tenant that has worked with an older version of the plugin, and now keeps Chinese holidays in a second calendar.
    const other = await t().another({ zone: 'Europe/Berlin' });
    const berlin = await other.staff();
    const chinese = {
      name: '中国',
      zone: 'Asia/Shanghai',
      holidayRegion: 'CN',
      hours: [{ day: 'MONDAY' as const, opens: '09:00', closes: '18:00' }],
    };
    await berlin.run(createBusinessCalendar, chinese);
    const [year] = await berlin.read(select(holidayYearFields, {}), {});
    await inTransaction(other.engine, { kind: 'service', name: 'test', tenant: other.tenant.id, permissions: ['*'] }, 'calendar', (tx) =>
      tx.remove(HolidayYear, year?.id as never),
    );
    // The first round plans the job, the second does what is due by then.
    await workOff();
    clock.advance('P1D');
    await workOff();
    expect(await berlin.read(select(holidayYearFields, { year: true, source: true }), {})).toMatchObject([
      { year: 2026, source: 'LIBRARY' },
    ]);
    expect(await years()).toEqual(known);
  });

  test('TIME-01 next year is missed from November on, where it is not known', async () => {
    const { engine, tenant, clock, staff } = await t().another();
    const mine = async () => (await engine.warnings()).filter((one) => one.tenant === tenant.slug).map((one) => one.what.en);
    clock.set('2026-10-31T00:00:00Z');
    expect(await mine()).toEqual([]);
    clock.set('2026-11-02T00:00:00Z');
    expect(await mine()).toEqual([expect.stringContaining('CN in 2027')]);
    await (await staff()).run(publishHolidays, { region: 'CN', year: 2027, days: [...notice] });
    expect(await mine()).toEqual([]);
  });

  describe('refusals', () => {
    const year = (days: readonly { date: string; kind: 'HOLIDAY' | 'MAKE_UP'; name: string }[], region = 'CN') => ({
      region,
      year: 2027,
      days: [...days],
    });
    test('TIME-01 G5 days of another year, twice, none at all; a region that is none', async () => {
      const boss = await t().staff();
      expect(await boss.refused(publishHolidays, year([{ date: '2026-12-24', kind: 'HOLIDAY', name: 'x' }]))).toBe(
        'CALENDAR_DAY_OUTSIDE_YEAR',
      );
      expect(await boss.refused(publishHolidays, year([notice[0], notice[0]]))).toBe('CALENDAR_DAY_TWICE');
      expect(await boss.refused(publishHolidays, year([notice[1]]))).toBe('CALENDAR_NO_HOLIDAYS');
      expect(await boss.refused(publishHolidays, year([notice[0]], 'China'))).toBe('CALENDAR_NOT_A_REGION');
      expect((await boss.execute('{ publicHolidays(region: "China", year: 2026) { date } }')).errors).toMatchObject([
        { extensions: { code: 'CALENDAR_NOT_A_REGION' } },
      ]);
    });
    test('TIME-01 G10 whoever may not manage calendars', async () => {
      const clerk = await t().staff({ can: ['calendar:read'] });
      expect(await clerk.refused(publishHolidays, year([notice[0]]))).toBe('FORBIDDEN');
    });
  });
});
