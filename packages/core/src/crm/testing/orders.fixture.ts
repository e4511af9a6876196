/** Stands for the modules that come later: orders, contracts, complaints and tasks that refer to customers and belong to someone. */
import {
  addValues,
  definePlugin,
  type Entity,
  type EntityOf,
  enumText,
  enumType,
  label,
  type Plugin,
  pluginKit,
  reference,
  select,
  sql,
  t,
  tenantTable,
  text,
  through,
} from '@guanxi/core';
import { type Crm, Customer, CustomerRole, customerFields, noteHandover, PortfolioReassigned, Staff } from '../index.ts';

interface Orders {
  id: 'orders';
  needs: { crm: Crm };
  permission: 'orders:read' | 'orders:write';
}
const p = pluginKit<Orders>('orders', { engine: '*', needs: { crm: '*' } });

const Kind = enumType('OrderKind', {
  ORDER: label('Order', '订单'),
  CONTRACT: label('Contract', '合同'),
  COMPLAINT: label('Complaint', '投诉'),
  TASK: label('Task', '任务'),
});
const orders = tenantTable('orders_order', {
  customerId: reference<'Customer'>('crm_customer').notNull(),
  ownerId: reference<'Staff'>('crm_staff'),
  kind: enumText(Kind).notNull(),
  title: text().notNull(),
});
export interface Order extends EntityOf<'Order', typeof orders> {}
export const Order: Entity<Order> = p.entity('Order', {
  table: orders,
  idPrefix: 'ord',
  label: label('Order', '订单'),
  read: through('customerId', 'orders:read'),
});
export const orderFields = p.fields(Order, (f) => ({
  kind: f.column('kind'),
  title: f.column('title'),
  customer: f.one(Customer, { on: ['customerId', 'id'] }),
  owner: f.one(Staff, { on: ['ownerId', 'id'] }),
}));

export const renameOrder = p.command('renameOrder', {
  label: label('Rename an order', '重命名订单'),
  permission: 'orders:write',
  input: { order: t.id(Order, { subject: true }), title: t.text(100) },
  run: (tx, { order, title }) => tx.update(Order, order, { title }),
});

/** What is open moves with its customer, and the new owner is told. */
const moveOpen = p.during(PortfolioReassigned, async (tx, all) => {
  for (const { subject, data } of all) {
    const open = await tx.system.read(select(orderFields, { title: true, customer: select(customerFields, {}) }), {
      where: (o) => sql`${o.ownerId} = ${data.from} and ${o.customerId} = any(${data.customers}::uuid[])`,
    });
    await tx.update(
      Order,
      open.map((o) => o.id),
      { ownerId: data.to },
    );
    for (const { title, customer } of open)
      if (customer) await tx.run(noteHandover, { handover: subject, customer: customer.id, topic: 'orders', text: title });
  }
});

export const orderPlugin = (): Plugin<Orders> =>
  definePlugin(p, {
    version: '0.1.0',
    label: label('Orders', '订单'),
    capability: 'OPERATIONAL',
    migrations: new URL('./orders/', import.meta.url),
    permissions: { 'orders:read': label('See orders', '查看订单'), 'orders:write': label('Change orders', '修改订单') },
    // Orders are seen through their customers: its own reads need the right to these.
    uses: ['crm:customers:read'],
    model: [orderFields, addValues(CustomerRole, { EXHIBITOR: label('Exhibitor', '参展商') })],
    commands: [renameOrder],
    hooks: [moveOpen],
  });
