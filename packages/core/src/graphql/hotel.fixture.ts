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
import { t } from '../model/input.ts';
import { implement, interfaceType, nullableShape, shape } from '../model/interfaces.ts';
import { label } from '../model/label.ts';
import type { ModelPart } from '../model/parts.ts';
import { through } from '../model/policy.ts';
import { tenantTable } from '../model/tenant-table.ts';
import { pluginKit } from '../plugin/kit.ts';
import type { ListDefinition, QueryDefinition } from '../write/declarations.ts';
import type { BoundCommand, InstalledPlugin, Registry } from '../write/kernel.ts';

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

const crmModel: readonly ModelPart[] = [
  crm.fields(Staff, (f) => ({
    name: f.column('name', { label: label('Name', '姓名') }),
    guests: f.many(Guest, { on: ['id', 'ownerId'] }),
  })),
  crm.fields(Team, (f) => ({ name: f.column('name') })),
  crm.fields(Guest, (f) => ({
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
  })),
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

const hotelsModel: readonly ModelPart[] = [
  hotels.fields(Stay, (f) => ({
    room: f.column('room', { label: label('Room', '房间') }),
    checkIn: f.column('checkIn', { label: label('Check-in', '入住') }),
    nights: f.column('nights', { label: label('Nights', '晚数'), aggregate: ['sum', 'max', 'countDistinct'] }),
    note: f.column('note'),
    guest: f.one(Guest, { on: ['guestId', 'id'] }),
    longest: f.measure('Int', { label: label('Longest', '最长'), sql: (row) => sql`max(${row.nights})` }),
  })),
  hotels.fields(Guest, (f) => ({ stays: f.many(Stay, { on: ['id', 'guestId'], orderBy: 'checkIn', label: label('Stays', '住宿') }) })),
  addValues(GuestRole, { RESIDENT: label('Resident', '长住客') }),
  implement(Happening, Stay, { at: 'checkIn', title: 'room', guestId: 'guestId' } as never),
];

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
  run: async () => {
    throw new Error('not run in these tests');
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
  run: async () => {
    throw new Error('the hotel burnt down');
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

export const built = buildModel([
  { plugin: 'crm', parts: crmModel },
  { plugin: 'hotels', parts: hotelsModel },
]);

const installed = (
  id: string,
  en: string,
  zh: string,
  needs: Readonly<Record<string, string>>,
  permissions: readonly string[],
): InstalledPlugin => ({
  id,
  version: '0.1.0',
  label: label(en, zh),
  capability: 'OPERATIONAL',
  needs,
  permissions: new Map(permissions.map((p) => [p, label(p, p)])),
  systemPermissions: [],
  options: {},
  api: null,
  parseSettings: () => ({}),
});
export const bound: BoundCommand = { definition: book.definition as NonNullable<typeof book.definition>, before: [], extensions: [] };
export const registry: Registry = {
  plugins: new Map([
    ['crm', installed('crm', 'Core', '核心', {}, ['crm:read', 'crm:write', 'crm:secrets'])],
    ['hotels', installed('hotels', 'Hotels', '酒店', { crm: '^0.1.0' }, ['hotels:read', 'hotels:book'])],
  ]),
  commands: new Map([['bookStay', bound]]),
  queries: new Map([['occupancy', occupancy]]),
  lists: new Map([['longStays', longStays]]),
  events: new Map(),
  refusals: new Map(),
  guards: new Map(),
  during: new Map(),
  contributions: new Map(),
  graphql: new Map(),
};
