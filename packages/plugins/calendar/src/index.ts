/** `@guanxi/plugin-calendar`: working time, holidays, appointments and reminders. A table of contents; each noun has a folder. */
import { definePlugin, label, type Plugin } from '@guanxi/core';
import { appointments } from './appointments/index.ts';
import type { Noun } from './common.ts';
import { demo } from './demo.ts';
import { holidays } from './holidays/index.ts';
import { holidayWarnings } from './holidays/warnings.ts';
import { hours } from './hours/index.ts';
import { calendarApi } from './hours/load.ts';
import { ical } from './ical/index.ts';
import { type Calendar, CalendarSettings, p, permissions } from './plugin.ts';
import { endBeforeStart, windowTooLong } from './refusals.ts';
import { reminders } from './reminders/index.ts';
import { resources } from './resources/index.ts';
import { seed } from './seed.ts';

const nouns: readonly Noun[] = [hours, holidays, appointments, resources, reminders, ical];

export function calendar(): Plugin<Calendar> {
  return definePlugin(p, {
    version: '0.1.0',
    label: label('Calendars', '日历'),
    capability: 'OPERATIONAL',
    migrations: new URL('../migrations/', import.meta.url),
    permissions,
    settings: CalendarSettings,
    model: nouns.flatMap((noun) => noun.model),
    commands: nouns.flatMap((noun) => noun.commands ?? []),
    events: nouns.flatMap((noun) => noun.events ?? []),
    refusals: [endBeforeStart, windowTooLong, ...nouns.flatMap((noun) => noun.refusals ?? [])],
    hooks: nouns.flatMap((noun) => noun.hooks ?? []),
    queries: nouns.flatMap((noun) => noun.queries ?? []),
    jobs: nouns.flatMap((noun) => noun.jobs ?? []),
    // Appointments lead to staff, customers and contacts: its own reads need the right to these.
    uses: ['crm:staff:read', 'crm:customers:read', 'crm:contacts:read'],
    seed,
    demo,
    warnings: holidayWarnings,
    api: calendarApi,
  });
}

export type { BusinessClock, Elapsed, Reckoned } from './clock/clock.ts';
export type { Calendar, CalendarApi, CalendarChoice } from './plugin.ts';
export * from './appointments/index.ts';
export * from './holidays/index.ts';
export * from './hours/index.ts';
export * from './ical/index.ts';
export * from './reminders/index.ts';
export * from './resources/index.ts';
