/** Who `calendar` is: working time, holidays, appointments and reminders (TIME-01). Everything else in this folder is typed from here. */
import { type Id, type Label, label, pluginKit, z } from '@guanxi/core';
import type { Crm } from '@guanxi/core/crm';
import type { BusinessClock } from './clock/clock.ts';

export const permissions = {
  'calendar:read': label('See working time, holidays and resources', '查看工作时间、节假日和资源'),
  'calendar:manage': label('Manage working time, holidays and resources', '管理工作时间、节假日和资源'),
  'calendar:events:read': label('See calendar events', '查看日程'),
  'calendar:events:write': label('Plan calendar events', '安排日程'),
} as const satisfies Record<string, Label>;

export const CalendarSettings = z.object({
  /** How many occurrences a recurrence may have at most. */
  occurrences: z.int().min(1).max(1_000).default(500),
  /** How long before its beginning an event is recalled where the reminder does not say: ISO 8601. */
  reminderBefore: z
    .string()
    .regex(/^P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?)?$/)
    .default('PT15M'),
});

/** A business calendar by its id; the tenant's default one; or time that never stands still, in the tenant's zone. */
export type CalendarChoice = Id<'BusinessCalendar'> | 'DEFAULT' | 'ALWAYS';

export interface CalendarApi {
  /**
   * A clock of a calendar: loaded once, then pure, so that rules may use it. Asked again in the same command or hook it costs nothing.
   * Whoever asks need not be allowed to see the calendar.
   * @example const due = (await tx.plugins.calendar.clock('DEFAULT')).add(tx.now, 'PT8H').at;
   * @throws NOT_FOUND for an id of no calendar, CALENDAR_NO_DEFAULT
   */
  clock(calendar: CalendarChoice): Promise<BusinessClock>;
}

export interface Calendar {
  id: 'calendar';
  needs: { crm: Crm };
  permission: keyof typeof permissions;
  settings: z.output<typeof CalendarSettings>;
  api: CalendarApi;
}

export const p = pluginKit<Calendar>('calendar', { engine: '^0.1.0', needs: { crm: '^0.1.0' } });
