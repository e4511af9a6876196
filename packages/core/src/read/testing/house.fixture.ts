/** A small house to read in: two plugins, ten entities, every kind of field, policy and relation. */
import { sql } from 'drizzle-orm';
import { buildModel } from '../../model/build.ts';
import {
  attributeColumns,
  boolean,
  dateOnly,
  decimal,
  enumList,
  enumText,
  instant,
  integer,
  jsonb,
  money,
  owner,
  reference,
  searchColumn,
  text,
} from '../../model/columns.ts';
import type { Entity, EntityOf } from '../../model/entity.ts';
import { enumType, openEnum } from '../../model/enums.ts';
import { implement, interfaceType, nullableShape, shape, shapeId } from '../../model/interfaces.ts';
import { label } from '../../model/label.ts';
import { through } from '../../model/policy.ts';
import { tenantTable } from '../../model/tenant-table.ts';
import { pluginKit } from '../../plugin/kit.ts';

interface Crm {
  id: 'crm';
  permission: 'crm:read' | 'crm:notes' | 'crm:staff';
}
interface Deals {
  id: 'deals';
  needs: { crm: Crm };
  permission: 'deals:read' | 'deals:secret';
}
const p = pluginKit<Crm>('crm', { engine: '*' });
const d = pluginKit<Deals>('deals', { engine: '*', needs: { crm: '*' } });
const l = (en: string) => label(en, en);

const Kind = enumType('Kind', { ORGANISATION: l('Organisation'), PERSON: l('Person') });
const Role = openEnum('Role', { BUYER: l('Buyer'), SELLER: l('Seller'), PARTNER: l('Partner') });

export const teams = tenantTable('crm_team', { name: text().notNull() });
export const staff = tenantTable('crm_staff', { name: text().notNull(), rank: integer(), managerId: reference<'Staff'>('crm_staff') });
export const customers = tenantTable('crm_customer', {
  name: text().notNull(),
  code: text(),
  kind: enumText(Kind).notNull(),
  roles: enumList(Role),
  score: integer(),
  rating: integer(),
  ...money('budget'),
  ratio: decimal(),
  joinedOn: dateOnly(),
  lastSeen: instant(),
  active: boolean().notNull().default(true),
  notes: text(),
  hint: text(),
  extra: jsonb(),
  parentId: reference<'Customer'>('crm_customer'),
  ...owner(),
  ...attributeColumns(),
  ...searchColumn(),
});
export const contacts = tenantTable('crm_contact', {
  customerId: reference<'Customer'>('crm_customer').notNull(),
  name: text().notNull(),
  age: integer(),
});
export const labels = tenantTable('crm_label', { name: text().notNull() });
export const customerLabels = tenantTable('crm_customer_label', {
  customerId: reference<'Customer'>('crm_customer').notNull(),
  labelId: reference<'Label'>('crm_label').notNull(),
});
export const visits = tenantTable('crm_visit', {
  customerId: reference<'Customer'>('crm_customer').notNull(),
  at: instant().notNull(),
  subject: text(),
});
export const memos = tenantTable('crm_memo', {
  aboutType: text().notNull(),
  aboutId: reference<'Memo'>('crm_nothing').notNull(),
  body: text().notNull(),
});
export const deals = tenantTable('deals_deal', {
  customerId: reference<'Customer'>('crm_customer').notNull(),
  title: text().notNull(),
  ...money('value'),
  signedAt: instant().notNull(),
  points: integer().notNull(),
  stage: text(),
});
export const cards = tenantTable('deals_card', {
  customerId: reference<'Customer'>('crm_customer', { unique: true }).notNull(),
  number: text().notNull(),
  balance: integer().notNull(),
});

