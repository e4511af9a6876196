/**
 * Endpoints that are behind (after a pause, after a time of slowness, in a replay) are served from the log by cursors of their own: a page
 * at a time, and only where little waits for them, so that a long way to catch up fills no table and holds up nobody.
 */
import { reader } from './names.ts';
import { asksFor, insertJobs, ROOM, roomOf } from './rows.ts';

/** Events of a tenant looked at for one endpoint, and endpoints, in one statement. */
const PAGE = 2_000;
const ENDPOINTS = 20;

interface Cursor {
  readonly column: 'held_position' | 'replay_position';
  /** Where it ends. */
  readonly until: string;
  readonly condition: string;
  readonly isReplay: boolean;
  /** What is set besides the cursor; `r.position` is null when it is over. */
  readonly besides: string;
}

/** @param now SQL of the instant. */
const statement =
  (c: Cursor) =>
  (now: string): string =>
    `with reader as materialized (
    select position from crm.log_reader where name = '${reader}' for update skip locked
  ), behind as materialized (
    select e.*, ${c.until} as until_position, r.position as read_position, ${roomOf('e.tenant_id', 'e.id')} as room
    from crm.webhook_endpoint e, reader r
    where (e.held_position is not null or e.replay_position is not null) and e.${c.column} is not null and e.paused_at is null
      and ${roomOf('e.tenant_id', 'e.id')} > ${ROOM / 2}
    order by e.${c.column} limit ${ENDPOINTS}
  ), page as materialized (
    select e.tenant_id, e.id as endpoint, e.room, ev.position, ev.id as event, ${asksFor} and ${c.condition} as is_asked
    from behind e cross join lateral (
      select * from crm.event ev where ev.tenant_id = e.tenant_id and ev.position > e.${c.column} and ev.position <= e.until_position
      order by ev.position limit ${PAGE}
    ) ev
  ), asked as materialized (
    select *, row_number() over (partition by tenant_id, endpoint order by position) as number from page where is_asked
  ), queued as materialized (
    select tenant_id, endpoint, event, position, ${c.isReplay} as is_replay, false as is_asked from asked where number <= room
  ), reached as (
    select e.tenant_id, e.id, e.until_position, case
        when (select count(*) from asked a where a.tenant_id = e.tenant_id and a.endpoint = e.id) > e.room
          then (select max(q.position) from queued q where q.tenant_id = e.tenant_id and q.endpoint = e.id)
        when (select count(*) from page p where p.tenant_id = e.tenant_id and p.endpoint = e.id) = ${PAGE}
          then (select max(p.position) from page p where p.tenant_id = e.tenant_id and p.endpoint = e.id)
      end as position from behind e
  ), advanced as (
    update crm.webhook_endpoint e set ${c.column} = r.position${c.besides}
    from reached r where e.tenant_id = r.tenant_id and e.id = r.id returning e.id
  ), inserted as (
    ${insertJobs('queued', now)}
  )
  select (select count(*)::int from advanced) as advanced, (select count(*)::int from inserted) as queued`;

/** What was held back, up to where the reader is: from then on the endpoint is served with everybody. */
export const queueHeld = statement({
  column: 'held_position',
  until: 'r.position',
  condition: 'e.created_at <= ev.occurred_at',
  isReplay: false,
  besides: '',
});

/** What somebody wants to hear again, also from before there was the endpoint. Where it ends is fixed when it begins. */
export const queueReplays = statement({
  column: 'replay_position',
  until: 'least(coalesce(e.replay_until, r.position), r.position)',
  condition: '(e.replay_since is null or ev.occurred_at >= e.replay_since)',
  isReplay: true,
  besides: `, replay_until = case when r.position is not null then r.until_position end,
      replay_since = case when r.position is not null then e.replay_since end`,
});
