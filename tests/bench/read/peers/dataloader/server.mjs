/** yoga and Pothos with a loader for each relation: five batched queries a list, written by hand, prepared, tenant and class among their conditions. */
import { createServer } from 'node:http';
import SchemaBuilder from '@pothos/core';
import DataLoader from 'dataloader';
import { createYoga } from 'graphql-yoga';
import postgres from 'postgres';

const { ownerUrl, tenant, connections } = JSON.parse(process.argv[2]);
const sql = postgres(ownerUrl, { max: connections, connection: { random_page_cost: '1.1', jit: 'off', TimeZone: 'UTC' } });

const uuidOf = (id) => id.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
const byId = (ids, rows) => {
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => found.get(id) ?? null);
};
const byCustomer = (ids, rows) => {
  const lists = new Map(ids.map((id) => [id, []]));
  for (const row of rows) lists.get(row.of).push(row);
  return ids.map((id) => lists.get(id));
};
const perCustomer = (query) => new DataLoader(async (ids) => byCustomer(ids, await query(ids)), { maxBatchSize: 1_000 });

const loaders = () => ({
  staff: new DataLoader(async (ids) =>
    byId(ids, await sql`select id, name from crm.crm_staff where tenant_id = ${tenant} and id = any(${ids}::uuid[])`),
  ),
  contacts: perCustomer(
    (ids) => sql`select o.id as of, c.name, c.title from unnest(${ids}::uuid[]) o(id) cross join lateral (
      select c.id, c.name, c.title from crm.crm_contact c where c.tenant_id = ${tenant} and c.classification is distinct from 'CONFIDENTIAL'
      and c.id in (select l.contact_id from crm.crm_contact_link l where l.tenant_id = ${tenant} and l.customer_id = o.id)
      order by c.id desc limit 5) c order by c.id desc`,
  ),
  interactions: perCustomer(
    (ids) => sql`select o.id as of, i.at, i.channel, i.subject from unnest(${ids}::uuid[]) o(id) cross join lateral (
      select i.id, i.at, i.channel, i.subject from crm.crm_interaction i where i.tenant_id = ${tenant} and i.customer_id = o.id
      order by i.at desc, i.id desc limit 3) i order by i.at desc, i.id desc`,
  ),
  facts: perCustomer(
    (ids) => sql`select o.id as of, f.at, f.value_amount, f.value_currency from unnest(${ids}::uuid[]) o(id) cross join lateral (
      select f.id, f.at, f.value_amount, f.value_currency from crm.crm_fact f where f.tenant_id = ${tenant} and f.customer_id = o.id
      order by f.at desc, f.id desc limit 3) f order by f.at desc, f.id desc`,
  ),
});

const builder = new SchemaBuilder({});
const instant = (name) => (t) => t.string({ resolve: (row) => row[name].toISOString() });
const Named = builder.objectRef('Staff').implement({ fields: (t) => ({ name: t.exposeString('name') }) });
const Contact = builder
  .objectRef('Contact')
  .implement({ fields: (t) => ({ name: t.exposeString('name'), title: t.exposeString('title', { nullable: true }) }) });
const Interaction = builder.objectRef('Interaction').implement({
  fields: (t) => ({ at: instant('at')(t), channel: t.exposeString('channel'), subject: t.exposeString('subject', { nullable: true }) }),
});
const Money = builder.objectRef('Money').implement({
  fields: (t) => ({ amount: t.exposeString('value_amount'), currency: t.exposeString('value_currency') }),
});
const Fact = builder.objectRef('Fact').implement({
  fields: (t) => ({
    at: instant('at')(t),
    value: t.field({ type: Money, nullable: true, resolve: (row) => (row.value_amount === null ? null : row) }),
  }),
});
const listOf = (name, of) =>
  builder.objectRef(name).implement({ fields: (t) => ({ nodes: t.field({ type: [of], resolve: (rows) => rows }) }) });
const related = (t, type, loader) =>
  t.field({
    type,
    args: { first: t.arg.int() },
    resolve: async (row, { first }, context) => (await context[loader].load(row.id)).slice(0, first ?? 20),
  });
const Contacts = listOf('Contacts', Contact);
const Interactions = listOf('Interactions', Interaction);
const Facts = listOf('Facts', Fact);
const Customer = builder.objectRef('Customer').implement({
  fields: (t) => ({
    id: t.id({ resolve: (row) => `cus_${row.id.replaceAll('-', '')}` }),
    name: t.exposeString('name'),
    status: t.exposeString('status'),
    region: t.exposeString('region', { nullable: true }),
    owner: t.field({
      type: Named,
      nullable: true,
      resolve: (row, _, context) => (row.owner_id === null ? null : context.staff.load(row.owner_id)),
    }),
    contacts: related(t, Contacts, 'contacts'),
    interactions: related(t, Interactions, 'interactions'),
    facts: related(t, Facts, 'facts'),
  }),
});
const Customers = listOf('Customers', Customer);
builder.queryType({
  fields: (t) => ({
    customer: t.field({
      type: Customer,
      nullable: true,
      args: { id: t.arg.id({ required: true }) },
      resolve: async (_, { id }) =>
        (
          await sql`select id, name, status, region, owner_id from crm.crm_customer where tenant_id = ${tenant} and id = ${uuidOf(id)}
          and classification is distinct from 'CONFIDENTIAL'`
        )[0] ?? null,
    }),
    customers: t.field({
      type: Customers,
      args: { first: t.arg.int() },
      resolve: (_, { first }) => sql`select id, name, status, region, owner_id from crm.crm_customer where tenant_id = ${tenant}
        and classification is distinct from 'CONFIDENTIAL' order by created_at desc, id desc limit ${first ?? 20}`,
    }),
  }),
});

const yoga = createYoga({ schema: builder.toSchema(), context: loaders, graphiql: false, landingPage: false, logging: false });
const http = createServer(yoga);
http.listen(0, '127.0.0.1', () => process.send({ port: http.address().port }));
process.on('message', (asked) => {
  if (asked !== 'usage') return;
  const { user, system } = process.cpuUsage();
  process.send({ cpuSeconds: (user + system) / 1e6, rssBytes: process.memoryUsage.rss() });
});
process.on('disconnect', () => process.exit(0));
