/** A plugin with one of everything, for what a tenant loses that does not use it; one that needs it, and one that works without. */
import {
  addValues,
  definePlugin,
  type Entity,
  type EntityOf,
  implement,
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
  z,
} from '@guanxi/core';
import {
  type Crm,
  Customer,
  CustomerCreated,
  CustomerRole,
  createCustomer,
  customerFields,
  TimelineEntry,
  updateCustomer,
} from '../index.ts';

export interface Club {
  id: 'club';
  needs: { crm: Crm };
  permission: 'club:read' | 'club:write' | 'club:secrets';
  settings: { greeting: string };
  api: { cards(): Promise<number> };
}
const p = pluginKit<Club>('club', { engine: '*', needs: { crm: '*' } });

const ranks = tenantTable('club_rank', { name: text().notNull() });
export interface Rank extends EntityOf<'Rank', typeof ranks> {}
export const Rank: Entity<Rank> = p.entity('Rank', { table: ranks, idPrefix: 'rnk', label: label('Rank', '级别'), read: 'club:read' });
const rankFields = p.fields(Rank, (f) => ({ name: f.column('name') }));

const members = tenantTable('club_member', {
  customerId: reference<'Customer'>('crm_customer', { onDelete: 'cascade' }).notNull(),
  card: text().notNull(),
});
export interface Member extends EntityOf<'Member', typeof members> {}
export const Member: Entity<Member> = p.entity('Member', {
  table: members,
  idPrefix: 'mem',
  label: label('Member', '会员'),
  display: 'card',
  read: through('customerId', 'club:read'),
});
export const memberFields = p.fields(Member, (f) => ({
  card: f.column('card'),
  customerId: f.column('customerId'),
  customer: f.one(Customer, { on: ['customerId', 'id'] }),
}));
const onCustomer = p.fields(Customer, (f) => ({
  memberships: f.many(Member, { on: ['id', 'customerId'] }),
  cardCount: f.sql('Int', (customer, q) => q.count(Member, (m) => sql`${m.customerId} = ${customer.id}`), { filter: true, sort: true }),
}));

export const Joined = p.event('club.member.joined', {
  label: label('Joined the club', '已入会'),
  subject: Member,
  data: { customerId: t.id(Customer) },
});
const banned = p.refusal('CLUB_BANNED', { en: '{name} is banned.', zh: '{name} 被禁止。' });

export const joinClub = p.command('joinClub', {
  label: label('Join the club', '入会'),
  permission: 'club:write',
  input: { customer: t.id(Customer), card: t.text(40) },
  output: { member: t.ref(Member) },
  async run(tx, { customer, card }) {
    const member = await tx.insert(Member, { customerId: customer, card });
    await tx.emit(Joined, { subject: member, customerId: customer });
    await tx.schedule(remindMember, { member }, { at: new Date(tx.now.getTime() + 3_600_000), key: `remind:${member}` });
    return { member };
  },
});
export const remindMember = p.command('remindMember', {
  label: label('Remind a member', '提醒会员'),
  permission: 'club:write',
  reachesNobody: 'it writes a word on a card',
  input: { member: t.id(Member, { subject: true }) },
  async run(tx, { member }) {
    const { card } = await tx.lock(Member, member);
    await tx.update(Member, member, { card: `${card}+reminded` });
  },
});
export const welcome = p.command('welcomeToClub', {
  label: label('Welcome', '欢迎'),
  permission: 'club:write',
  input: { customer: t.id(Customer) },
  run: async (tx, { customer }) => void (await tx.insert(Member, { customerId: customer, card: 'welcome' })),
});

const clubReport = p.query('clubReport', {
  label: label('Club report', '俱乐部报告'),
  permission: 'club:read',
  input: {},
  output: t.object('ClubReport', { members: t.int() }),
  run: async (scope) => ({ members: (await scope.read(select(memberFields, { card: true }), {})).length }),
});
const cardHolders = p.list('cardHolders', {
  label: label('Card holders', '持卡客户'),
  permission: 'club:read',
  of: Customer,
  input: { card: t.text(40) },
  where: (row, { card }, q) => q.exists(Member, (m) => sql`${m.customerId} = ${row.id} and ${m.card} = ${card}`),
});
const newMembers = p.subscription('newMembers', { label: label('New members', '新会员'), permission: 'club:read', on: Joined, input: {} });

