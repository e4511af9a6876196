/** yoga and Pothos with plugin-drizzle: one statement a request, planned from what is selected, tenant and class among its conditions. */
import { createServer } from 'node:http';
import SchemaBuilder from '@pothos/core';
import DrizzlePlugin from '@pothos/plugin-drizzle';
import { getTableConfig } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/postgres-js';
import { createYoga } from 'graphql-yoga';
import postgres from 'postgres';
import { relations } from './tables.mjs';

const { ownerUrl, tenant, connections } = JSON.parse(process.argv[2]);
const client = postgres(ownerUrl, { max: connections, connection: { random_page_cost: '1.1', jit: 'off', TimeZone: 'UTC' } });
const db = drizzle({ client, relations, jit: true });

const uuidOf = (id) => id.slice(4).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
const visible = { tenantId: tenant, classification: { ne: 'CONFIDENTIAL' } };

const builder = new SchemaBuilder({ plugins: [DrizzlePlugin], drizzle: { client: db, getTableConfig, relations } });
const first = (t) => ({ first: t.arg.int({ defaultValue: 20 }) });
const instant = (t, column) => t.string({ select: { columns: { [column]: true } }, resolve: (row) => row[column].toISOString() });
const type = (table, name, fields) => builder.drizzleObject(table, { name, select: {}, fields });

type('staff', 'Staff', (t) => ({ name: t.exposeString('name') }));
type('contacts', 'Contact', (t) => ({ name: t.exposeString('name'), title: t.exposeString('title', { nullable: true }) }));
type('interactions', 'Interaction', (t) => ({
  at: instant(t, 'at'),
  channel: t.exposeString('channel'),
  subject: t.exposeString('subject', { nullable: true }),
}));
const Money = builder.objectRef('Money').implement({
  fields: (t) => ({ amount: t.exposeString('amount'), currency: t.exposeString('currency') }),
});
type('facts', 'Fact', (t) => ({
  at: instant(t, 'at'),
  value: t.field({
    type: Money,
    nullable: true,
    select: { columns: { amount: true, currency: true } },
    resolve: (row) => (row.amount === null ? null : row),
  }),
}));
const newest = ({ first }) => ({ limit: first, orderBy: { at: 'desc', id: 'desc' } });
type('customers', 'Customer', (t) => ({
  id: t.id({ select: { columns: { id: true } }, resolve: (row) => `cus_${row.id.replaceAll('-', '')}` }),
  name: t.exposeString('name'),
  status: t.exposeString('status'),
  region: t.exposeString('region', { nullable: true }),
  owner: t.relation('owner', { nullable: true }),
  contacts: t.relation('contacts', {
    args: first(t),
    query: (args) => ({ limit: args.first, orderBy: { id: 'desc' }, where: { classification: visible.classification } }),
  }),
  interactions: t.relation('interactions', { args: first(t), query: newest }),
  facts: t.relation('facts', { args: first(t), query: newest }),
}));
builder.queryType({
  fields: (t) => ({
    customer: t.drizzleField({
      type: 'customers',
      nullable: true,
      args: { id: t.arg.id({ required: true }) },
      resolve: (query, _, { id }) => db.query.customers.findFirst(query({ where: { ...visible, id: uuidOf(id) } })),
    }),
    customers: t.drizzleField({
      type: ['customers'],
      args: first(t),
      resolve: (query, _, args) =>
        db.query.customers.findMany(query({ where: visible, orderBy: { createdAt: 'desc', id: 'desc' }, limit: args.first })),
    }),
  }),
});

const yoga = createYoga({ schema: builder.toSchema(), graphiql: false, landingPage: false, logging: false });
const http = createServer(yoga);
http.listen(0, '127.0.0.1', () => process.send({ port: http.address().port }));
process.on('message', (asked) => {
  if (asked !== 'usage') return;
  const { user, system } = process.cpuUsage();
  process.send({ cpuSeconds: (user + system) / 1e6, rssBytes: process.memoryUsage.rss() });
});
process.on('disconnect', () => process.exit(0));
