import { label, t } from '@guanxi/core';
import { Contact } from '../contacts/entities.ts';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';
import { Device } from './entities.ts';

export const deviceFields = p.fields(Device, (f) => ({
  name: f.column('name', { label: label('Name', '名称'), input: t.text(100), personal: { subject: ['staffId', 'contactId'] } }),
  lastSeenAt: f.column('lastSeenAt', { label: label('Last seen', '最近同步时间') }),
  revokedAt: f.column('revokedAt', { label: label('Revoked', '停用时间') }),
  staff: f.one(Staff, { on: ['staffId', 'id'], label: label('Member of staff', '所属员工') }),
  contact: f.one(Contact, { on: ['contactId', 'id'], label: label('Contact', '所属联系人') }),
}));
