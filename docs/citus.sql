-- Divides a migrated database by tenant with Citus: psql "$DATABASE_OWNER_URL" -f docs/citus.sql
--
-- UNTESTED with Citus: none was at hand. What it would say to Citus is made from the catalog, and tests/model/citus.test.ts proves that it names every
-- table once, referenced tables before those that refer to them. Run it after `guanxi migrate`, while nothing is served, and again after each
-- migration that adds a table.
--
-- Local to the coordinator stay the journal, the log with its inbox and head, and work for later: see docs/scale.md.

with recursive here as (
  select c.oid, c.relname,
    exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as of_tenants
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'crm' and c.relkind in ('r', 'p') and not c.relispartition
), divided as (
  select oid, relname, case when relname = 'tenant' then 'id' else 'tenant_id' end as by from here
  where relname = 'tenant'
    or (of_tenants and relname not in ('event', 'event_inbox', 'job', 'log_retention'))
), refers as (
  select distinct k.conrelid as child, k.confrelid as parent from pg_constraint k
  where k.contype = 'f' and k.conrelid <> k.confrelid and k.conrelid in (select oid from divided) and k.confrelid in (select oid from divided)
), depth as (
  select oid, 0 as level, array[oid] as way from divided
  union all
  select r.child, d.level + 1, d.way || r.child from depth d join refers r on r.parent = d.oid where r.child <> all (d.way)
), ordered as (
  select divided.oid, divided.relname, divided.by, max(depth.level) as level from divided join depth using (oid) group by 1, 2, 3
)
select format('select create_distributed_table(%L, %L%s)', 'crm.' || quote_ident(relname), by,
  case when relname = 'tenant' then '' else $$, colocate_with => 'crm.tenant'$$ end) as statement
from ordered order by relname <> 'tenant', level, relname
\gexec