export const club = (): Plugin<Club> =>
  definePlugin(p, {
    version: '1.2.3',
    label: label('Club', '俱乐部'),
    capability: 'COLLABORATIVE',
    migrations: new URL('./club/', import.meta.url),
    permissions: { 'club:read': label('Read', '查看'), 'club:write': label('Write', '写入'), 'club:secrets': label('Secrets', '秘密') },
    uses: ['crm:customers:read', 'crm:customers:write'],
    settings: z.object({ greeting: z.string().default('hello') }),
    model: [
      rankFields,
      memberFields,
      onCustomer,
      addValues(CustomerRole, { PATRON: label('Patron', '赞助人') }),
      p.restrict(Customer, (row, actor) => actor.has('club:secrets') || sql`${row.name} <> '秘密客户'`),
      implement(TimelineEntry, Member, { customerId: 'customerId', at: 'createdAt', kind: () => sql<string>`'CLUB'`, title: 'card' }),
    ],
    events: [Joined],
    refusals: [banned],
    commands: [joinClub, remindMember, welcome],
    queries: [clubReport, cardHolders],
    subscriptions: [newMembers],
    hooks: [
      p.before(createCustomer, async (_tx, { name }) => {
        if (name === '黑名单') throw banned({ name }, 'name');
      }),
      p.guard(Customer, async (_tx, changes) => {
        if (changes.some(({ after }) => after?.name === '守卫')) throw banned({ name: '守卫' });
      }),
      p.during(CustomerCreated, async (tx, all) => {
        const customers = all.map((e) => e.subject);
        const [named] = await tx.system.read(select(customerFields, { name: true }), { ids: customers });
        if (named?.name === '当场入会') await tx.system.run(joinClub, { customer: named.id, card: 'during' });
      }),
      p.after(CustomerCreated, async (scope, { subject }) => void (await scope.run(welcome, { customer: subject }))),
      p.extend(createCustomer, {
        input: { card: t.optional(t.text(40)) },
        async run(tx, { card }, _own, { customer }) {
          if (card !== undefined) await tx.insert(Member, { customerId: customer, card });
        },
      }),
      p.extend(updateCustomer, { input: { note: t.optional(t.text(40)) }, run: async () => undefined }),
    ],
    jobs: [
      p.job('countRanks', {
        label: label('Count ranks', '统计级别'),
        cron: '0 3 * * *',
        zone: 'tenant',
        run: async (tx) => void (await tx.insert(Rank, { name: 'counted' })),
      }),
    ],
    seed: async (tx) => void (await tx.insert(Rank, { name: 'Gold' })),
    api: (scope) => ({ cards: async () => (await scope.read(select(memberFields, { card: true }), {})).length }),
  });

export interface Gala {
  id: 'gala';
  needs: { crm: Crm; club: Club };
  permission: 'gala:plan';
}
const gala$ = pluginKit<Gala>('gala', { engine: '*', needs: { crm: '*', club: '*' } });
export const planGala = gala$.command('planGala', {
  label: label('Plan a gala', '策划晚会'),
  permission: 'gala:plan',
  input: { customer: t.id(Customer) },
  run: async (tx, { customer }) => void (await tx.run(joinClub, { customer, card: 'gala' })),
});
/** Cannot do without the club. */
export const gala = (): Plugin<Gala> =>
  definePlugin(gala$, {
    version: '1.0.0',
    label: label('Gala', '晚会'),
    capability: 'OPERATIONAL',
    migrations: new URL('./gala/', import.meta.url),
    permissions: { 'gala:plan': label('Plan', '策划') },
    model: [],
    commands: [planGala],
  });

export interface Mild {
  id: 'mild';
  needs: { crm: Crm; club?: Club };
  permission: 'mild:use';
}
const mild$ = pluginKit<Mild>('mild', { engine: '*', needs: { crm: '*', club: { optional: '*' } } });
/** Joins where there is a club. */
export const tryClub = mild$.command('tryClub', {
  label: label('Try the club', '试用俱乐部'),
  permission: 'mild:use',
  input: { customer: t.id(Customer), force: t.bool() },
  output: { cards: t.int(), mayRead: t.bool() },
  async run(tx, { customer, force }) {
    if (force) await tx.run(joinClub, { customer, card: 'mild' });
    return { cards: (await tx.plugins.club?.cards()) ?? -1, mayRead: tx.actor.has('club:read' as never) };
  },
});
/** Works with the club and without it. */
export const mild = (): Plugin<Mild> =>
  definePlugin(mild$, {
    version: '1.0.0',
    label: label('Mild', '温和'),
    capability: 'OPERATIONAL',
    migrations: new URL('./gala/', import.meta.url),
    permissions: { 'mild:use': label('Use', '使用') },
    model: [],
    commands: [tryClub],
  });
