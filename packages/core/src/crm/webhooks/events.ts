/** What can be heard of webhooks, and what is refused. The kernel's reader listens to some of these. */
import { label, t, WebhookPauseReason } from '@guanxi/core';
import { p } from '../plugin.ts';
import { WebhookDelivery, WebhookEndpoint } from './entities.ts';

const subject = WebhookEndpoint;

export const WebhookCreated = p.event('crm.webhook.created', {
  label: label('Webhook endpoint created', 'Webhook 端点已创建'),
  subject,
  data: { eventTypes: t.list(t.text(200)), permissions: t.list(t.text(200)) },
});
export const WebhookUpdated = p.event('crm.webhook.updated', {
  label: label('Webhook endpoint changed', 'Webhook 端点已修改'),
  subject,
  data: { fields: t.list(t.text(40)) },
});
export const WebhookSecretRotated = p.event('crm.webhook.secretRotated', {
  label: label('Webhook secret rotated', 'Webhook 密钥已轮换'),
  subject,
  data: { previousUntil: t.nullable(t.instant()) },
});
/** With reason FAILING it is the notice that an endpoint took nothing for so long that nothing more is tried. */
export const WebhookPaused = p.event('crm.webhook.paused', {
  label: label('Webhook endpoint paused', 'Webhook 端点已暂停'),
  subject,
  data: { reason: t.enum(WebhookPauseReason) },
});
export const WebhookResumed = p.event('crm.webhook.resumed', {
  label: label('Webhook endpoint resumed', 'Webhook 端点已恢复'),
  subject,
  data: {},
});
export const WebhookDeleted = p.event('crm.webhook.deleted', {
  label: label('Webhook endpoint deleted', 'Webhook 端点已删除'),
  subject,
  data: {},
});
export const WebhookTested = p.event('crm.webhook.tested', {
  label: label('Webhook endpoint tested', 'Webhook 端点测试'),
  subject,
  data: {},
});
export const WebhookReplayRequested = p.event('crm.webhook.replayRequested', {
  label: label('Webhook replay requested', '已请求重放 Webhook'),
  subject,
  data: { since: t.nullable(t.instant()) },
});
export const WebhookRedeliveryRequested = p.event('crm.webhook.redeliveryRequested', {
  label: label('Webhook redelivery requested', '已请求重新投递 Webhook'),
  subject,
  data: { delivery: t.id(WebhookDelivery) },
});

export const urlRefused = p.refusal('CRM_WEBHOOK_URL', {
  en: 'Webhooks cannot be sent to this address: {reason}.',
  zh: '无法向该地址发送 Webhook：{reason}。',
});
export const unknownEventType = p.refusal('CRM_WEBHOOK_EVENT', {
  en: 'No event is called “{type}”: give a type such as crm.customer.created, all of a kind as crm.customer.*, or * for all.',
  zh: '没有名为“{type}”的事件：请填写如 crm.customer.created 的类型、如 crm.customer.* 的同类事件，或用 * 表示全部。',
});
export const unknownSubjectType = p.refusal('CRM_WEBHOOK_SUBJECT', {
  en: 'There are no records of type “{type}”.',
  zh: '没有“{type}”类型的记录。',
});
export const unknownPermission = p.refusal('CRM_WEBHOOK_PERMISSION', {
  en: 'There is no permission “{permission}”.',
  zh: '没有权限“{permission}”。',
});
export const permissionNotHeld = p.refusal('CRM_WEBHOOK_PERMISSION_NOT_HELD', {
  en: 'An endpoint sees no more than whoever sets it up: you do not hold “{permission}” over everything.',
  zh: '端点的可见范围不能超过设置者：您没有覆盖全部数据的“{permission}”权限。',
});
export const tooManyEndpoints = p.refusal('CRM_WEBHOOK_LIMIT', {
  en: 'There are {limit} webhook endpoints already.',
  zh: 'Webhook 端点已达 {limit} 个。',
});
export const replayFromWhere = p.refusal('CRM_WEBHOOK_REPLAY_FROM', {
  en: 'Say from where to replay: after a cursor, or since an instant, not both.',
  zh: '请指明重放起点：游标（after）或时间（since），二者只填其一。',
});
export const replayRunning = p.refusal('CRM_WEBHOOK_REPLAY_RUNNING', {
  en: 'A replay for this endpoint is under way.',
  zh: '该端点正在重放。',
});
