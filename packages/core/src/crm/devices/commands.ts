/** Devices that keep a copy of what their owner may see (SYNC-01). */
import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { Device } from './entities.ts';
import { DeviceRegistered, DeviceRevoked, deviceNeedsOwner } from './events.ts';

export const registerDevice = p.command('registerDevice', {
  label: label('Register a device of one’s own', '登记自己的设备'),
  // Whoever may sign in may have a device: it shows nothing that its owner does not see.
  permission: 'public',
  input: { name: t.text(100) },
  output: { device: t.ref(Device) },
  async run(tx, { name }) {
    const { staffId, contactId } = tx.actor;
    if (staffId === null && contactId === null) throw deviceNeedsOwner({});
    const device = await tx.insert(Device, { name, staffId, contactId });
    await tx.emit(DeviceRegistered, { subject: device });
    return { device };
  },
});

/** One's own, or another's by who manages devices. It is refused from then on, for good. */
export const revokeDevice = p.command('revokeDevice', {
  label: label('Revoke a device', '停用设备'),
  permission: 'public',
  input: { device: t.id(Device, { subject: true, lock: true }) },
  output: { device: t.ref(Device) },
  async run(tx, { device }) {
    const { revokedAt } = await tx.lock(Device, device);
    if (revokedAt !== null) return { device };
    await tx.update(Device, device, { revokedAt: tx.now });
    await tx.emit(DeviceRevoked, { subject: device });
    return { device };
  },
});
