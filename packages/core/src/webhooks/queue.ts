/**
 * What is new in the log becomes a delivery for each endpoint that asks for it, in one statement that also moves the reader. Whoever holds
 * the reader's row does it; another instance that comes meanwhile finds nothing to do.
 */
import { recordsChanged } from '../log/index.ts';
import { webhookChanges as changes, reader, redeliveryRequested, webhookTested } from './names.ts';
import { asksFor, insertJobs, roomOf } from './rows.ts';

/** Positions read at once. */
export const SPAN = 1_000;

/**
 * The reader begins where the first endpoint was made: what was said before that is nobody's. Without endpoints there is no reader, which
 * would keep the log from being cleared.
 */
export const beginReading = `insert into crm.log_reader (name, position)
  select '${reader}', coalesce((select min(ev.position) - 1 from crm.webhook_endpoint e
    join crm.event ev on ev.tenant_id = e.tenant_id and ev.subject_id = e.id), h.position)
  from crm.log_head h
  where not exists (select from crm.log_reader where name = '${reader}') and exists (select from crm.webhook_endpoint) on conflict do nothing`;

/**
 * An endpoint that is paused, or has too much waiting already, is held instead: it notes up to where it was served, and the log itself is
 * its queue from there on. Trials and repetitions that somebody asked for wait for nobody. Where somebody saw to an endpoint, what failed there
 * is tried at once.
 * @param now SQL of the instant.
 */
export const queueNews = (now: string): string => `with reader as materialized (
    select position from crm.log_reader where name = '${reader}' for update skip locked
  ), span as materialized (
    select r.position as after, least(h.position, r.position + ${SPAN}) as until from reader r, crm.log_head h where h.position > r.position
  ), news as materialized (
    select ev.* from crm.event ev, span where ev.position > span.after and ev.position <= span.until and ev.type <> '${recordsChanged}'
  ), matched as materialized (
    select e.tenant_id, e.id as endpoint, ev.id as event, ev.position, e.held_position is null and e.paused_at is null as is_open, e.held_position,
      row_number() over (partition by e.tenant_id, e.id order by ev.position) as number
    from news ev join crm.webhook_endpoint e on e.tenant_id = ev.tenant_id and e.created_at <= ev.occurred_at and ${asksFor}
  ), rooms as materialized (
    select tenant_id, endpoint, ${roomOf('m.tenant_id', 'm.endpoint')} as room from (select distinct tenant_id, endpoint from matched where is_open) m
  ), queued as (
    select m.tenant_id, m.endpoint, m.event, m.position, false as is_replay, false as is_asked
    from matched m join rooms using (tenant_id, endpoint) where m.number <= rooms.room
  ), asked as (
    select ev.tenant_id, ev.subject_id as endpoint, ev.id as event, ev.position, false as is_replay, true as is_asked
    from news ev where ev.type = '${webhookTested}'
    union all
    select d.tenant_id, d.endpoint_id, d.event_id, d.event_position, true, true
    from news ev join crm.webhook_delivery d on d.tenant_id = ev.tenant_id and d.id = (ev.data ->> 'delivery')::uuid
    where ev.type = '${redeliveryRequested}'
  ), held as (
    update crm.webhook_endpoint e set held_position = first.position - 1
    from (
      select tenant_id, endpoint, min(m.position) as position from matched m left join rooms using (tenant_id, endpoint)
      where m.held_position is null and (rooms.room is null or m.number > rooms.room) group by tenant_id, endpoint
    ) first where e.tenant_id = first.tenant_id and e.id = first.endpoint
  ), moved as (
    update crm.log_reader r set position = span.until from span where r.name = '${reader}' returning r.position
  ), inserted as (
    ${insertJobs('(select * from queued union all select * from asked)', now)}
  ), woken as (
    update crm.job j set run_at = ${now} from news ev
    where ev.type = any('{${changes.join(',')}}') and j.tenant_id = ev.tenant_id and j.lane = 'webhook ' || ev.subject_id and j.state = 'WAITING'
      and j.run_at > ${now} and j.leased_by is null
  )
  select (select position from moved) as position, (select count(*)::int from inserted) as queued`;
