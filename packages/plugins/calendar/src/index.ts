/** `@guanxi/plugin-calendar`: working time, holidays, appointments and reminders. A table of contents; each noun has a folder. */
import { definePlugin, label, type Plugin } from '@guanxi/core';
import type { Noun } from './common.ts';
import { holidays } from './holidays/index.ts';
import { hours } from './hours/index.ts';
import { calendarApi } from './hours/load.ts';
import { type Calendar, CalendarSettings, p, permissions } from './plugin.ts';
import { seed } from './seed.ts';

const nouns: readonly Noun[] = [hours, holidays];

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
    refusals: nouns.flatMap((noun) => noun.refusals ?? []),
    hooks: nouns.flatMap((noun) => noun.hooks ?? []),
    queries: nouns.flatMap((noun) => noun.queries ?? []),
    jobs: nouns.flatMap((noun) => noun.jobs ?? []),
    seed,
    api: calendarApi,
  });
}

export type { BusinessClock, Elapsed, Reckoned } from './clock/clock.ts';
export type { Calendar, CalendarApi, CalendarChoice } from './plugin.ts';
export * from './holidays/index.ts';
export * from './hours/index.ts';
