/** What can be heard of devices, and what is refused. */
import { label } from '@guanxi/core';
import { p } from '../plugin.ts';
import { Device } from './entities.ts';

export const DeviceRegistered = p.event('crm.device.registered', {
  label: label('Device registered', '设备已登记'),
  subject: Device,
  data: {},
});
export const DeviceRevoked = p.event('crm.device.revoked', {
  label: label('Device revoked', '设备已停用'),
  subject: Device,
  data: {},
});

export const deviceNeedsOwner = p.refusal('CRM_DEVICE_NEEDS_OWNER', {
  en: 'A device belongs to a member of staff or to a contact; a program has none.',
  zh: '设备须属于员工或联系人，程序不能登记设备。',
});
