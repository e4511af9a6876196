/** Endpoints of webhooks: set up, changed, given new secrets, paused and resumed, taken away. */
import { label, select, t, WebhookPauseReason } from '@guanxi/core';
import { type CrmTx, given } from '../common.ts';
import { p } from '../plugin.ts';
import { WebhookEndpoint } from './entities.ts';
import {
  permissionNotHeld,
  tooManyEndpoints,
  unknownEventType,
  unknownPermission,
  unknownSubjectType,
  urlRefused,
  WebhookCreated,
  WebhookDeleted,
  WebhookPaused,
  WebhookResumed,
  WebhookSecretRotated,
  WebhookUpdated,
} from './events.ts';
import { webhookEndpointFields } from './fields.ts';
import { isEventPattern, newSecret, rotated } from './rules.ts';

const EventTypes = t.list(t.text(200), { min: 1, max: 100 });
const Permissions = t.list(t.text(200), { min: 1, max: 200 });
const endpointId = t.id(WebhookEndpoint, { subject: true });

export const createWebhookEndpoint = p.command('createWebhookEndpoint', {
  label: label('Create a webhook endpoint', '新建 Webhook 端点'),
  permission: 'crm:webhooks:manage',
  input: {
    url: t.text(2_000),
    description: t.optional(t.text(1_000)),
    /** Types such as `crm.customer.created`, all of a kind as `crm.customer.*`, or `*`. */
    eventTypes: EventTypes,
    /** Only events of this type of record, such as `Customer`. */
    subjectType: t.optional(t.text(80)),
    /** The form of the payload; there is one. */
    payloadVersion: t.optional(t.int({ min: 1, max: 1 })),
    /** What its payloads show: no more than what whoever creates it may see. */
    permissions: Permissions,
  },
  /** The secret is shown this once. */
  output: { endpoint: t.ref(WebhookEndpoint), secret: t.secret() },
  async run(tx, asked) {
    await refuseUnfit(tx, given(asked));
    const { maxEndpoints } = tx.settings.webhooks;
    const others = await tx.system.read(select(webhookEndpointFields, {}), { limit: maxEndpoints });
    if (others.length >= maxEndpoints) throw tooManyEndpoints({ limit: maxEndpoints });
    const secret = newSecret();
    const endpoint = await tx.insert(WebhookEndpoint, { ...given(asked), secrets: [{ secret, until: null }] });
    await tx.emit(WebhookCreated, { subject: endpoint, eventTypes: asked.eventTypes, permissions: asked.permissions });
    return { endpoint, secret };
  },
});

export const updateWebhookEndpoint = p.command('updateWebhookEndpoint', {
  label: label('Change a webhook endpoint', '修改 Webhook 端点'),
  permission: 'crm:webhooks:manage',
  input: {
    endpoint: endpointId,
    url: t.optional(t.text(2_000)),
    description: t.optional(t.nullable(t.text(1_000))),
    eventTypes: t.optional(EventTypes),
    subjectType: t.optional(t.nullable(t.text(80))),
    permissions: t.optional(Permissions),
  },
  output: { endpoint: t.ref(WebhookEndpoint) },
  async run(tx, { endpoint, ...asked }) {
    const { permissions } = await tx.lock(WebhookEndpoint, endpoint);
    // Whoever sends it elsewhere gets what it sees: that must be theirs to see, also where it was another who gave it the rights.
    await refuseUnfit(tx, { permissions, ...given(asked) });
    const change = given(asked);
    await tx.update(WebhookEndpoint, endpoint, change);
    await tx.emit(WebhookUpdated, { subject: endpoint, fields: Object.keys(change) });
    return { endpoint };
  },
});

