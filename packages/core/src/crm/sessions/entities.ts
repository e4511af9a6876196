import { type Entity, type EntityOf, label, sessions, sql } from '@guanxi/core';
import { p } from '../plugin.ts';

export interface Session extends EntityOf<'Session', typeof sessions> {}
/** The kernel makes and refuses sessions; what is here shows and revokes them. Seen by whose they are, and by who manages sessions. */
export const Session: Entity<Session> = p.entity('Session', {
  table: sessions,
  idPrefix: 'ses',
  sealed: true,
  label: label('Session', '登录会话'),
  read: (row, actor) =>
    actor.has('crm:sessions:manage') || sql`(${row.staffId} = ${actor.staffId} or ${row.contactId} = ${actor.contactId})`,
  // They come and go by themselves; events say who ended one.
  history: 'none',
});
