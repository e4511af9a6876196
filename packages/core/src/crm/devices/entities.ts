import { type Entity, type EntityOf, label, sql, syncDevices } from '@guanxi/core';
import { p } from '../plugin.ts';

export interface Device extends EntityOf<'Device', typeof syncDevices> {}
/** The kernel answers and refuses devices; what is here registers, shows and revokes them. Seen by whoever owns it, and by who manages devices. */
export const Device: Entity<Device> = p.entity('Device', {
  table: syncDevices,
  idPrefix: 'dev',
  sealed: true,
  label: label('Device', '设备'),
  display: 'name',
  read: (row, actor) =>
    actor.has('crm:devices:manage') || sql`(${row.staffId} = ${actor.staffId} or ${row.contactId} = ${actor.contactId})`,
});
