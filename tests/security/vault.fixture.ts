/**
 * A plugin with something of every way to hide: rows by a policy of its own, others' rows by a restriction, fields by permission and by row,
 * and expressions that raise on rows which only their values make fit for them (A41).
 */
import {
  boolean,
  definePlugin,
  type Entity,
  type EntityOf,
  implement,
  integer,
  label,
  money,
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
import { type Crm, Customer, Note, Staff, TimelineEntry } from '@guanxi/core/crm';

interface Vault {
  id: 'vault';
  needs: { crm: Crm };
  permission: 'vault:read' | 'vault:write' | 'vault:amounts' | 'vault:deep';
}
const p = pluginKit<Vault>('vault', { engine: '*', needs: { crm: '*' } });

const safes = tenantTable('vault_safe', {
  customerId: reference<'Customer'>('crm_customer').notNull(),
  keeperId: reference<'Staff'>('crm_staff'),
  label: text().notNull(),
  level: integer().notNull(),
  amount: integer().notNull(),
  parts: integer().notNull(),
  code: text().notNull(),
  sealed: boolean().notNull(),
  hint: text(),
  ...money('worth'),
});

export interface Safe extends EntityOf<'Safe', typeof safes> {}
export const Safe: Entity<Safe> = p.entity('Safe', {
  table: safes,
  idPrefix: 'saf',
  label: label('Safe', '保险箱'),
  display: 'label',
  read: through('customerId', 'vault:read'),
});
/** Deep safes are for few, whoever may see their customer. */
const deepOnes = p.restrict(Safe, (row, actor) => actor.has('vault:deep') || sql`${row.level} < 3`);
/** So are notes that somebody pinned. */
const pinnedNotes = p.restrict(
  Note,
  (row, actor) => actor.has('vault:deep') || sql`not ${row.pinned} or ${row.authorId} = ${actor.staffId}`,
);

export const safeFields = p.fields(Safe, (f) => ({
  label: f.column('label'),
  level: f.column('level', { aggregate: ['max'] }),
  parts: f.column('parts', { aggregate: ['sum', 'min', 'max'] }),
  code: f.column('code', { visible: (row) => sql`not ${row.sealed}` }),
  sealed: f.column('sealed'),
  amount: f.column('amount', { permission: 'vault:amounts', aggregate: ['sum', 'avg', 'min', 'max', 'median', 'p90', 'countDistinct'] }),
  worth: f.money('worth', { permission: 'vault:amounts', aggregate: ['sum', 'max'] }),
  hint: f.column('hint', { visible: (row, actor) => actor.has('vault:amounts') || sql`${row.keeperId} = ${actor.staffId}` }),
  customer: f.one(Customer, { on: ['customerId', 'id'] }),
  keeper: f.one(Staff, { on: ['keeperId', 'id'] }),
  share: f.sql('Int', (safe) => sql`${safe.level} * 100 / ${safe.parts}`, { filter: true, sort: true, aggregate: ['sum', 'max'] }),
  number: f.sql('Int', (safe) => sql`cast(${safe.code} as integer)`, { filter: true, sort: true, aggregate: ['sum', 'min'] }),
  each: f.sql('Int', (safe) => sql`${safe.amount} / ${safe.parts}`, { filter: true, sort: true, permission: 'vault:amounts' }),
  shown: f.computed('String', { needs: ['label', 'code'], resolve: (rows) => rows.map((r) => `${r.label} ${r.code}`) }),
}));

const onCustomer = p.fields(Customer, (f) => ({
  safes: f.many(Safe, { on: ['id', 'customerId'], orderBy: 'label' }),
  safeCount: f.sql('Int', (c, q) => q.count(Safe, (s) => sql`${s.customerId} = ${c.id}`), {
    filter: true,
    sort: true,
    permission: 'vault:read',
  }),
  safeParts: f.sql('Decimal', (c, q) => q.sum(Safe, 'parts', (s) => sql`${s.customerId} = ${c.id}`), {
    filter: true,
    sort: true,
    permission: 'vault:read',
  }),
  inVault: f.sql('Boolean', (c, q) => q.exists(Safe, (s) => sql`${s.customerId} = ${c.id} and 12 / ${s.parts} > 1`), {
    filter: true,
    permission: 'vault:read',
  }),
}));

const safesOver = p.list('safesOver', {
  label: label('Safes over a level', '高于级别的保险箱'),
  permission: 'vault:read',
  of: Safe,
  input: { level: t.int(), customer: t.optional(t.id(Customer)) },
  orderBy: 'label',
  where: (row, { level, customer }) => sql`100 / ${row.parts} > ${level} and coalesce(${row.customerId} = ${customer}, true)`,
});
const safeLabels = p.query('safeLabels', {
  label: label('Labels of safes', '保险箱标签'),
  permission: 'vault:read',
  input: { customer: t.id(Customer) },
  output: t.list(t.text(200)),
  run: async (scope, { customer }) => {
    const found = await scope.read(select(safeFields, { label: true }), { where: (s) => sql`${s.customerId} = ${customer}` });
    return found.map((s) => s.label);
  },
});

const SafeOpened = p.event('vault.safe.opened', {
  label: label('Safe opened', '保险箱已打开'),
  subject: Safe,
  data: { customerId: t.id(Customer), label: t.text(200), others: t.list(t.id(Customer)) },
});
export const putSafe = p.command('putSafe', {
  label: label('Put up a safe', '设置保险箱'),
  permission: 'vault:write',
  input: {
    customer: t.id(Customer),
    keeper: t.optional(t.id(Staff)),
    label: t.text(200),
    level: t.int(),
    amount: t.int(),
    parts: t.int(),
    code: t.text(20),
    sealed: t.bool(),
    hint: t.optional(t.text(200)),
    worth: t.optional(t.money()),
  },
  output: { safe: t.ref(Safe) },
  async run(tx, { customer, keeper, hint, worth, ...rest }) {
    const safe = await tx.insert(Safe, {
      ...rest,
      customerId: customer,
      keeperId: keeper ?? null,
      hint: hint ?? null,
      worthAmount: worth?.amount ?? null,
      worthCurrency: worth?.currency ?? null,
    });
    return { safe };
  },
});
export const openSafe = p.command('openSafe', {
  label: label('Open a safe', '打开保险箱'),
  permission: 'vault:write',
  input: { safe: t.id(Safe, { subject: true, lock: true }), others: t.optional(t.list(t.id(Customer))) },
  output: { safe: t.ref(Safe), each: t.int() },
  async run(tx, { safe, others = [] }) {
    const row = await tx.lock(Safe, safe);
    await tx.update(Safe, safe, { sealed: false });
    await tx.emit(SafeOpened, { subject: safe, customerId: row.customerId, label: row.label, others });
    return { safe, each: row.level };
  },
});

export const vault = (): Plugin<Vault> =>
  definePlugin(p, {
    version: '0.1.0',
    label: label('Vault', '金库'),
    capability: 'OPERATIONAL',
    migrations: new URL('./vault/', import.meta.url),
    permissions: {
      'vault:read': label('See safes', '查看保险箱'),
      'vault:write': label('Put up and open safes', '设置和打开保险箱'),
      'vault:amounts': label('See what is in them', '查看金额'),
      'vault:deep': label('See deep safes', '查看高级别保险箱'),
    },
    uses: ['crm:customers:read'],
    model: [
      safeFields,
      onCustomer,
      deepOnes,
      pinnedNotes,
      implement(TimelineEntry, Safe, {
        customerId: 'customerId',
        at: 'createdAt',
        kind: () => sql<string>`'SAFE'`,
        title: (safe) => sql<string>`${safe.label} || ' ' || (100 / ${safe.parts})::text`,
      }),
    ],
    events: [SafeOpened],
    commands: [putSafe, openSafe],
    queries: [safesOver, safeLabels],
  });
