/** Two small plugins for this room's tests: guests with an owner, and the stays that a second plugin adds. */
import { sql } from 'drizzle-orm';
import { buildModel } from '../model/build.ts';
import {
  attributeColumns,
  boolean,
  dateOnly,
  enumList,
  enumText,
  instant,
  integer,
  money,
  owner,
  reference,
  searchColumn,
  text,
} from '../model/columns.ts';
import type { Entity, EntityOf } from '../model/entity.ts';
import { addValues, enumType, openEnum } from '../model/enums.ts';
import { select } from '../model/fields.ts';
import { t } from '../model/input.ts';
import { implement, interfaceType, nullableShape, shape } from '../model/interfaces.ts';
import { label } from '../model/label.ts';
import type { ModelPart } from '../model/parts.ts';
import { through } from '../model/policy.ts';
import { decimalOf } from '../model/scalars.ts';
import { tenantTable } from '../model/tenant-table.ts';
import { definePlugin, type Plugin } from '../plugin/define.ts';
import { pluginKit } from '../plugin/kit.ts';
import { assembleRegistry } from '../plugin/registry.ts';
import type { ListDefinition, QueryDefinition } from '../write/declarations.ts';
import type { BoundCommand, Registry } from '../write/kernel.ts';

// ── crm, much reduced ──
export interface Crm {
  id: 'crm';
  permission: 'crm:read' | 'crm:write' | 'crm:secrets';
}
const crm = pluginKit<Crm>('crm', { engine: '^0.1.0' });

export const GuestKind = enumType('GuestKind', { PERSON: label('Person', '个人'), COMPANY: label('Company', '公司') });
export const GuestRole = openEnum('GuestRole', { REGULAR: label('Regular', '常客') });

export const staff = tenantTable('crm_staff', { name: text().notNull() });
export const teams = tenantTable('crm_team', { name: text().notNull() });
export const guests = tenantTable('crm_guest', {
  name: text().notNull(),
  kind: enumText(GuestKind).notNull(),
  roles: enumList(GuestRole).notNull(),
  vip: boolean(),
  born: dateOnly(),
  secret: text(),
  ...money('budget'),
  ...owner(),
  ...attributeColumns(),
  ...searchColumn(),
});
export interface Staff extends EntityOf<'Staff', typeof staff> {}
export const Staff: Entity<Staff> = crm.entity('Staff', {
  table: staff,
  idPrefix: 'stf',
  label: label('Staff', '员工'),
  plural: 'staffMembers',
  display: 'name',
  read: 'crm:read',
});
export interface Team extends EntityOf<'Team', typeof teams> {}
export const Team: Entity<Team> = crm.entity('Team', {
  table: teams,
  idPrefix: 'tea',
  label: label('Team', '团队'),
  display: 'name',
  read: 'crm:read',
});
export interface Guest extends EntityOf<'Guest', typeof guests> {}
export const Guest: Entity<Guest> = crm.entity('Guest', {
  table: guests,
  idPrefix: 'gst',
  label: label('Guest', '客人'),
  display: 'name',
  orderBy: { column: 'name', direction: 'ASC' },
  read: 'crm:read',
});

export const Happening = interfaceType('Happening', label('Happening', '事件'), {
  at: shape('DateTime', label('At', '时间')),
  title: nullableShape('String', label('Title', '标题')),
  guestId: nullableShape('ID', label('Guest', '客人')),
});

const guestFields = crm.fields(Guest, (f) => ({
  name: f.column('name', { label: label('Name', '姓名'), search: 'name' }),
  kind: f.column('kind', { label: label('Kind', '类型') }),
  roles: f.column('roles', { label: label('Roles', '角色') }),
  vip: f.column('vip'),
  born: f.column('born', { label: label('Born', '出生日期'), personal: { subject: 'id' } }),
  secret: f.column('secret', { permission: 'crm:secrets', deprecated: { reason: 'Use attributes.', since: '2026-01-01' } }),
  budget: f.money('budget', { label: label('Budget', '预算'), aggregate: ['sum', 'avg'] }),
  owner: f.one(Staff, { on: ['ownerId', 'id'], label: label('Owner', '负责人') }),
  ownerId: f.column('ownerId'),
  happenings: f.all(Happening, { of: 'id', key: 'guestId', orderBy: 'at' }),
  nameLength: f.sql('Int', (row) => sql`length(${row.name})`, { filter: true, sort: true }),
  greeting: f.computed('String', {
    needs: ['name'],
    resolve: (rows, { locale }) => rows.map((r) => (locale === 'zh-CN' ? `${r.name}，您好` : `Dear ${r.name}`)),
  }),
}));

const crmModel: readonly ModelPart[] = [
  crm.fields(Staff, (f) => ({
    name: f.column('name', { label: label('Name', '姓名') }),
    guests: f.many(Guest, { on: ['id', 'ownerId'] }),
  })),
  crm.fields(Team, (f) => ({ name: f.column('name') })),
  guestFields,
];

// ── hotels ──
export interface Hotels {
  id: 'hotels';
  needs: { crm: Crm };
  permission: 'hotels:read' | 'hotels:book';
}
const hotels = pluginKit<Hotels>('hotels', { engine: '^0.1.0', needs: { crm: '^0.1.0' } });
export const stays = tenantTable('hotels_stay', {
  guestId: reference<'Guest'>('crm_guest').notNull(),
  room: text().notNull(),
  checkIn: instant().notNull(),
  nights: integer().notNull(),
  note: text(),
});
export interface Stay extends EntityOf<'Stay', typeof stays> {}
export const Stay: Entity<Stay> = hotels.entity('Stay', {
  table: stays,
  idPrefix: 'sty',
  label: label('Stay', '住宿'),
  display: 'room',
  read: through('guestId', 'hotels:read'),
});

