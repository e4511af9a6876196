import { globalId, type Id, type PluginTypeOf, parseGlobalId, select } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { describeEngines, type TestActor } from '@guanxi/testing';
import { describe, expect, test } from 'vitest';
import {
  calendar,
  calendarReminderFields,
  cancelCalendarEvent,
  cancelCalendarOccurrence,
  createCalendarEvent,
  deleteCalendarEvent,
  publishHolidays,
  removeCalendarReminder,
  setCalendarException,
  setCalendarReminder,
  updateCalendarEvent,
} from '../index.ts';

const plugins = [crm(), calendar()] as const;
type Person = TestActor<PluginTypeOf<(typeof plugins)[number]>>;
const at = (text: string): Date => new Date(`2026-${text}:00+08:00`);
const due = async (who: Person, id: Id<'CalendarReminder'>) =>
  (await who.read(select(calendarReminderFields, { dueAt: true, provisional: true }), { id }))[0];
const told = async (who: Person, event: Id<'CalendarEvent'>): Promise<readonly string[]> => {
  const { data } = await who.execute(
    'query ($id: ID!) { calendarEvent(id: $id) { occurrences { nodes { id startsAt } } reminders { nodes { toldUntil } } } }',
    {
      id: globalId('cev', event),
    },
  );
  return (data as { calendarEvent: { reminders: { nodes: { toldUntil: string }[] } } }).calendarEvent.reminders.nodes.map(
    (one) => one.toldUntil,
  );
};

describeEngines('reminders', { plugins, start: '2026-03-02T00:00:00Z' }, (t) => {
  test('TIME-01 each occurrence of a series is told of in turn, once, through the worker', async () => {
    const anna = await t().staff();
    const { event } = await anna.run(createCalendarEvent, {
      title: '站会',
      start: at('03-03T09:00'),
      end: at('03-03T09:15'),
      recurrence: 'FREQ=DAILY;COUNT=3',
    });
    const { reminder } = await anna.run(setCalendarReminder, { event });
    expect((await anna.run(setCalendarReminder, { event })).reminder).toBe(reminder);
    expect(await due(anna, reminder)).toMatchObject({ dueAt: at('03-03T08:45'), provisional: false });
    t().clock.set(at('03-03T08:44'));
    await t().workOff();
    expect(await told(anna, event)).toEqual([null]);
    t().clock.set(at('03-03T08:45'));
    await t().workOff();
    expect(await told(anna, event)).toEqual(['2026-03-03T01:00:00.000Z']);
    expect(await due(anna, reminder)).toMatchObject({ dueAt: at('03-04T08:45') });
    await t().workOff();
    t().clock.set(at('03-05T08:50'));
    await t().workOff();
    await t().workOff();
    expect(await due(anna, reminder)).toMatchObject({ dueAt: null });
  });

  test('TIME-01 a reminder follows its event, and goes with it', async () => {
    const anna = await t().staff();
    const { event } = await anna.run(createCalendarEvent, {
      title: 'x',
      start: at('04-01T09:00'),
      end: at('04-01T10:00'),
      recurrence: 'FREQ=DAILY;COUNT=2',
    });
    const { reminder } = await anna.run(setCalendarReminder, { event, before: 'PT1H' });
    await anna.run(updateCalendarEvent, { event, start: at('04-02T11:00'), end: at('04-02T12:00') });
    expect(await due(anna, reminder)).toMatchObject({ dueAt: at('04-02T10:00') });
    const { data } = await anna.execute('query ($id: ID!) { calendarEvent(id: $id) { occurrences { nodes { id } } } }', {
      id: globalId('cev', event),
    });
    const [first] = (data as { calendarEvent: { occurrences: { nodes: { id: string }[] } } }).calendarEvent.occurrences.nodes;
    await anna.run(cancelCalendarOccurrence, { occurrence: parseGlobalId(first?.id ?? '')?.uuid as Id<'CalendarOccurrence'> });
    expect(await due(anna, reminder)).toMatchObject({ dueAt: at('04-03T10:00') });
    await anna.run(cancelCalendarEvent, { event });
    expect(await due(anna, reminder)).toMatchObject({ dueAt: null });
    const { event: other } = await anna.run(createCalendarEvent, { title: 'y', start: at('04-01T09:00'), end: at('04-01T10:00') });
    await anna.run(setCalendarReminder, { event: other });
    await anna.run(deleteCalendarEvent, { event: other });
    t().clock.set(at('04-04T00:00'));
    expect((await t().workOff()).failed).toBe(0);
  });

  test('TIME-01 a working day before, reckoned again when the year’s holidays are published or hours change', async () => {
    const w = await t().another();
    const anna = await w.staff();
    const { event } = await anna.run(createCalendarEvent, {
      title: '年会',
      start: new Date('2027-01-04T02:00:00Z'),
      end: new Date('2027-01-04T03:00:00Z'),
    });
    const { reminder } = await anna.run(setCalendarReminder, { event, before: 'P1D', businessTime: true });
    expect(await due(anna, reminder)).toEqual({ id: reminder, dueAt: new Date('2027-01-01T02:00:00Z'), provisional: true });
    await anna.run(publishHolidays, { region: 'CN', year: 2027, days: [{ date: '2027-01-01', kind: 'HOLIDAY', name: '元旦' }] });
    expect(await due(anna, reminder)).toEqual({ id: reminder, dueAt: at('12-31T10:00'), provisional: false });
    const { data } = await anna.execute('{ businessCalendars { nodes { id } } }');
    const [only] = (data as { businessCalendars: { nodes: { id: string }[] } }).businessCalendars.nodes;
    const standard = parseGlobalId(only?.id ?? '')?.uuid as Id<'BusinessCalendar'>;
    await anna.run(setCalendarException, { calendar: standard, date: '2026-12-31', hours: [] });
    expect(await due(anna, reminder)).toMatchObject({ dueAt: at('12-30T10:00') });
    await anna.run(removeCalendarReminder, { reminder });
    expect(await due(anna, reminder)).toBeUndefined();
  });

  describe('refusals', () => {
    test('TIME-01 reminders after the event, of programs, of what one may not see', async () => {
      const anna = await t().staff();
      const { event } = await anna.run(createCalendarEvent, {
        title: 'x',
        start: at('05-01T09:00'),
        end: at('05-01T10:00'),
        visibility: 'PRIVATE',
      });
      expect(await anna.refused(setCalendarReminder, { event, before: '-PT5M' })).toBe('CALENDAR_REMINDER_AFTER');
      expect(await (await t().service()).refused(setCalendarReminder, { event })).toBe('CALENDAR_REMINDER_OF_STAFF');
      const ben = await t().staff();
      expect(await ben.refused(setCalendarReminder, { event })).toBe('NOT_FOUND');
      const { reminder } = await anna.run(setCalendarReminder, { event });
      expect(await ben.refused(removeCalendarReminder, { reminder })).toBe('NOT_FOUND');
    });
  });
});
