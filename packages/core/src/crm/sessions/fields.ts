import { label } from '@guanxi/core';
import { Contact } from '../contacts/entities.ts';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';
import { Session } from './entities.ts';

const personal = { subject: ['staffId', 'contactId'] } as const;

/** What tokens call it is no field. */
export const sessionFields = p.fields(Session, (f) => ({
  userAgent: f.column('userAgent', { label: label('Browser or program', '客户端'), personal }),
  address: f.column('address', { label: label('Address', '地址'), personal }),
  lastSeenAt: f.column('lastSeenAt', { label: label('Last seen', '最近活动时间') }),
  expiresAt: f.column('expiresAt', { label: label('Expires', '失效时间') }),
  revokedAt: f.column('revokedAt', { label: label('Revoked', '注销时间') }),
  staff: f.one(Staff, { on: ['staffId', 'id'], label: label('Member of staff', '所属员工') }),
  contact: f.one(Contact, { on: ['contactId', 'id'], label: label('Contact', '联系人') }),
}));