export interface Team extends EntityOf<'Team', typeof teams> {}
export interface Staff extends EntityOf<'Staff', typeof staff> {}
export interface Customer extends EntityOf<'Customer', typeof customers> {}
export interface Contact extends EntityOf<'Contact', typeof contacts> {}
export interface Label extends EntityOf<'Label', typeof labels> {}
export interface CustomerLabel extends EntityOf<'CustomerLabel', typeof customerLabels> {}
export interface Visit extends EntityOf<'Visit', typeof visits> {}
export interface Memo extends EntityOf<'Memo', typeof memos> {}
export interface Deal extends EntityOf<'Deal', typeof deals> {}
export interface Card extends EntityOf<'Card', typeof cards> {}

export const Team: Entity<Team> = p.entity('Team', { table: teams, idPrefix: 'tem', label: l('Team'), read: 'crm:read' });
export const Staff: Entity<Staff> = p.entity('Staff', {
  table: staff,
  idPrefix: 'stf',
  label: l('Staff'),
  plural: 'staff',
  read: 'crm:staff',
  orderBy: { column: 'name', direction: 'ASC' },
});
export const Customer: Entity<Customer> = p.entity('Customer', {
  table: customers,
  idPrefix: 'cus',
  label: l('Customer'),
  display: 'name',
  read: (row, actor) => actor.owned({ ownerId: row.ownerId, teamId: row.teamId }, 'crm:read'),
});
export const Contact: Entity<Contact> = p.entity('Contact', {
  table: contacts,
  idPrefix: 'con',
  label: l('Contact'),
  read: through('customerId'),
});
export const Label: Entity<Label> = p.entity('Label', {
  table: labels,
  idPrefix: 'lab',
  label: l('Label'),
  read: 'crm:read',
  orderBy: { column: 'name', direction: 'ASC' },
});
export const CustomerLabel: Entity<CustomerLabel> = p.entity('CustomerLabel', {
  table: customerLabels,
  idPrefix: 'cul',
  label: l('Customer label'),
  read: through('customerId'),
});
export const Visit: Entity<Visit> = p.entity('Visit', {
  table: visits,
  idPrefix: 'vis',
  label: l('Visit'),
  read: through('customerId'),
  orderBy: { column: 'at', direction: 'DESC' },
});
export const Memo: Entity<Memo> = p.entity('Memo', { table: memos, idPrefix: 'mem', label: l('Memo'), read: 'crm:read' });
export const Deal: Entity<Deal> = d.entity('Deal', {
  table: deals,
  idPrefix: 'dea',
  label: l('Deal'),
  read: through('customerId', 'deals:read'),
  orderBy: { column: 'signedAt', direction: 'DESC' },
});
export const Card: Entity<Card> = d.entity('Card', {
  table: cards,
  idPrefix: 'crd',
  label: l('Card'),
  read: through('customerId', 'deals:read'),
});

export const Timeline = interfaceType('Timeline', l('Timeline'), {
  at: shape('DateTime', l('At')),
  title: nullableShape('String', l('Title')),
  customerId: shapeId(Customer, l('Customer')),
});

