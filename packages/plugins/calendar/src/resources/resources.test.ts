import { type Id, type PluginTypeOf, select } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { describeEngines, type TestActor } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  calendar,
  calendarResourceFields,
  cancelCalendarEvent,
  createCalendarEvent,
  createCalendarResource,
  updateCalendarEvent,
  updateCalendarResource,
} from '../index.ts';
import { clashOf } from './rules.ts';

const plugins = [crm(), calendar()] as const;
type Person = TestActor<PluginTypeOf<(typeof plugins)[number]>>;
const at = (text: string): Date => new Date(`2026-03-${text}:00+08:00`);
const nine = { start: at('02T09:00'), end: at('02T10:00') };

test('TIME-01 one that ends when the next begins is not in its way; what clashed before is nobody’s fault', () => {
  const one = (resourceId: string, from: number, to: number) => ({ resourceId, startsAt: new Date(from), endsAt: new Date(to) });
  const all = [one('a', 0, 10), one('a', 10, 20), one('b', 5, 15), one('b', 6, 7)];
  expect(clashOf(all.slice(0, 3), () => true)).toBeNull();
  expect(clashOf(all, () => true)).toEqual([all[2], all[3]]);
  expect(clashOf(all, ({ resourceId }) => resourceId === 'a')).toBeNull();
  expect(clashOf([one('a', 0, 100), one('a', 1, 2), one('a', 50, 60)], ({ startsAt }) => startsAt.getTime() === 50)).not.toBeNull();
});

describeEngines('resources', { plugins }, (t, engine) => {
  let boss: Person;
  let room: Id<'CalendarResource'>;
  beforeAll(async () => {
    boss = await t().staff();
    room = (await boss.run(createCalendarResource, { name: '长城厅', kind: 'ROOM', capacity: 12 })).resource;
  });

  test('TIME-01 a series books them for all its occurrences, and gives them back', async () => {
    const { resource } = await boss.run(createCalendarResource, { name: '展车', kind: 'VEHICLE' });
    const count = async () =>
      (await boss.execute('{ calendarResources(where: { name: { eq: "展车" } }) { nodes { bookings { nodes { startsAt } } } } }')).data;
    const { event } = await boss.run(createCalendarEvent, {
      title: '巡展',
      ...nine,
      recurrence: 'FREQ=DAILY;COUNT=3',
      resources: [resource],
    });
    expect(JSON.stringify(await count()).match(/startsAt/g)).toHaveLength(3);
    await boss.run(updateCalendarEvent, { event, start: at('02T11:00'), end: at('02T12:00') });
    expect(JSON.stringify(await count())).toContain('2026-03-04T03:00:00.000Z');
    await boss.run(cancelCalendarEvent, { event });
    expect(JSON.stringify(await count())).not.toContain('startsAt');
    expect(await boss.read(select(calendarResourceFields, { capacity: true }), { id: room })).toEqual([{ id: room, capacity: 12 }]);
  });

  describe('refusals', () => {
    test('TIME-01 hard double booking of an exclusive resource', async () => {
      await boss.run(createCalendarEvent, { title: '签约', ...nine, recurrence: 'FREQ=WEEKLY;COUNT=3', resources: [room] });
      const clash = { title: 'x', start: at('16T09:59'), end: at('16T11:00'), resources: [room] };
      expect(await boss.refused(createCalendarEvent, clash)).toBe('CALENDAR_DOUBLE_BOOKED');
      await boss.run(createCalendarEvent, { ...clash, start: at('16T10:00') });
      const { event } = await boss.run(createCalendarEvent, { title: 'y', start: at('17T09:00'), end: at('17T10:00'), resources: [room] });
      expect(await boss.refused(updateCalendarEvent, { event, start: at('16T10:30'), end: at('16T12:00') })).toBe('CALENDAR_DOUBLE_BOOKED');
      // Within one series too.
      const itself = { title: 'z', start: at('20T09:00'), end: at('22T09:00'), recurrence: 'FREQ=DAILY;COUNT=2', resources: [room] };
      expect(await boss.refused(createCalendarEvent, itself)).toBe('CALENDAR_DOUBLE_BOOKED');
    });
    test('TIME-01 what can be shared is booked as often as wanted, what is retired not at all', async () => {
      const { resource } = await boss.run(createCalendarResource, { name: '大厅', kind: 'ROOM', exclusive: false });
      for (const title of ['a', 'b']) await boss.run(createCalendarEvent, { title, ...nine, resources: [resource] });
      await boss.run(updateCalendarResource, { resource, set: { active: false } });
      expect(await boss.refused(createCalendarEvent, { title: 'c', ...nine, resources: [resource] })).toBe('CALENDAR_RESOURCE_RETIRED');
    });
    test(`TIME-01 double booking by ${engine === 'postgres' ? 20 : 5} who book at once: one has it`, async () => {
      const { resource } = await boss.run(createCalendarResource, { name: '贵宾室', kind: 'ROOM' });
      const many = Array.from({ length: engine === 'postgres' ? 20 : 5 }, (_, n) =>
        boss.attempt(createCalendarEvent, { title: `第 ${n} 个`, ...nine, resources: [resource] }),
      );
      const outcomes = await Promise.all(many);
      expect(outcomes.filter((one) => one.ok)).toHaveLength(1);
      expect(new Set(outcomes.flatMap((one) => (one.ok ? [] : one.errors.map((e) => e.code))))).toEqual(
        new Set(['CALENDAR_DOUBLE_BOOKED']),
      );
    });
    test('TIME-01 G8 two resources of one name; G10 whoever may not manage them', async () => {
      expect(await boss.refused(createCalendarResource, { name: '长城厅', kind: 'ROOM' })).toMatch(/./);
      const clerk = await t().staff({ can: ['calendar:read'] });
      expect(await clerk.refused(createCalendarResource, { name: 'x', kind: 'ROOM' })).toBe('FORBIDDEN');
    });
  });
});
