import { label } from '@guanxi/core';
import { p } from '../plugin.ts';
import { Session } from './entities.ts';

export const SessionRevoked = p.event('crm.session.revoked', {
  label: label('Session revoked', '登录会话已注销'),
  subject: Session,
  data: {},
});

export const sessionsOfWhom = p.refusal('CRM_SESSIONS_OF_WHOM', {
  en: 'Say whose sessions: a program has none of its own.',
  zh: '请指定员工或联系人：程序没有登录会话。',
});
export const sessionsOfOthers = p.refusal('CRM_SESSIONS_OF_OTHERS', {
  en: 'You may end your own sessions; those of others need the permission crm:sessions:manage.',
  zh: '只能注销自己的会话；注销他人的会话需要 crm:sessions:manage 权限。',
});
