/** The calendar of occasions. */
import { label, type SQL, sql, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { LoyaltyOccasion } from './entities.ts';

/** Month and day of a date, as text that sorts like a calendar. */
const monthDay = (date: SQL): SQL => sql`right(${date}::date::text, 5)`;

/** @example { occasionsBetween(from: "2026-12-20", to: "2027-01-05") { nodes { kind date customer { name } } } } */
export const occasionsBetween = p.list('occasionsBetween', {
  label: label('Occasions between two days, of whatever year', '期间内的纪念日'),
  permission: 'loyalty:read',
  of: LoyaltyOccasion,
  input: { from: t.date(), to: t.date() },
  where: ({ monthDay: day }, { from, to }) => sql`case
    when ${to}::date < ${from}::date then false
    when ${to}::date - ${from}::date >= 365 then ${day} is not null
    when ${monthDay(from)} <= ${monthDay(to)} then ${day} between ${monthDay(from)} and ${monthDay(to)}
    else ${day} >= ${monthDay(from)} or ${day} <= ${monthDay(to)} end`,
});
