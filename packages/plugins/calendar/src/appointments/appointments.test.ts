import { globalId, type Id, type PluginTypeOf, parseGlobalId } from '@guanxi/core';
import { createContact, createCustomer, createTeam, crm } from '@guanxi/core/crm';
import { describeEngines, type TestActor } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type CalendarOccurrence,
  calendar,
  cancelCalendarEvent,
  cancelCalendarOccurrence,
  changeCalendarOccurrence,
  createCalendarEvent,
  deleteCalendarEvent,
  respondToCalendarEvent,
  updateCalendarEvent,
} from '../index.ts';

const plugins = [crm(), calendar()] as const;
type Person = TestActor<PluginTypeOf<(typeof plugins)[number]>>;
type Answer = Awaited<ReturnType<Person['execute']>>;
const at = (text: string): Date => new Date(`2026-03-${text}:00+08:00`);
const idOf = (who: Person): Id<'Staff'> => (who.actor as { staffId: string }).staffId as Id<'Staff'>;
const uuid = <N extends string>(id: string): Id<N> => parseGlobalId(id)?.uuid as Id<N>;
const nine = { start: at('02T09:00'), end: at('02T10:00') };
const event = 'query ($id: ID!) { calendarEvent(id: $id) { title occurrences { nodes { id startsAt endsAt cancelled changed } } } }';
interface Shown {
  readonly title: string;
  readonly occurrences: { readonly nodes: readonly { id: string; startsAt: string; cancelled: boolean; changed: boolean }[] };
}
const shown = ({ data }: Answer): Shown | null => (data as { calendarEvent: Shown | null }).calendarEvent;
const see = async (who: Person, id: Id<'CalendarEvent'>): Promise<Shown | null> =>
  shown(await who.execute(event, { id: globalId('cev', id) }));
const code = ({ errors }: Answer): unknown => errors?.[0]?.extensions?.['code'];

