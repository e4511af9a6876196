import { select, sql } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { describe, expect, test } from 'vitest';
import {
  businessCalendarFields,
  calendar,
  createBusinessCalendar,
  removeCalendarException,
  setCalendarException,
  updateBusinessCalendar,
} from '../index.ts';

describeEngines('business calendars', { plugins: [crm(), calendar()] }, (t) => {
  test('TIME-01 a tenant begins with one in its zone, from nine to six', async () => {
    const clerk = await t().staff({ can: ['calendar:read'] });
    const { data, errors } = await clerk.execute(
      '{ businessCalendars { nodes { name zone isDefault holidayRegion makeUpDay hours { nodes { day opens closes } } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      businessCalendars: {
        nodes: [
          {
            name: 'Business hours',
            zone: 'Asia/Shanghai',
            isDefault: true,
            holidayRegion: 'CN',
            makeUpDay: 'MONDAY',
            hours: { nodes: expect.arrayContaining([{ day: 'MONDAY', opens: '09:00', closes: '18:00' }]) },
          },
        ],
      },
    });
  });

  test('TIME-01 a clock is read once and may be used by whoever may not see the calendar', async () => {
    const nobody = await t().staff({ can: [] });
    const { value, statements } = await t().statements(() => nobody.plugins.calendar.clock('DEFAULT'));
    expect(statements.length).toBeLessThanOrEqual(2);
    expect(value.zone).toBe('Asia/Shanghai');
    // A make-up working day.
    expect(value.isOpen(new Date('2026-02-14T02:00:00Z'))).toBe(true);
    expect((await nobody.plugins.calendar.clock('ALWAYS')).isOpen(new Date('2026-02-17T02:00:00Z'))).toBe(true);
  });

  const weekday = (opens: string, closes: string) => [{ day: 'MONDAY' as const, opens, closes }];

  test('TIME-01 hours, exceptions and the default are data, and change what the clock says', async () => {
    const { staff } = await t().another();
    const boss = await staff();
    const { calendar: shop } = await boss.run(createBusinessCalendar, {
      name: '门店',
      zone: 'Asia/Shanghai',
      hours: [
        { day: 'MONDAY', opens: '09:00', closes: '12:00' },
        { day: 'MONDAY', opens: '13:00', closes: '18:00' },
        { day: 'FRIDAY', opens: '22:00', closes: '04:00' },
      ],
      isDefault: true,
    });
    const ask = async (from: string, duration: string) =>
      (
        (
          await boss.execute('query ($f: DateTime!, $d: Duration!) { addBusinessTime(from: $f, duration: $d) { at provisional } }', {
            f: from,
            d: duration,
          })
        ).data as { addBusinessTime: { at: string; provisional: boolean } }
      ).addBusinessTime;
    expect(await ask('2026-03-02T03:30:00Z', 'PT1H')).toEqual({ at: '2026-03-02T05:30:00.000Z', provisional: false });
    await boss.run(setCalendarException, { calendar: shop, date: '2026-03-02', hours: [{ opens: '10:00', closes: '11:00' }] });
    expect(await ask('2026-03-02T00:00:00Z', 'PT2H')).toMatchObject({ at: '2026-03-06T15:00:00.000Z' });
    await boss.run(setCalendarException, { calendar: shop, date: '2026-03-02', hours: [], note: '盘点' });
    expect(await ask('2026-03-02T00:00:00Z', 'PT7H')).toMatchObject({ at: '2026-03-09T02:00:00.000Z' });
    expect(await boss.run(removeCalendarException, { calendar: shop, date: '2026-03-02' })).toMatchObject({ removed: true });
    await boss.run(updateBusinessCalendar, { calendar: shop, hours: weekday('10:00', '11:00') });
    expect(await ask('2026-03-02T00:00:00Z', 'PT1H')).toMatchObject({ at: '2026-03-02T03:00:00.000Z' });
    const { data } = await boss.execute(
      '{ businessTimeBetween(from: "2026-03-01T00:00:00Z", to: "2026-03-31T00:00:00Z") { duration seconds provisional } businessCalendars(where: { isDefault: { eq: true } }) { nodes { name } } isBusinessTime(at: "2026-03-02T02:30:00Z") { open nextOpening { at } } businessDays(from: "2026-03-01", to: "2026-03-02") { date duration hours { from to } provisional } }',
    );
    expect(data).toEqual({
      businessTimeBetween: { duration: 'PT5H', seconds: 18_000, provisional: false },
      businessCalendars: { nodes: [{ name: '门店' }] },
      isBusinessTime: { open: true, nextOpening: { at: '2026-03-02T02:30:00.000Z' } },
      businessDays: [
        { date: '2026-03-01', duration: 'PT0S', hours: [], provisional: false },
        {
          date: '2026-03-02',
          duration: 'PT1H',
          hours: [{ from: '2026-03-02T02:00:00.000Z', to: '2026-03-02T03:00:00.000Z' }],
          provisional: false,
        },
      ],
    });
  });

  describe('refusals', () => {
    const hours = weekday('09:00', '18:00');
    test('TIME-01 an unknown zone; G3', async () => {
      const boss = await t().staff();
      expect(await boss.refused(createBusinessCalendar, { name: 'x', zone: 'Mars/Olympus', hours })).toBe('BAD_INPUT');
      expect(await boss.refused(createBusinessCalendar, { name: 'x', zone: 'UTC+8', hours })).toBe('BAD_INPUT');
    });
    test('TIME-01 business hours without a zone', async () => {
      const boss = await t().staff();
      const { errors } = await boss.execute(
        'mutation { createBusinessCalendar(input: { name: "x", hours: [{ day: MONDAY, opens: "09:00", closes: "18:00" }] }) { userErrors { code } } }',
      );
      expect(errors?.[0]?.message).toMatch(/zone/);
      expect(await boss.refused(createBusinessCalendar, { name: 'x', hours } as never)).toBe('BAD_INPUT');
      expect(await boss.refused(createBusinessCalendar, { name: 'x', zone: 'Asia/Tokyo', hours: weekday('09:00+08:00', '18:00') })).toBe(
        'BAD_INPUT',
      );
    });
    test('TIME-01 G5 times that are none, hours that overlap, a week without any, a calendar turned upside down', async () => {
      const boss = await t().staff();
      const made = (those: ReturnType<typeof weekday>) =>
        boss.refused(createBusinessCalendar, { name: 'x', zone: 'Asia/Tokyo', hours: those });
      expect(await made(weekday('9:00', '18:00'))).toBe('CALENDAR_NOT_A_TIME');
      expect(await made(weekday('24:00', '18:00'))).toBe('CALENDAR_NOT_A_TIME');
      expect(await made([...weekday('09:00', '12:00'), ...weekday('11:00', '18:00')])).toBe('CALENDAR_HOURS_OVERLAP');
      expect(await made([])).toBe('CALENDAR_NEVER_OPEN');
      expect(
        (await boss.execute('{ businessTimeBetween(from: "2026-03-02T00:00:00Z", to: "2026-03-01T00:00:00Z") { duration } }')).errors,
      ).toMatchObject([{ extensions: { code: 'CALENDAR_END_BEFORE_START' } }]);
      expect((await boss.execute('{ businessDays(from: "2026-03-02", to: "2026-03-01") { date } }')).errors).toMatchObject([
        { extensions: { code: 'CALENDAR_END_BEFORE_START' } },
      ]);
    });
    test('TIME-01 more than anybody’s working time is known for', async () => {
      const boss = await t().staff();
      expect((await boss.execute('{ addBusinessTime(from: "2026-03-02T00:00:00Z", duration: "P20000D") { at } }')).errors).toMatchObject([
        { extensions: { code: 'CALENDAR_BEYOND_HORIZON' } },
      ]);
      expect((await boss.execute('{ businessDays(from: "2026-01-01", to: "2026-12-31") { date } }')).errors).toMatchObject([
        { extensions: { code: 'CALENDAR_WINDOW_TOO_LONG' } },
      ]);
    });
    test('TIME-01 make-up days like a day that is not worked, a default that goes away, a region that is none', async () => {
      const boss = await t().staff();
      const { calendar: plain } = await boss.run(createBusinessCalendar, { name: 'x', zone: 'Asia/Tokyo', hours });
      expect(await boss.refused(updateBusinessCalendar, { calendar: plain, set: { makeUpDay: 'SUNDAY' } })).toBe(
        'CALENDAR_MAKE_UP_DAY_CLOSED',
      );
      expect(await boss.refused(updateBusinessCalendar, { calendar: plain, set: { holidayRegion: 'Bavaria' } })).toBe(
        'CALENDAR_NOT_A_REGION',
      );
      const [usual] = await boss.read(select(businessCalendarFields, {}), { where: (c) => sql`${c.isDefault}` });
      expect(await boss.refused(updateBusinessCalendar, { calendar: usual?.id as never, set: { active: false } })).toBe(
        'CALENDAR_DEFAULT_STAYS',
      );
    });
    test('TIME-01 G10 whoever may not manage or see calendars', async () => {
      const clerk = await t().staff({ can: ['calendar:read'] });
      expect(await clerk.refused(createBusinessCalendar, { name: 'x', zone: 'Asia/Tokyo', hours })).toBe('FORBIDDEN');
      const nobody = await t().staff({ can: [] });
      expect((await nobody.execute('{ addBusinessTime(from: "2026-03-02T00:00:00Z", duration: "P2D") { at } }')).errors).toMatchObject([
        { extensions: { code: 'FORBIDDEN' } },
      ]);
    });
  });
});
