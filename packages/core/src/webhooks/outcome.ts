/** What an attempt leaves behind: its line in the delivery log, how the endpoint does, and the job gone or put off, in one transaction. */
import type { Statement } from '../database/port.ts';
import { sqlNow } from '../jobs/due.ts';
import { change, freed, guarded, type Job, removal } from '../jobs/index.ts';
import type { LoggedEvent } from '../log/index.ts';
import type { Kernel } from '../write/kernel.ts';
import type { Attempted } from './attempt.ts';
import { laneOf } from './rows.ts';
import type { WebhookSettings } from './settings.ts';
import type { Asked } from './target.ts';

export interface Outcome {
  readonly job: Job;
  readonly asked: Asked;
  readonly event: LoggedEvent;
  readonly attempted: Attempted;
  /** Until the next attempt; null: there is none. */
  readonly pauseMs: number | null;
  readonly now: Date;
}

export async function record(kernel: Kernel, settings: WebhookSettings, o: Outcome): Promise<void> {
  const { job, attempted, pauseMs } = o;
  const error = { code: 'WEBHOOK', message: attempted.error ?? '' };
  const ended =
    pauseMs === null
      ? removal(job)
      : change(
          job,
          `attempts = attempts + 1, last_error = $4::jsonb, run_at = ${sqlNow(kernel.clock)} + $5 * interval '1 millisecond', ${freed}`,
          [JSON.stringify(error), pauseMs],
        );
  const database = await kernel.database();
  await database.transaction((tx) => tx.commit([guarded(ended), line(kernel, settings, o), health(o)]), { priority: 'worker' });
  kernel.committed(true);
}

/** On the way a few lines that are kept no longer are swept out. */
function line(kernel: Kernel, settings: WebhookSettings, { job, asked, event, attempted, pauseMs, now }: Outcome): Statement {
  const status = attempted.isTaken ? 'DELIVERED' : pauseMs === null ? 'FAILED' : 'RETRYING';
  return {
    text: `with swept as (
        delete from crm.webhook_delivery d using (
          select id from crm.webhook_delivery where tenant_id = $1 and created_at < $2 limit 20 for update skip locked
        ) s where d.tenant_id = $1 and d.id = s.id
      )
      insert into crm.webhook_delivery (tenant_id, id, created_at, created_by, updated_at, updated_by, endpoint_id, event_id, event_type,
        event_position, replay, attempt, status, response_code, duration_ms, error, next_attempt_at)
      values ($1, $3, $4, 'svc_webhooks', $4, 'svc_webhooks', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    params: [
      job.tenant,
      new Date(now.getTime() - settings.keepDeliveriesDays * 86_400_000).toISOString(),
      kernel.ids.next(now),
      now.toISOString(),
      asked.endpoint,
      event.id,
      event.type,
      event.position,
      asked.replay,
      job.attempts + 1,
      status,
      attempted.responseCode,
      attempted.durationMs,
      attempted.error,
      pauseMs === null ? null : new Date(now.getTime() + pauseMs).toISOString(),
    ],
    prepare: true,
  };
}

/** Since when it takes nothing. Written when that changes, not each time. */
const health = ({ job, asked, attempted, now }: Outcome): Statement => ({
  text: `update crm.webhook_endpoint set failing_since = $3::timestamptz
    where tenant_id = $1 and id = $2 and (failing_since is null) <> ($3::timestamptz is null)`,
  params: [job.tenant, asked.endpoint, attempted.isTaken ? null : now.toISOString()],
  prepare: true,
});

/**
 * Of a paused endpoint nothing waits in the table: where it was served is noted, and what waited is queued again from the log when it goes on.
 * One that goes on meanwhile keeps its jobs.
 */
export async function hold(kernel: Kernel, job: Job, endpoint: string): Promise<void> {
  const database = await kernel.database();
  await database.transaction((tx) => tx.commit([guarded(change(job, freed)), holdLane(job.tenant, endpoint)]), { priority: 'worker' });
}

export const holdLane = (tenant: string, endpoint: string): Statement => ({
  text: `with paused as (
      select id from crm.webhook_endpoint where tenant_id = $1 and id = $2 and paused_at is not null for no key update
    ), gone as (
      delete from crm.job j using paused where j.tenant_id = $1 and j.lane = $3 and j.state = 'WAITING' and (j.leased_until is null or j.leased_until <= now())
      returning (j.input ->> 'position')::bigint as position, (j.input ->> 'replay')::boolean as replay
    ), first as (
      select min(position) filter (where not replay) - 1 as held, min(position) filter (where replay) - 1 as replayed,
        max(position) filter (where replay) as until from gone
    )
    update crm.webhook_endpoint e set held_position = least(e.held_position, f.held), replay_position = least(e.replay_position, f.replayed),
      replay_until = case when e.replay_position is null then f.until else e.replay_until end
    from first f where e.tenant_id = $1 and e.id = $2 and (f.held is not null or f.replayed is not null)`,
  params: [tenant, endpoint, laneOf(endpoint)],
});
