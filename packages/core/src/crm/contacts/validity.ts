/** Whether a link of a contact lasts: in SQL for lists, and the day that a command calls today. */
import { type Related, type SQL, type Sql, sql } from '@guanxi/core';
import type { ContactLink } from './entities.ts';

/** Begun and not over, by the day in UTC: a predicate is shared by all tenants and knows no zone. */
export const lasts = (link: Sql<ContactLink>, q: Related): SQL =>
  sql`coalesce(${link.validFrom} <= (${q.now} at time zone 'UTC')::date, true) and coalesce(${link.validTo} >= (${q.now} at time zone 'UTC')::date, true)`;

/** The date in a zone, `YYYY-MM-DD`. */
export const dayIn = (zone: string, at: Date): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