export const rotateWebhookSecret = p.command('rotateWebhookSecret', {
  label: label('Rotate the secret of a webhook endpoint', '轮换 Webhook 端点密钥'),
  permission: 'crm:webhooks:manage',
  input: {
    endpoint: endpointId,
    /** How long requests are signed with the secret before as well. Default 24. */
    keepPreviousHours: t.optional(t.int({ min: 0, max: 168 })),
  },
  /** The secret is shown this once. */
  output: { endpoint: t.ref(WebhookEndpoint), secret: t.secret() },
  async run(tx, { endpoint, keepPreviousHours = 24 }) {
    const { secrets } = await tx.lock(WebhookEndpoint, endpoint);
    const secret = newSecret();
    const next = rotated(secrets, secret, keepPreviousHours, tx.now);
    await tx.update(WebhookEndpoint, endpoint, { secrets: next });
    const until = next[1]?.until ?? null;
    await tx.emit(WebhookSecretRotated, { subject: endpoint, previousUntil: until === null ? null : new Date(until) });
    return { endpoint, secret };
  },
});

/** What happens meanwhile is delivered when it is resumed, as far back as the log is kept. */
export const pauseWebhookEndpoint = p.command('pauseWebhookEndpoint', {
  label: label('Pause a webhook endpoint', '暂停 Webhook 端点'),
  permission: 'crm:webhooks:manage',
  input: { endpoint: endpointId, reason: t.optional(t.enum(WebhookPauseReason)) },
  output: { endpoint: t.ref(WebhookEndpoint) },
  async run(tx, { endpoint, reason = 'MANUAL' }) {
    if ((await tx.lock(WebhookEndpoint, endpoint)).pausedAt !== null) return { endpoint };
    await tx.update(WebhookEndpoint, endpoint, { pausedAt: tx.now, pauseReason: reason });
    await tx.emit(WebhookPaused, { subject: endpoint, reason });
    return { endpoint };
  },
});

export const resumeWebhookEndpoint = p.command('resumeWebhookEndpoint', {
  label: label('Resume a webhook endpoint', '恢复 Webhook 端点'),
  permission: 'crm:webhooks:manage',
  input: { endpoint: endpointId },
  output: { endpoint: t.ref(WebhookEndpoint) },
  async run(tx, { endpoint }) {
    if ((await tx.lock(WebhookEndpoint, endpoint)).pausedAt === null) return { endpoint };
    await tx.update(WebhookEndpoint, endpoint, { pausedAt: null, pauseReason: null, failingSince: null });
    await tx.emit(WebhookResumed, { subject: endpoint });
    return { endpoint };
  },
});

/** Its delivery log goes with it. */
export const deleteWebhookEndpoint = p.command('deleteWebhookEndpoint', {
  label: label('Delete a webhook endpoint', '删除 Webhook 端点'),
  permission: 'crm:webhooks:manage',
  input: { endpoint: endpointId },
  async run(tx, { endpoint }) {
    await tx.remove(WebhookEndpoint, endpoint);
    await tx.emit(WebhookDeleted, { subject: endpoint });
  },
});

interface Wanted {
  readonly url?: string;
  readonly eventTypes?: readonly string[];
  readonly subjectType?: string | null;
  readonly permissions: readonly string[];
}

async function refuseUnfit(tx: CrmTx, { url, eventTypes = [], subjectType, permissions }: Wanted): Promise<void> {
  const { events, permissions: known } = tx.declared;
  for (const [i, type] of eventTypes.entries()) if (!isEventPattern(type, events)) throw unknownEventType({ type }, `eventTypes.${i}`);
  if (typeof subjectType === 'string' && tx.describe(subjectType) === null) throw unknownSubjectType({ type: subjectType }, 'subjectType');
  for (const [i, permission] of permissions.entries()) {
    if (!known.includes(permission)) throw unknownPermission({ permission }, `permissions.${i}`);
    if (tx.actor.scope(permission as Parameters<CrmTx['actor']['scope']>[0]) !== 'all')
      throw permissionNotHeld({ permission }, `permissions.${i}`);
  }
  const refusal = url === undefined ? null : await tx.refusalOfUrl(url);
  if (refusal !== null) throw urlRefused({ reason: refusal }, 'url');
}
