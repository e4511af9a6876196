/**
 * Stands for the module of customer cards that comes later (CARD-05): salespeople see exactly the customers whose cards they carry, while
 * they carry them.
 */
import {
  definePlugin,
  type Entity,
  type EntityOf,
  instant,
  label,
  type Plugin,
  pluginKit,
  reference,
  sql,
  t,
  tenantTable,
  text,
  through,
} from '@guanxi/core';
import { type Crm, Customer, Staff } from '../index.ts';

interface Cards {
  id: 'cards';
  needs: { crm: Crm };
  permission: 'cards:lend' | 'cards:keep';
}
const p = pluginKit<Cards>('cards', { engine: '*', needs: { crm: '*' } });

const lendings = tenantTable('cards_lending', {
  customerId: reference<'Customer'>('crm_customer', { onDelete: 'cascade' }).notNull(),
  staffId: reference<'Staff'>('crm_staff').notNull(),
  until: instant().notNull(),
  returnedAt: instant(),
  /** What the salesperson noted on the card. */
  remark: text(),
});
const sightings = tenantTable('cards_sighting', {
  lendingId: reference<'Lending'>('cards_lending', { onDelete: 'cascade' }).notNull(),
  /** What was seen of the customer on the visit. */
  seen: text().notNull(),
});
export interface Lending extends EntityOf<'Lending', typeof lendings> {}
export const Lending: Entity<Lending> = p.entity('Lending', {
  table: lendings,
  idPrefix: 'len',
  label: label('Card that was taken along', '携出的客户卡'),
  read: through('customerId'),
});
export const lendingFields = p.fields(Lending, (f) => ({
  until: f.column('until', { label: label('Until', '截止') }),
  returnedAt: f.column('returnedAt', { label: label('Returned', '交回时间') }),
  remark: f.column('remark', { label: label('Remark', '备注'), personal: { subject: 'customerId' } }),
  customer: f.one(Customer, { on: ['customerId', 'id'] }),
  staff: f.one(Staff, { on: ['staffId', 'id'] }),
}));

export interface Sighting extends EntityOf<'Sighting', typeof sightings> {}
export const Sighting: Entity<Sighting> = p.entity('Sighting', {
  table: sightings,
  idPrefix: 'sgt',
  label: label('Sighting', '见闻'),
  read: through('lendingId'),
});
/** It names nobody; it belongs to what does. */
const sightingFields = p.fields(Sighting, (f) => ({
  seen: f.column('seen', { label: label('Seen', '见闻'), personal: { subject: { through: 'lendingId', to: 'customerId' } } }),
}));

/** The time is the engine's, asked anew with every read: access ends by itself. */
const carried = p.restrict(
  Customer,
  (row, actor, q) =>
    actor.has('cards:keep') ||
    q.exists(
      Lending,
      (l) => sql`${l.customerId} = ${row.id} and ${l.staffId} = ${actor.staffId} and ${l.returnedAt} is null and ${l.until} > ${q.now}`,
    ),
);

export const lendCards = p.command('lendCards', {
  label: label('Lend cards', '借出客户卡'),
  permission: 'cards:lend',
  input: { customers: t.list(t.id(Customer)), staff: t.id(Staff), until: t.instant(), remark: t.optional(t.text(500)) },
  async run(tx, { customers, staff, until, remark }) {
    await tx.insert(
      Lending,
      customers.map((customerId) => ({ customerId, staffId: staff, until, remark: remark ?? null })),
    );
  },
});

/** Notes what was seen, or takes the note away again. */
export const noteSighting = p.command('noteSighting', {
  label: label('Note a sighting', '登记见闻'),
  permission: 'cards:lend',
  input: { lending: t.id(Lending), seen: t.text(500), tear: t.optional(t.bool()) },
  async run(tx, { lending, seen, tear = false }) {
    const sighting = await tx.insert(Sighting, { lendingId: lending, seen });
    // Written before it is torn, so that the log has both.
    await tx.lock(Sighting, sighting);
    if (tear) await tx.remove(Sighting, sighting);
  },
});

export const cardPlugin = (): Plugin<Cards> =>
  definePlugin(p, {
    version: '0.1.0',
    label: label('Cards', '客户卡'),
    capability: 'OPERATIONAL',
    migrations: new URL('./cards/', import.meta.url),
    permissions: { 'cards:lend': label('Lend cards', '借出客户卡'), 'cards:keep': label('Keep the cards', '保管客户卡') },
    commands: [lendCards, noteSighting],
    model: [lendingFields, sightingFields, carried],
  });
