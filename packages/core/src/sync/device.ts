/** The device that asks: known, its owner's, and not revoked. Unknown and somebody else's are one answer. */
import { type Actor, bindingsOf } from '../access/actor.ts';
import type { Database } from '../database/port.ts';
import { GuanxiError } from '../errors.ts';
import { parseGlobalId } from '../model/ids.ts';

export const DEVICE_PREFIX = 'dev';

interface DeviceRow {
  readonly staff_id: string | null;
  readonly contact_id: string | null;
  readonly revoked_at: string | null;
  readonly seen: boolean;
}

/** @returns its UUID. @throws DEVICE_UNKNOWN, DEVICE_REVOKED */
export async function requireDevice(database: Database, actor: Actor, device: string, now: Date): Promise<string> {
  const id = parseGlobalId(device);
  if (id?.prefix !== DEVICE_PREFIX) throw new GuanxiError('DEVICE_UNKNOWN', {}, { path: ['device'] });
  const { rows } = await database.query<DeviceRow>({
    text: `select staff_id, contact_id, revoked_at, coalesce(last_seen_at > $3::timestamptz - interval '1 minute', false) as seen
      from crm.sync_device where tenant_id = $1 and id = $2`,
    params: [actor.tenant, id.uuid, now.toISOString()],
    prepare: true,
  });
  const [row] = rows;
  const { staffId, contactId } = bindingsOf(actor);
  const isOwn = row && ((staffId !== null && row.staff_id === staffId) || (contactId !== null && row.contact_id === contactId));
  if (!isOwn) throw new GuanxiError('DEVICE_UNKNOWN', {}, { path: ['device'] });
  if (row.revoked_at !== null)
    throw new GuanxiError('DEVICE_REVOKED', { at: new Date(row.revoked_at).toISOString() }, { path: ['device'] });
  if (!row.seen)
    await database.query({
      text: 'update crm.sync_device set last_seen_at = $3 where tenant_id = $1 and id = $2',
      params: [actor.tenant, id.uuid, now.toISOString()],
    });
  return id.uuid;
}