describeEngines('appointments', { plugins }, (t) => {
  let boss: Person;
  beforeAll(async () => {
    boss = await t().staff({ name: 'Boss' });
  });

  test('TIME-01 a series is planned, one of it moved, one left out; changed as a whole it keeps both', async () => {
    const { event: id } = await boss.run(createCalendarEvent, { title: '周会', ...nine, recurrence: 'FREQ=WEEKLY;COUNT=4' });
    const made = (await see(boss, id))?.occurrences.nodes ?? [];
    expect(made.map((one) => one.startsAt.slice(5, 10))).toEqual(['03-02', '03-09', '03-16', '03-23']);
    const nth = (n: number): Id<CalendarOccurrence['name']> => uuid(made[n]?.id ?? '');
    await boss.run(changeCalendarOccurrence, { occurrence: nth(1), start: at('10T14:00'), title: '改期' });
    await boss.run(cancelCalendarOccurrence, { occurrence: nth(2) });
    await boss.run(updateCalendarEvent, { event: id, end: at('02T10:30'), set: { title: '例会' } });
    expect((await see(boss, id))?.occurrences.nodes.map((one) => [one.startsAt.slice(5, 16), one.cancelled, one.changed])).toEqual([
      ['03-02T01:00', false, false],
      ['03-10T06:00', false, true],
      ['03-16T01:00', true, false],
      ['03-23T01:00', false, false],
    ]);
    await boss.run(updateCalendarEvent, { event: id, recurrence: null });
    expect((await see(boss, id))?.occurrences.nodes).toHaveLength(1);
    await boss.run(deleteCalendarEvent, { event: id });
    expect(await see(boss, id)).toBeNull();
  });

  test('TIME-01 all day is from midnight to midnight; a customer’s appointment is on their timeline', async () => {
    const { customer } = await boss.run(createCustomer, { name: '甲公司', kind: 'ORGANISATION', confirmNew: true });
    await boss.run(createCalendarEvent, { title: '展会', start: at('05T10:00'), end: at('06T12:00'), allDay: true, customer });
    const { data, errors } = await boss.execute(
      'query ($id: ID!) { customer(id: $id) { timeline(kinds: [CALENDAR_EVENT]) { nodes { kind title at } } calendarEvents { nodes { startsAt endsAt owner { name } } } } }',
      { id: globalId('cus', customer) },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      customer: {
        timeline: { nodes: [{ kind: 'CALENDAR_EVENT', title: '展会', at: '2026-03-04T16:00:00.000Z' }] },
        calendarEvents: { nodes: [{ startsAt: '2026-03-04T16:00:00.000Z', endsAt: '2026-03-06T16:00:00.000Z', owner: { name: 'Boss' } }] },
      },
    });
  });

  test('TIME-01 free and busy: merged, without what is private being told, cancelled, declined or not busy', async () => {
    const { staff } = await t().another();
    const [anna, ben] = [await staff({ name: 'Anna' }), await staff({ name: 'Ben' })];
    const both = [idOf(anna), idOf(ben)];
    await anna.run(createCalendarEvent, { title: '体检', start: at('02T09:00'), end: at('02T10:00'), visibility: 'PRIVATE' });
    const { event: talk } = await anna.run(createCalendarEvent, {
      title: '面谈',
      start: at('02T09:30'),
      end: at('02T11:00'),
      participants: [{ who: { kind: 'staff', value: idOf(ben) } }],
    });
    await anna.run(createCalendarEvent, { title: '备忘', start: at('02T13:00'), end: at('02T14:00'), busy: false });
    const { event: off } = await anna.run(createCalendarEvent, { title: '取消的', start: at('02T15:00'), end: at('02T16:00') });
    await anna.run(cancelCalendarEvent, { event: off });
    const ask = async () => {
      const { data, errors } = await ben.execute(
        'query ($staff: [ID!], $from: DateTime!, $to: DateTime!) { freeBusy(staff: $staff, from: $from, to: $to) { staff { name } busy { startsAt endsAt tentative } } }',
        { staff: both.map((id) => globalId('stf', id)), from: at('02T00:00').toISOString(), to: at('03T00:00').toISOString() },
      );
      expect(errors).toBeUndefined();
      return (
        data as { freeBusy: { staff: { name: string }; busy: { startsAt: string; endsAt: string; tentative: boolean }[] }[] }
      ).freeBusy.map((one) => [
        one.staff.name,
        ...one.busy.map((b) => `${b.startsAt.slice(11, 16)}-${b.endsAt.slice(11, 16)}${b.tentative ? '?' : ''}`),
      ]);
    };
    expect(await ask()).toEqual([
      ['Anna', '01:00-03:00'],
      ['Ben', '01:30-03:00?'],
    ]);
    await ben.run(respondToCalendarEvent, { event: talk, response: 'DECLINED' });
    expect(await ask()).toEqual([['Anna', '01:00-03:00'], ['Ben']]);
  });

  test('TIME-01 the list of conflicts, in which what may not be seen has no name', async () => {
    const { staff } = await t().another();
    const [anna, ben] = [await staff(), await staff()];
    await anna.run(createCalendarEvent, { title: '私事', start: at('02T09:00'), end: at('02T10:00'), visibility: 'PRIVATE' });
    await anna.run(createCalendarEvent, { title: '拜访', start: at('02T09:30'), end: at('02T11:00') });
    const ask = (who: Person) =>
      who.execute(
        'query ($staff: ID, $from: DateTime!, $to: DateTime!) { calendarConflicts(staff: $staff, from: $from, to: $to) { startsAt endsAt first { event { title } } second { event { title } } } }',
        { staff: globalId('stf', idOf(anna)), from: at('01T00:00').toISOString(), to: at('09T00:00').toISOString() },
      );
    const overlap = { startsAt: '2026-03-02T01:30:00.000Z', endsAt: '2026-03-02T02:00:00.000Z', second: { event: { title: '拜访' } } };
    expect((await ask(anna)).data).toEqual({ calendarConflicts: [{ ...overlap, first: { event: { title: '私事' } } }] });
    expect((await ask(ben)).data).toEqual({ calendarConflicts: [{ ...overlap, first: null }] });
  });

  test('TIME-01 an agenda is what takes place in a window, in one statement', async () => {
    const { staff, statements } = await t().another();
    const anna = await staff();
    await anna.run(createCalendarEvent, { title: '站会', ...nine, recurrence: 'FREQ=DAILY;COUNT=10' });
    const { value, statements: sent } = await statements(() =>
      anna.execute(
        'query ($staff: ID!, $from: DateTime!, $to: DateTime!) { calendarAgenda(staff: $staff, from: $from, to: $to) { nodes { startsAt event { title participants { nodes { response } } } } } }',
        { staff: globalId('stf', idOf(anna)), from: at('04T00:00').toISOString(), to: at('06T00:00').toISOString() },
      ),
    );
    expect(value.errors).toBeUndefined();
    expect((value.data as { calendarAgenda: { nodes: object[] } }).calendarAgenda.nodes).toHaveLength(2);
    expect(sent).toHaveLength(1);
  });

  test('TIME-01 a group’s appointment is its members’; a contact sees what they take part in, and answers', async () => {
    const { staff, contact } = await t().another();
    const chief = await staff();
    const { team } = await chief.run(createTeam, { name: '华东组' });
    const own = { 'calendar:events:read': 'own', 'calendar:events:write': 'own', 'crm:staff:read': 'all' } as const;
    const [member, stranger] = [await staff({ team, can: own }), await staff({ can: own })];
    const { customer } = await chief.run(createCustomer, { name: '乙公司', kind: 'ORGANISATION', confirmNew: true });
    const made = {
      name: '王芳',
      customers: [{ customer, role: 'PURCHASING' }],
      channels: [{ kind: 'MOBILE', value: '13800138000' }],
    } as const;
    const { contact: person } = await chief.run(createContact, { ...made, customers: [...made.customers], channels: [...made.channels] });
    const { event: id } = await member.run(createCalendarEvent, { title: '组会', ...nine, group: team });
    await chief.run(updateCalendarEvent, { event: id, participants: [{ who: { kind: 'contact', value: person } }] });
    expect(await see(member, id)).not.toBeNull();
    expect(await see(stranger, id)).toBeNull();
    const guest = await contact({ id: person, customers: [customer], can: { 'calendar:events:read': 'own', 'crm:contacts:read': 'own' } });
    expect((await see(guest, id))?.title).toBe('组会');
    await guest.run(respondToCalendarEvent, { event: id, response: 'ACCEPTED' });
    expect(await stranger.refused(respondToCalendarEvent, { event: id, response: 'ACCEPTED' })).toBe('NOT_FOUND');
    expect(await chief.refused(respondToCalendarEvent, { event: id, response: 'ACCEPTED' })).toBe('CALENDAR_NOT_INVITED');
  });

  describe('refusals', () => {
    test('TIME-01 G5 an end before the start, of an event, of one occurrence, of a window', async () => {
      expect(await boss.refused(createCalendarEvent, { title: 'x', start: nine.end, end: nine.start })).toBe('CALENDAR_END_BEFORE_START');
      const { event: id } = await boss.run(createCalendarEvent, { title: 'x', ...nine });
      expect(await boss.refused(updateCalendarEvent, { event: id, end: at('01T00:00') })).toBe('CALENDAR_END_BEFORE_START');
      const occurrence = uuid<'CalendarOccurrence'>((await see(boss, id))?.occurrences.nodes[0]?.id ?? '');
      expect(await boss.refused(changeCalendarOccurrence, { occurrence, end: at('01T00:00') })).toBe('CALENDAR_END_BEFORE_START');
      const ask = '{ freeBusy(from: "2026-03-02T00:00:00Z", to: "2026-03-01T00:00:00Z") { busy { startsAt } } }';
      expect(code(await boss.execute(ask))).toBe('CALENDAR_END_BEFORE_START');
      expect(code(await boss.execute(ask.replace('2026-03-01', '2027-03-01')))).toBe('CALENDAR_WINDOW_TOO_LONG');
    });
    test('TIME-01 an unknown zone', async () => {
      expect(await boss.refused(createCalendarEvent, { title: 'x', ...nine, zone: 'Mars/Olympus' })).toBe('BAD_INPUT');
    });
    test('TIME-01 a recurrence without end or count limit', async () => {
      expect(await boss.refused(createCalendarEvent, { title: 'x', ...nine, recurrence: 'FREQ=WEEKLY' })).toBe(
        'CALENDAR_RECURRENCE_ENDLESS',
      );
      const { event: id } = await boss.run(createCalendarEvent, { title: 'x', ...nine });
      expect(await boss.refused(updateCalendarEvent, { event: id, recurrence: 'FREQ=DAILY' })).toBe('CALENDAR_RECURRENCE_ENDLESS');
      expect(await boss.refused(updateCalendarEvent, { event: id, recurrence: 'daily' })).toBe('CALENDAR_RECURRENCE_INVALID');
      expect(await boss.refused(updateCalendarEvent, { event: id, recurrence: 'FREQ=DAILY;COUNT=999' })).toBe(
        'CALENDAR_RECURRENCE_TOO_MANY',
      );
    });
    test('TIME-01 G10 planning in others’ calendars, changing what one only takes part in', async () => {
      const own = { 'calendar:events:read': 'own', 'calendar:events:write': 'own', 'crm:staff:read': 'all' } as const;
      const clerk = await t().staff({ can: own });
      expect(await clerk.refused(createCalendarEvent, { title: 'x', ...nine, owner: idOf(boss) })).toBe('CALENDAR_NOT_YOURS');
      const { event: id } = await boss.run(createCalendarEvent, {
        title: 'x',
        ...nine,
        participants: [{ who: { kind: 'staff', value: idOf(clerk) } }],
      });
      expect(await see(clerk, id)).not.toBeNull();
      expect(await clerk.refused(updateCalendarEvent, { event: id, set: { title: 'y' } })).toBe('CALENDAR_NOT_YOURS');
      const reader = await t().staff({ can: ['calendar:events:read'] });
      expect(await reader.refused(createCalendarEvent, { title: 'x', ...nine })).toBe('FORBIDDEN');
    });
    test('TIME-01 a person and a group at once, or nobody', async () => {
      const { team } = await boss.run(createTeam, { name: '华北组' });
      expect(await boss.refused(createCalendarEvent, { title: 'x', ...nine, owner: idOf(boss), group: team })).toBe(
        'CALENDAR_OWNER_OR_GROUP',
      );
      expect(await (await t().service()).refused(createCalendarEvent, { title: 'x', ...nine })).toBe('CALENDAR_OWNER_OR_GROUP');
    });
    test('TIME-01 G15 what was cancelled', async () => {
      const { event: id } = await boss.run(createCalendarEvent, { title: 'x', ...nine });
      const occurrence = uuid<'CalendarOccurrence'>((await see(boss, id))?.occurrences.nodes[0]?.id ?? '');
      await boss.run(cancelCalendarEvent, { event: id });
      expect(await boss.refused(updateCalendarEvent, { event: id, set: { title: 'y' } })).toBe('CALENDAR_EVENT_CANCELLED');
      expect(await boss.refused(changeCalendarOccurrence, { occurrence, title: 'y' })).toBe('CALENDAR_EVENT_CANCELLED');
    });
  });
});