const stayFields = hotels.fields(Stay, (f) => ({
  room: f.column('room', { label: label('Room', '房间') }),
  checkIn: f.column('checkIn', { label: label('Check-in', '入住') }),
  nights: f.column('nights', { label: label('Nights', '晚数'), aggregate: ['sum', 'max', 'countDistinct'] }),
  note: f.column('note'),
  guest: f.one(Guest, { on: ['guestId', 'id'] }),
  longest: f.measure('Int', { label: label('Longest', '最长'), sql: (row) => sql`max(${row.nights})` }),
}));
const hotelsModel: readonly ModelPart[] = [
  stayFields,
  hotels.fields(Guest, (f) => ({ stays: f.many(Stay, { on: ['id', 'guestId'], orderBy: 'checkIn', label: label('Stays', '住宿') }) })),
  addValues(GuestRole, { RESIDENT: label('Resident', '长住客') }),
  implement(Happening, Stay, { at: 'checkIn', title: 'room', guestId: 'guestId' } as never),
];

export const noSuchFloor = hotels.refusal('NO_SUCH_FLOOR', { en: 'There is no floor {floor}.', zh: '没有 {floor} 楼。' });
const Period = t.object('Period', { from: t.instant(), to: t.optional(t.instant()) });
export const book = hotels.command('bookStay', {
  label: label('Book a stay', '预订'),
  permission: 'hotels:book',
  input: {
    guest: t.id(Guest, { subject: true }),
    period: Period,
    room: t.oneOf('RoomChoice', { named: t.text(80), floor: t.int() }),
    wishes: t.optional(t.list(t.text())),
    price: t.optional(t.money()),
    changes: t.optional(t.patch(Guest, ['name', 'kind', 'born', 'attributes'])),
  },
  output: { stay: t.ref(Stay), nights: t.int() },
  async run(tx, { guest, period, room, changes }) {
    if (room.kind === 'floor' && room.value > 9) throw noSuchFloor({ floor: room.value }, 'room.floor');
    if (changes) await tx.update(Guest, guest, changes as Partial<Guest['insert']>);
    const nights = period.to ? Math.round((period.to.getTime() - period.from.getTime()) / 86_400_000) : 1;
    const stay = await tx.insert(Stay, { guestId: guest, room: String(room.value), checkIn: period.from, nights });
    return { stay, nights };
  },
});
export const occupancy = hotels.query('occupancy', {
  label: label('Occupancy', '入住率'),
  permission: 'hotels:read',
  input: { from: t.date(), rooms: t.optional(t.int()) },
  output: t.object('Occupancy', {
    rate: t.decimal(),
    at: t.instant(),
    busiest: t.optional(t.ref(Guest)),
    stays: t.list(t.object('OccupancyStay', { stay: t.ref(Stay), nights: t.int() })),
  }),
  async run(scope, { from, rooms }) {
    if (rooms === 0) throw new Error('the hotel burnt down, at /srv/hotel.ts');
    const found = await scope.read(select(stayFields, { nights: true, guest: select(guestFields, { name: true }) }), {
      where: (row) => sql`${row.checkIn} >= ${from}::date`,
      orderBy: 'nights',
    });
    const [busiest] = found;
    return {
      rate: decimalOf('0.5'),
      at: scope.now,
      ...(busiest?.guest && { busiest: busiest.guest.id }),
      stays: found.map(({ id, nights }) => ({ stay: id, nights })),
    };
  },
}) as QueryDefinition;
export const longStays = hotels.list('longStays', {
  label: label('Long stays', '长住'),
  permission: 'hotels:read',
  of: Stay,
  input: { nights: t.int({ min: 1 }) },
  orderBy: 'nights',
  where: (row, input) => sql`${row.nights} >= ${input.nights}`,
}) as ListDefinition;

const said = <P extends string>(...permissions: readonly P[]): Record<P, ReturnType<typeof label>> =>
  Object.fromEntries(permissions.map((p) => [p, label(p, p)])) as Record<P, ReturnType<typeof label>>;
const common = { version: '0.1.0', capability: 'OPERATIONAL' as const, migrations: new URL('file:///') };
export const plugins: readonly Plugin[] = [
  definePlugin(crm, {
    ...common,
    label: label('Core', '核心'),
    permissions: said('crm:read', 'crm:write', 'crm:secrets'),
    model: crmModel,
  }),
  definePlugin(hotels, {
    ...common,
    label: label('Hotels', '酒店'),
    permissions: said('hotels:read', 'hotels:book'),
    model: hotelsModel,
    refusals: [noSuchFloor],
    commands: [book],
    queries: [occupancy, longStays],
  }),
] as unknown as readonly Plugin[];

export const built = buildModel(plugins.map(({ id, shape }) => ({ plugin: id, parts: shape.model })));
export const registry: Registry = assembleRegistry(plugins);
/** As a tenant with only these plugins has it. */
export function narrowedTo(ids: ReadonlySet<string>) {
  const parts = (isIn: boolean) =>
    plugins.filter(({ id }) => ids.has(id) === isIn).map(({ id, shape }) => ({ plugin: id, parts: shape.model }));
  return { model: buildModel(parts(true), parts(false)).model, registry: assembleRegistry(plugins.filter(({ id }) => ids.has(id))) };
}
export const bound: BoundCommand = { definition: book.definition as NonNullable<typeof book.definition>, before: [], extensions: [] };
