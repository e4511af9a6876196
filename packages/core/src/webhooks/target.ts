/** What a delivery is about, read anew for each attempt: the endpoint as it is now, and the event as the log has it. */
import type { Actor } from '../access/actor.ts';
import { type LoggedEvent, readEvents } from '../log/index.ts';
import type { WebhookSecret } from '../model/webhook-tables.ts';
import type { Kernel } from '../write/kernel.ts';

/** A job's input. */
export interface Asked {
  readonly endpoint: string;
  readonly event: string;
  readonly position: number;
  readonly replay: boolean;
  /** Somebody asked for this one: it is made though the endpoint is paused. */
  readonly asked: boolean;
}

export interface Endpoint {
  readonly id: string;
  readonly url: string;
  readonly secrets: readonly WebhookSecret[];
  readonly isPaused: boolean;
  readonly failingSince: Date | null;
  /** Whose payloads it gets: it may see what these permissions show over the whole tenant. */
  readonly actor: Actor;
}

export async function endpointOf(kernel: Kernel, tenant: string, id: string): Promise<Endpoint | null> {
  const { rows } = await (await kernel.database()).query(
    {
      text: 'select url, description, secrets, permissions, paused_at is not null as paused, failing_since from crm.webhook_endpoint where tenant_id = $1 and id = $2',
      params: [tenant, id],
      prepare: true,
    },
    { priority: 'worker' },
  );
  const [row] = rows;
  if (!row) return null;
  return {
    id,
    url: String(row['url']),
    secrets: JSON.parse(String(row['secrets'])),
    isPaused: row['paused'] === true,
    failingSince: row['failing_since'] === null ? null : new Date(String(row['failing_since'])),
    actor: {
      kind: 'service',
      name: `webhook_${id}`,
      tenant,
      permissions: row['permissions'] as readonly string[],
      // What it was made for is why it is told: without that it is told nothing confidential.
      ...(row['description'] !== null && { purpose: String(row['description']) }),
    },
  };
}

/** Null where the log has it no longer. */
export async function eventOf(kernel: Kernel, tenant: string, { position, event }: Asked): Promise<LoggedEvent | null> {
  const [found] = await readEvents(await kernel.database(), { tenants: [tenant], after: position - 1, until: position, limit: 1 });
  return found?.id === event ? found : null;
}
