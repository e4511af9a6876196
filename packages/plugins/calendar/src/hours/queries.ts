/** Working time, asked from outside. */
import { type Instant, label, t } from '@guanxi/core';
import { isoOf } from '../clock/duration.ts';
import { dateOf, dayOf } from '../clock/zone.ts';
import { p } from '../plugin.ts';
import { endBeforeStart, windowTooLong } from '../refusals.ts';
import { BusinessCalendar } from './entities.ts';
import { clockOf } from './load.ts';
import { beyondHorizon } from './refusals.ts';

/** Absent: the default one. */
const calendar = t.optional(t.id(BusinessCalendar));

const BusinessInstant = t.object('BusinessInstant', {
  at: t.instant(),
  /** Public holidays of a year on the way are not published yet: it may change when they are. */
  provisional: t.bool(),
});

export const addBusinessTime = p.query('addBusinessTime', {
  label: label('When so much working time has passed', '推算工作时间'),
  permission: 'calendar:read',
  cost: 5,
  input: {
    calendar,
    from: t.instant(),
    /** ISO 8601. Days are days that are worked, hours and less are time that is worked; weeks, months and years are those on the wall. */
    duration: t.duration(),
  },
  output: BusinessInstant,
  async run(scope, { calendar: of, from, duration }) {
    const clock = await clockOf(scope, of);
    return withinHorizon(() => clock.add(from, duration), 'duration');
  },
});

export const businessTimeBetween = p.query('businessTimeBetween', {
  label: label('Working time between two instants', '两个时刻之间的工作时间'),
  permission: 'calendar:read',
  cost: 5,
  input: { calendar, from: t.instant(), to: t.instant() },
  output: t.object('BusinessTime', {
    /** Hours, minutes and whole seconds. */
    duration: t.duration(),
    seconds: t.int(),
    provisional: t.bool(),
  }),
  async run(scope, { calendar: of, from, to }) {
    refuseReversed(from, to, 'to');
    const clock = await clockOf(scope, of);
    const { milliseconds, provisional } = withinHorizon(() => clock.between(from, to), 'to');
    const seconds = Math.floor(milliseconds / 1_000);
    return { duration: isoOf(seconds * 1_000), seconds, provisional };
  },
});

export const isBusinessTime = p.query('isBusinessTime', {
  label: label('Is it working time', '是否工作时间'),
  permission: 'calendar:read',
  cost: 5,
  input: { calendar, at: t.optional(t.instant()) },
  output: t.object('BusinessMoment', { open: t.bool(), nextOpening: BusinessInstant }),
  async run(scope, { calendar: of, at = scope.now }) {
    const clock = await clockOf(scope, of);
    return { open: clock.isOpen(at), nextOpening: withinHorizon(() => clock.nextOpening(at), 'at') };
  },
});

const month = 31;

export const businessDays = p.query('businessDays', {
  label: label('What is worked on some days', '逐日工作时间'),
  permission: 'calendar:read',
  cost: 20,
  input: {
    calendar,
    from: t.date(),
    /** Included; at most three months later. */
    to: t.date(),
  },
  output: t.list(
    t.object('BusinessDay', {
      date: t.date(),
      /** Time worked on the date. */
      duration: t.duration(),
      hours: t.list(t.object('BusinessSpan', { from: t.instant(), to: t.instant() })),
      /** Its year is not published yet. */
      provisional: t.bool(),
    }),
  ),
  async run(scope, { calendar: of, from, to }) {
    if (to < from) throw endBeforeStart({}, 'to');
    if (dayOf(to) - dayOf(from) > 3 * month) throw windowTooLong({ days: 3 * month }, 'to');
    const clock = await clockOf(scope, of);
    return Array.from({ length: dayOf(to) - dayOf(from) + 1 }, (_, n) => {
      const date = dateOf(dayOf(from) + n);
      const { spans, provisional } = clock.day(date);
      const worked = spans.reduce((sum, span) => sum + (span.to.getTime() - span.from.getTime()), 0);
      return { date, duration: isoOf(worked), hours: [...spans], provisional };
    });
  },
});

function refuseReversed(from: Instant, to: Instant, path: string): void {
  if (to < from) throw endBeforeStart({}, path);
}

/** What the clock calls a RangeError is, here, asked by somebody. */
function withinHorizon<T>(reckon: () => T, path: string): T {
  try {
    return reckon();
  } catch (error) {
    if (error instanceof RangeError) throw beyondHorizon({}, path);
    throw error;
  }
}