export const staffFields = p.fields(Staff, (f) => ({
  name: f.column('name'),
  rank: f.column('rank'),
  manager: f.one(Staff, { on: ['managerId', 'id'] }),
  customers: f.many(Customer, { on: ['id', 'ownerId'], orderBy: 'name' }),
}));
export const customerFields = p.fields(Customer, (f) => ({
  name: f.column('name', { search: 'name' }),
  code: f.column('code', { search: 'exact' }),
  kind: f.column('kind'),
  roles: f.column('roles'),
  score: f.column('score', { aggregate: ['sum', 'avg', 'min', 'max', 'median', 'p90', 'countDistinct'] }),
  rating: f.column('rating', { visible: (row) => sql`${row.active}` }),
  budget: f.money('budget', { aggregate: ['sum', 'avg', 'median'] }),
  ratio: f.column('ratio', { aggregate: ['sum', 'avg'] }),
  joinedOn: f.column('joinedOn'),
  lastSeen: f.column('lastSeen'),
  active: f.column('active'),
  notes: f.column('notes', { permission: 'crm:notes', search: 'text' }),
  hint: f.column('hint', { search: 'text' }),
  extra: f.column('extra'),
  owner: f.one(Staff, { on: ['ownerId', 'id'] }),
  parent: f.one(Customer, { on: ['parentId', 'id'] }),
  children: f.many(Customer, { on: ['id', 'parentId'] }),
  contacts: f.many(Contact, { on: ['id', 'customerId'], orderBy: 'name' }),
  labels: f.through(Label, CustomerLabel, { from: ['id', 'customerId'], to: ['labelId', 'id'] }),
  timeline: f.all(Timeline, { of: 'id', key: 'customerId', orderBy: 'at' }),
  perPoint: f.sql('Decimal', (row) => sql`100.0 / ${row.score}`, { filter: true, sort: true }),
  lowerName: f.sql('String', (row) => sql`lower(${row.name})`, { filter: true, sort: true }),
  contactCount: f.sql('Int', (row, q) => q.count(Contact, (c) => sql`${c.customerId} = ${row.id}`), { filter: true, sort: true }),
  summary: f.computed('String', {
    needs: ['name', 'lastSeen'],
    resolve: (rows) => rows.map((r) => `${r.name}/${r.lastSeen?.toISOString() ?? 'never'}`),
  }),
  guess: f.computed('String', { needs: ['notes'], resolve: (rows) => rows.map((r) => r.notes) }),
  broken: f.computed('String', {
    needs: ['name'],
    resolve: () => {
      throw new Error('out of order');
    },
  }),
  share: f.measure('Decimal', { label: l('Share'), sql: (row) => sql`sum(${row.score}) * 1.0 / count(*)` }),
}));
const model = [
  p.fields(Team, (f) => ({ name: f.column('name') })),
  staffFields,
  customerFields,
  p.fields(Contact, (f) => ({ name: f.column('name'), age: f.column('age'), customer: f.one(Customer, { on: ['customerId', 'id'] }) })),
  p.fields(Label, (f) => ({ name: f.column('name') })),
  p.fields(CustomerLabel, (f) => ({ labelId: f.column('labelId') })),
  p.fields(Visit, (f) => ({ subject: f.column('subject'), at: f.column('at'), customer: f.one(Customer, { on: ['customerId', 'id'] }) })),
  p.fields(Memo, (f) => ({ body: f.column('body'), about: f.any({ type: 'aboutType', id: 'aboutId' }) })),
  implement(Timeline, Visit, { at: 'at', title: 'subject', customerId: 'customerId' }),
];
export const dealFields = d.fields(Deal, (f) => ({
  title: f.column('title'),
  value: f.money('value'),
  points: f.column('points'),
  stage: f.column('stage'),
  signedAt: f.column('signedAt'),
  customerId: f.column('customerId'),
  customer: f.one(Customer, { on: ['customerId', 'id'] }),
}));
const dealModel = [
  dealFields,
  d.fields(Card, (f) => ({ number: f.column('number'), balance: f.column('balance') })),
  d.fields(Customer, (f) => ({
    deals: f.many(Deal, { on: ['id', 'customerId'], orderBy: 'signedAt' }),
    card: f.one(Card, { on: ['id', 'customerId'] }),
    dealPoints: f.sql('Int', (row, q) => q.sum(Deal, 'points', (deal) => sql`${deal.customerId} = ${row.id}`), {
      filter: true,
      sort: true,
    }),
  })),
  // A deal under seal hides its customer from everyone else.
  d.restrict(
    Customer,
    (row, actor, q) =>
      actor.has('deals:secret') || sql`not ${q.exists(Deal, (deal) => sql`${deal.customerId} = ${row.id} and ${deal.stage} = 'SEALED'`)}`,
  ),
  implement(Timeline, Deal, { at: 'signedAt', title: (row) => sql`upper(${row.title})`, customerId: 'customerId' }),
];

export const house = buildModel([
  { plugin: 'crm', parts: model },
  { plugin: 'deals', parts: dealModel },
]);
export const houseTables = [teams, staff, customers, contacts, labels, customerLabels, visits, memos, deals, cards];
