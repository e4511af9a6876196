/** Webhooks: the endpoints of a tenant, how deliveries went, a trial, a replay. */
import { globalId, type Id, parseGlobalId, select, sql } from '@guanxi/core';
import { replayWebhook, testWebhookEndpoint, webhookDeliveryFields, webhookEndpointFields } from '@guanxi/core/crm';
import { wholeNumber } from '../args.ts';
import { asActor, ask, tenantCommandArgs } from '../asking.ts';
import { type CliGroup, command, exit, UsageError } from '../command.ts';
import { withEngine } from '../engine.ts';

const shared = tenantCommandArgs;

const idOf = (text: string): Id<'WebhookEndpoint'> => {
  const parsed = parseGlobalId(text);
  if (parsed?.prefix !== 'whe') throw new UsageError(`"${text}" is no id of an endpoint; "guanxi webhooks list" shows them.`);
  return parsed.uuid as Id<'WebhookEndpoint'>;
};

const list = command({
  summary: 'List the webhook endpoints of a tenant, and how they do',
  examples: ['guanxi webhooks list --tenant acme'],
  args: shared,
  run: (args, out) =>
    withEngine(args, async (engine) => {
      const fields = { url: true, eventTypes: true, pausedAt: true, pauseReason: true, failingSince: true, isReplaying: true } as const;
      const found = await (await asActor(engine, args)).read(select(webhookEndpointFields, fields));
      const endpoints = found.map((endpoint) => ({ ...endpoint, id: globalId('whe', endpoint.id) }));
      const lines = endpoints.map((e) => `${e.id}  ${stateOf(e)}  ${e.url}  ${e.eventTypes.join(', ')}`);
      out.answer({ endpoints }, lines.length === 0 ? 'There are none; createWebhookEndpoint makes one.' : lines.join('\n'));
      return exit.ok;
    }),
});

interface State {
  readonly pausedAt: Date | null;
  readonly pauseReason: string | null;
  readonly failingSince: Date | null;
  readonly isReplaying: boolean | null;
}
function stateOf({ pausedAt, pauseReason, failingSince, isReplaying }: State): string {
  if (pausedAt !== null) return `paused (${pauseReason === 'FAILING' ? 'failed for too long' : 'by hand'})`;
  if (failingSince !== null) return `failing since ${new Date(failingSince).toISOString()}`;
  return isReplaying ? 'replaying' : 'well';
}

const deliveries = command({
  summary: 'Show the latest attempts at delivery, newest first',
  examples: ['guanxi webhooks deliveries --status FAILED --tenant acme'],
  args: {
    endpoint: { type: 'string', description: 'Only to one endpoint', valueHint: 'ID' },
    status: { type: 'enum', options: ['DELIVERED', 'RETRYING', 'FAILED'], description: 'Only those' },
    limit: { type: 'string', description: 'At most; default 20', valueHint: 'COUNT' },
    ...shared,
  },
  run: (args, out) =>
    withEngine(args, async (engine) => {
      const limit = wholeNumber(args.limit, 'limit', 1, 10_000) ?? 20;
      const endpoint = args.endpoint === undefined ? null : idOf(args.endpoint);
      const { status = null } = args;
      const fields = {
        eventId: true,
        eventType: true,
        replay: true,
        attempt: true,
        status: true,
        responseCode: true,
        durationMs: true,
        error: true,
        nextAttemptAt: true,
      } as const;
      const found = await (await asActor(engine, args)).read(select(webhookDeliveryFields, fields), {
        where: (d) =>
          sql`(${endpoint}::uuid is null or ${d.endpointId} = ${endpoint}) and (${status}::text is null or ${d.status} = ${status})`,
        orderBy: 'id',
        direction: 'DESC',
        limit,
      });
      const all = found.map((delivery) => ({ ...delivery, id: globalId('whd', delivery.id) }));
      const lines = all.map((d) => {
        const again = d.nextAttemptAt === null ? '' : `  again ${new Date(d.nextAttemptAt).toISOString()}`;
        return `${d.id}  ${d.status}  ${d.attempt}×  ${d.eventType}  ${d.error ?? d.responseCode}${again}`;
      });
      out.answer({ deliveries: all }, lines.length === 0 ? 'There are none.' : lines.join('\n'));
      return exit.ok;
    }),
});

const one = { endpoint: { type: 'positional', description: 'Id of the endpoint', required: true }, ...shared } as const;

const test = command({
  summary: 'Send an endpoint an event of type crm.webhook.tested, also while it is paused',
  examples: ['guanxi webhooks test whe_0190f5c28a3b7cde8f0123456789abcd --tenant acme'],
  args: one,
  run: (args, out) =>
    withEngine(args, async (engine) => {
      await ask(engine, args, testWebhookEndpoint, { endpoint: idOf(args.endpoint) });
      out.answer({ endpoint: args.endpoint }, sent);
      return exit.ok;
    }),
});

const replay = command({
  summary: 'Send an endpoint again what it asks for, from an instant or a cursor of the log on',
  examples: ['guanxi webhooks replay whe_0190f5c28a3b7cde8f0123456789abcd --since 2026-03-01T00:00:00Z --tenant acme'],
  args: {
    since: { type: 'string', description: 'From then on; ISO 8601', valueHint: 'TIME' },
    after: { type: 'string', description: 'What came after this cursor of the log', valueHint: 'CURSOR' },
    until: { type: 'string', description: 'Cursor of the last event; default: what there is when it begins', valueHint: 'CURSOR' },
    ...one,
  },
  run(args, out) {
    const { since, after, until } = args;
    if ((since === undefined) === (after === undefined)) throw new UsageError('Say --since TIME or --after CURSOR.');
    if (since !== undefined && Number.isNaN(Date.parse(since)))
      throw new UsageError(`"${since}" is no instant such as 2026-03-01T00:00:00Z.`);
    return withEngine(args, async (engine) => {
      const from = since === undefined ? { after: after as string } : { since: new Date(since) };
      await ask(engine, args, replayWebhook, { endpoint: idOf(args.endpoint), ...from, ...(until !== undefined && { until }) });
      out.answer({ endpoint: args.endpoint }, sent);
      return exit.ok;
    });
  },
});

const sent = 'A running server or "guanxi work" sends it; "guanxi webhooks deliveries" tells how it went.';

export const webhooks: CliGroup = {
  summary: 'Endpoints, deliveries, trials and replays of webhooks',
  commands: { list, deliveries, test, replay },
};
