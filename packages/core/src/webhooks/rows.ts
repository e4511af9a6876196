/** Pieces of SQL that the statements of the reader share: which events an endpoint asks for, how much waits for it, and its jobs' rows. */
import { recordsChanged } from '../log/index.ts';
import { webhookJob } from './names.ts';

/** Deliveries that may wait for one endpoint; further behind, the log itself is its queue. */
export const ROOM = 100;

/** Deliveries of an endpoint are made one after another. */
export const laneOf = (endpoint: string): string => `webhook ${endpoint}`;

/** Whether endpoint `e` asks for event `ev`. A pattern is a whole type, the beginning of types before `.*`, or `*` for all. */
export const asksFor = `ev.type <> '${recordsChanged}' and (e.subject_type is null or e.subject_type = ev.subject_type)
  and exists (select from unnest(e.event_types) p where p = '*' or p = ev.type or (right(p, 2) = '.*' and starts_with(ev.type, left(p, -1))))`;

/** How many more deliveries may wait for an endpoint; `id` and `tenant` are expressions. */
export const roomOf = (tenant: string, id: string): string =>
  `(${ROOM} - (select count(*) from (select from crm.job j where j.tenant_id = ${tenant} and j.lane = 'webhook ' || ${id} and j.state = 'WAITING' limit ${ROOM}) waiting))`;

/** A UUIDv7 of an instant, made where the rows are. */
const newId = (
  now: string,
): string => `(select (left(t.hex, 8) || '-' || right(t.hex, 4) || '-7' || substr(gen_random_uuid()::text, 16))::uuid
  from (select lpad(to_hex((extract(epoch from ${now}) * 1000)::bigint), 12, '0') as hex where q.event is not null) t)`;

/**
 * Makes jobs of `rows`: (tenant_id, endpoint, event, position, is_replay, is_asked). Numbers are given in the order of the events, so the lane
 * of an endpoint has them in that order; what somebody asked for waits for nobody.
 */
export const insertJobs = (rows: string, now: string): string => `insert into crm.job
    (tenant_id, id, created_at, created_by, updated_at, updated_by, kind, plugin, name, lane, run_at, input, causation)
  select q.tenant_id, ${newId(now)}, ${now}, 'svc_webhooks', ${now}, 'svc_webhooks', '${webhookJob.kind}', '${webhookJob.plugin}', '${webhookJob.name}',
    case when not q.is_asked then 'webhook ' || q.endpoint end, ${now},
    jsonb_build_object('endpoint', q.endpoint, 'event', q.event, 'position', q.position, 'replay', q.is_replay, 'asked', q.is_asked), q.event
  from ${rows} q order by q.position returning tenant_id`;
