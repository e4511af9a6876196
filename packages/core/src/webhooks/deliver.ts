/** Delivers an event to an endpoint: the kind of job that webhooks are. */
import { guarded, type Job, type JobContext, type JobKind, removal } from '../jobs/index.ts';
import type { Kernel } from '../write/kernel.ts';
import { runCommand } from '../write/run.ts';
import { attempt } from './attempt.ts';
import { pauseCommand, webhookJob } from './names.ts';
import { hold, holdLane, record } from './outcome.ts';
import { payloadOf } from './payload.ts';
import { pauseAfter } from './retries.ts';
import { webhookSettings } from './settings.ts';
import { type Asked, type Endpoint, endpointOf, eventOf } from './target.ts';

export const webhooks: JobKind = {
  kind: webhookJob.kind,
  known: () => [`${webhookJob.plugin} ${webhookJob.name}`],
  run: (job, context) => deliverWebhook(context.kernel, job, context),
};

/**
 * One attempt at one delivery. What failed is put off by this kind's own schedule; of an endpoint that fails for too long nothing more is
 * tried until somebody sees to it.
 */
export async function deliverWebhook(kernel: Kernel, job: Job, { signal, options }: Pick<JobContext, 'signal' | 'options'>): Promise<void> {
  const asked = job.input as Asked;
  const endpoint = await endpointOf(kernel, job.tenant, asked.endpoint);
  if (endpoint?.isPaused && !asked.asked) return hold(kernel, job, endpoint.id);
  const event = endpoint && (await eventOf(kernel, job.tenant, asked));
  const choices = await kernel.choices(job.tenant);
  const body = event && (await payloadOf(kernel, { actor: endpoint.actor, ...choices }, event, asked));
  // The endpoint is gone, the log keeps the event no longer, or the endpoint may not know of it.
  if (!body) {
    await (await kernel.database()).query(guarded(removal(job)), { priority: 'worker' });
    return;
  }
  const settings = webhookSettings((await kernel.settings(job.tenant)).of('crm'));
  const now = kernel.clock.now();
  const attempted = await attempt(kernel.outgoing, endpoint, body, now, signal);
  const pauseMs = attempted.isTaken || attempted.isFinal || asked.asked ? null : pauseAfter(job.attempts + 1, options.random());
  await record(kernel, settings, { job, asked, event, attempted, pauseMs, now });
  const failingMs = endpoint.failingSince ? now.getTime() - endpoint.failingSince.getTime() : 0;
  if (!attempted.isTaken && !endpoint.isPaused && failingMs >= settings.pauseAfterHours * 3_600_000)
    await pause(kernel, job.tenant, endpoint);
}

/** By the command, so that it is told of like any other change. */
async function pause(kernel: Kernel, tenant: string, endpoint: Endpoint): Promise<void> {
  const actor = { kind: 'service', name: 'webhooks', tenant, permissions: ['crm:webhooks:read', 'crm:webhooks:manage'] } as const;
  await runCommand(kernel, pauseCommand, { endpoint: endpoint.id, reason: 'FAILING' }, { actor, wire: false, priority: 'worker' });
  await (await kernel.database()).query(holdLane(tenant, endpoint.id), { priority: 'worker' });
}
