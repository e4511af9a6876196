/** Sessions are ended by those whose they are, and by who manages them (COLL-02). */
import { type Id, label, select, sql, t } from '@guanxi/core';
import { Contact } from '../contacts/entities.ts';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';
import { Session } from './entities.ts';
import { SessionRevoked, sessionsOfOthers, sessionsOfWhom } from './events.ts';
import { sessionFields } from './fields.ts';

/** Tokens of this session are refused from then on, for good. */
export const revokeSession = p.command('revokeSession', {
  label: label('End a session', '注销登录会话'),
  // One that is seen may be ended: one's own, or any by who manages them.
  permission: 'public',
  input: { session: t.id(Session, { subject: true, lock: true }) },
  output: { session: t.ref(Session) },
  async run(tx, { session }) {
    if ((await tx.lock(Session, session)).revokedAt !== null) return { session };
    await tx.update(Session, session, { revokedAt: tx.now });
    await tx.emit(SessionRevoked, { subject: session });
    return { session };
  },
});

/** All that a person has; one may be kept, such as that with which they ask. */
export const revokeAllSessions = p.command('revokeAllSessions', {
  label: label('End all sessions of somebody', '注销某人的全部登录会话'),
  permission: 'public',
  input: {
    /** Absent: one's own. */
    staff: t.optional(t.id(Staff)),
    contact: t.optional(t.id(Contact)),
    except: t.optional(t.id(Session)),
  },
  output: { count: t.int() },
  async run(tx, { staff, contact, except }) {
    const isOwn = staff === undefined && contact === undefined;
    const who: Readonly<Record<'staff' | 'contact', Id<'Staff'> | Id<'Contact'> | null>> = isOwn
      ? { staff: tx.actor.staffId, contact: tx.actor.contactId }
      : { staff: staff ?? null, contact: contact ?? null };
    if (who.staff === null && who.contact === null) throw sessionsOfWhom({});
    const isSelf = (who.staff ?? tx.actor.staffId) === tx.actor.staffId && (who.contact ?? tx.actor.contactId) === tx.actor.contactId;
    if (!isSelf && !tx.actor.has('crm:sessions:manage')) throw sessionsOfOthers({});
    const open = await tx.system.read(select(sessionFields, {}), {
      where: (s) =>
        sql`(${s.staffId} = ${who.staff} or ${s.contactId} = ${who.contact}) and ${s.revokedAt} is null and ${s.id} is distinct from ${except ?? null}::uuid`,
    });
    const ids = open.map((s) => s.id);
    await tx.update(Session, ids, { revokedAt: tx.now });
    for (const subject of ids) await tx.emit(SessionRevoked, { subject });
    return { count: ids.length };
  },
});
