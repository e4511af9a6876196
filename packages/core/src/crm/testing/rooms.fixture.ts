/** Stands for a module whose records have a past worth asking for: secret rooms, guarded remarks, values of every kind, and keys that have none. */
import {
  boolean,
  definePlugin,
  type Entity,
  type EntityOf,
  instant,
  integer,
  jsonb,
  label,
  money,
  type Plugin,
  pluginKit,
  reference,
  sql,
  t,
  tenantTable,
  text,
  through,
} from '@guanxi/core';
import { type Crm, Customer } from '../index.ts';

interface Rooms {
  id: 'rooms';
  needs: { crm: Crm };
  permission: 'rooms:read' | 'rooms:remarks' | 'rooms:write';
}
const p = pluginKit<Rooms>('rooms', { engine: '*', needs: { crm: '*' } });

const stays = tenantTable('rooms_stay', {
  customerId: reference<'Customer'>('crm_customer').notNull(),
  upgradedFromId: reference<'Stay'>('rooms_stay'),
  room: text().notNull(),
  secret: boolean().notNull().default(false),
  wishes: text().array(),
  extra: jsonb(),
  ...money('price'),
  arrives: instant(),
  nights: integer(),
  remark: text(),
  internal: text(),
});
const keys = tenantTable('rooms_key', {
  stayId: reference<'Stay'>('rooms_stay', { onDelete: 'cascade' }).notNull(),
  code: text().notNull(),
});

export interface Stay extends EntityOf<'Stay', typeof stays> {}
export const Stay: Entity<Stay> = p.entity('Stay', {
  table: stays,
  idPrefix: 'sty',
  label: label('Stay', '住宿'),
  display: 'room',
  read: through('customerId', 'rooms:read'),
});
export interface Key extends EntityOf<'Key', typeof keys> {}
export const Key: Entity<Key> = p.entity('Key', {
  table: keys,
  idPrefix: 'rky',
  label: label('Key', '房卡'),
  history: 'none',
  read: through('stayId', 'rooms:read'),
});

const stayFields = p.fields(Stay, (f) => ({
  /** A guest may ask at any time that nobody learns the room. */
  room: f.column('room', { label: label('Room', '房间'), visible: (row) => sql`not ${row.secret}` }),
  secret: f.column('secret', { label: label('Secret', '保密') }),
  wishes: f.column('wishes', { label: label('Wishes', '愿望') }),
  extra: f.column('extra', { label: label('More', '其他') }),
  price: f.money('price', { label: label('Price', '价格') }),
  arrives: f.column('arrives', { label: label('Arrives', '到达') }),
  nights: f.column('nights', { label: label('Nights', '晚数') }),
  remark: f.column('remark', { label: label('Remark', '备注'), permission: 'rooms:remarks' }),
  customerId: f.column('customerId', { label: label('Customer’s id', '客户编号') }),
  customer: f.one(Customer, { on: ['customerId', 'id'] }),
  upgradedFrom: f.one(Stay, { on: ['upgradedFromId', 'id'], label: label('Upgraded from', '升级自') }),
  keys: f.many(Key, { on: ['id', 'stayId'] }),
  anyKey: f.sql('Boolean', (stay, q) => q.exists(Key, (key) => sql`${key.stayId} = ${stay.id}`)),
  arrived: f.sql('Boolean', (stay, q) => sql`${stay.arrives} <= ${q.now}`),
  greeting: f.computed('String', { needs: ['room'], resolve: (rows) => rows.map((r) => `Room ${r.room}`) }),
}));

/** Writes whatever a test says, by a command as everybody must. */
export const setStay = p.command('setStay', {
  label: label('Change a stay', '修改住宿'),
  permission: 'rooms:write',
  input: { stay: t.id(Stay, { subject: true }), set: t.json() },
  run: (tx, { stay, set }) => tx.update(Stay, stay, set as Partial<Stay['insert']>),
});
export const removeStay = p.command('removeStay', {
  label: label('Remove a stay', '删除住宿'),
  permission: 'rooms:write',
  input: { stay: t.id(Stay, { subject: true }) },
  run: (tx, { stay }) => tx.remove(Stay, stay),
});
/** What no plugin may do: look for the log behind the engine's back, or change it. */
export const tamper = p.command('tamper', {
  label: label('Tamper', '篡改'),
  permission: 'rooms:write',
  input: { how: t.text(200) },
  run: async (tx, { how }) => void (await tx.sql(sql.raw(how))),
});

export const roomPlugin = (): Plugin<Rooms> =>
  definePlugin(p, {
    version: '0.1.0',
    label: label('Rooms', '客房'),
    capability: 'OPERATIONAL',
    migrations: new URL('./rooms/', import.meta.url),
    permissions: {
      'rooms:read': label('See stays', '查看住宿'),
      'rooms:remarks': label('See remarks', '查看备注'),
      'rooms:write': label('Change stays', '修改住宿'),
    },
    model: [stayFields, p.fields(Key, (f) => ({ code: f.column('code') }))],
    commands: [setStay, removeStay, tamper],
  });
