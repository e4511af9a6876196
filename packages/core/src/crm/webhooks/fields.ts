import { label, sql, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { WebhookDelivery, WebhookEndpoint } from './entities.ts';

/** Secrets are no field: they are shown once, by the command that made them. */
export const webhookEndpointFields = p.fields(WebhookEndpoint, (f) => ({
  url: f.column('url', { label: label('Address', '地址'), input: t.url() }),
  description: f.column('description', { label: label('Description', '说明'), input: t.text(1_000) }),
  eventTypes: f.column('eventTypes', { label: label('Events', '事件') }),
  subjectType: f.column('subjectType', { label: label('Only of', '仅限记录类型') }),
  payloadVersion: f.column('payloadVersion', { label: label('Version of the payload', '载荷版本') }),
  permissions: f.column('permissions', { label: label('Sees what these permissions show', '可见范围（权限）') }),
  pausedAt: f.column('pausedAt', { label: label('Paused', '暂停时间') }),
  pauseReason: f.column('pauseReason', { label: label('Why it is paused', '暂停原因') }),
  failingSince: f.column('failingSince', { label: label('Failing since', '持续失败自') }),
  isReplaying: f.sql('Boolean', (e) => sql`${e.replayPosition} is not null`, { label: label('A replay is under way', '正在重放') }),
  deliveries: f.many(WebhookDelivery, { on: ['id', 'endpointId'], label: label('Deliveries', '投递记录') }),
}));

export const webhookDeliveryFields = p.fields(WebhookDelivery, (f) => ({
  endpoint: f.one(WebhookEndpoint, { on: ['endpointId', 'id'], label: label('Endpoint', '端点') }),
  /** As in the payload, `evt_…`. */
  eventId: f.sql('String', (d) => sql`'evt_' || replace(${d.eventId}::text, '-', '')`, { label: label('Event', '事件编号'), filter: true }),
  eventType: f.column('eventType', { label: label('Type of the event', '事件类型') }),
  eventPosition: f.column('eventPosition', { label: label('Position in the log', '日志位置') }),
  replay: f.column('replay', { label: label('Replay', '重放') }),
  attempt: f.column('attempt', { label: label('Attempt', '第几次尝试') }),
  status: f.column('status', { label: label('Status', '状态') }),
  responseCode: f.column('responseCode', { label: label('Response code', '响应码') }),
  durationMs: f.column('durationMs', { label: label('Duration in ms', '耗时（毫秒）') }),
  error: f.column('error', { label: label('Error', '错误') }),
  nextAttemptAt: f.column('nextAttemptAt', { label: label('Next attempt', '下次尝试时间') }),
}));
