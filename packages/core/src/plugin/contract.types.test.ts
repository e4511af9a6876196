/**
 * What the compiler refuses (design section 2, "types"): each line below an expect-error is a mistake that must not compile. Checked by tsc;
 * at run time only the kits and tokens are made.
 */

import { pathToFileURL } from 'node:url';
import { sql } from 'drizzle-orm';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { createEngine } from '../engine.ts';
import { integer, money, reference, text } from '../model/columns.ts';
import type { Entity, EntityOf, IdOf } from '../model/entity.ts';
import { enumType, type ValueOf } from '../model/enums.ts';
import { select } from '../model/fields.ts';
import type { Id } from '../model/ids.ts';
import { t } from '../model/input.ts';
import { label } from '../model/label.ts';
import { contribute } from '../model/points.ts';
import { through } from '../model/policy.ts';
import { tenantTable } from '../model/tenant-table.ts';
import { type Command, eventRef } from '../write/declarations.ts';
import { definePlugin, type Plugin } from './define.ts';
import { pluginKit } from './kit.ts';

const words = label('Text', '文本');
const migrations = pathToFileURL('/nowhere/migrations/');

// ── two plugins whose entities name each other ──
interface Crm {
  id: 'crm';
  permission: 'crm:read' | 'crm:write';
  settings: { country: string };
  api: { nameOf(customer: Id<'Customer'>): Promise<string> };
}
interface Loyalty {
  id: 'loyalty';
  needs: { crm: Crm; calendar?: Calendar };
  permission: 'loyalty:read' | 'loyalty:redeem';
  api: { balance(customer: Id<'Customer'>): Promise<number> };
}
interface Calendar {
  id: 'calendar';
  permission: 'calendar:read';
  api: { isWorkingDay(date: string): Promise<boolean> };
}
const c = pluginKit<Crm>('crm', { engine: '^0.1.0' });
const p = pluginKit<Loyalty>('loyalty', { engine: '^0.1.0', needs: { crm: '^0.1.0', calendar: { optional: '^0.1.0' } } });
const calendarKit = pluginKit<Calendar>('calendar', { engine: '^0.1.0' });

const customers = tenantTable('crm_customer', { name: text().notNull(), ...money('revenue') });
interface Customer extends EntityOf<'Customer', typeof customers> {}
const Customer: Entity<Customer> = c.entity('Customer', { table: customers, idPrefix: 'cus', label: words, read: 'crm:read' });
const Tier = enumType('Tier', { SILVER: words, GOLD: words });
const accounts = tenantTable('loyalty_account', {
  customerId: reference<'Customer'>('crm_customer', { onMerge: 'keepSurvivor', unique: true }).notNull(),
  points: integer().notNull(),
});
interface Account extends EntityOf<'Account', typeof accounts> {}
const Account: Entity<Account> = p.entity('Account', {
  table: accounts,
  idPrefix: 'lac',
  label: words,
  read: through('customerId', 'loyalty:read'),
});

const customerFields = c.fields(Customer, (f) => ({ name: f.column('name'), revenue: f.money('revenue') }));
const accountFields = p.fields(Account, (f) => ({ points: f.column('points'), customer: f.one(Customer, { on: ['customerId', 'id'] }) }));
const onCustomer = p.fields(Customer, (f) => ({ accounts: f.many(Account, { on: ['id', 'customerId'] }) }));
const renamed = c.event('crm.customer.renamed', { label: words, subject: Customer, data: { name: t.text() } });
const redeem = p.command('redeem', {
  label: words,
  permission: 'loyalty:redeem',
  input: { account: t.id(Account), points: t.int() },
  output: { account: t.ref(Account), remaining: t.int() },
  run: async (_tx, { account, points }) => ({ account, remaining: points }),
});
const gate = c.gate<{ readonly customer: Id<'Customer'>; readonly by: 'MAIL' | 'PHONE' }>('reach', {
  label: words,
  ask: async (_scope, questions) => questions.map(() => null),
});
const sendPoints = p.command('sendPoints', {
  label: words,
  permission: 'loyalty:redeem',
  input: { customer: t.id(Customer), points: t.int() },
  gates: [{ gate, about: ({ customer }) => ({ customer, by: 'MAIL' }) }],
  run: async (tx, { points }) => {
    expectTypeOf(points).toEqualTypeOf<number>();
    expectTypeOf(tx.caller).toEqualTypeOf<string | null>();
  },
});
const during = p.during(renamed, async (tx, all) => {
  expectTypeOf(all[0]!.data.name).toEqualTypeOf<string>();
  expectTypeOf(all[0]!.subject).toEqualTypeOf<Id<'Customer'>>();
  expectTypeOf(tx.plugins.crm.nameOf).returns.resolves.toEqualTypeOf<string>();
  expectTypeOf(tx.plugins.calendar).toEqualTypeOf<Calendar['api'] | undefined>();
  // @ts-expect-error a plugin that is not needed
  tx.plugins.hotels;
  // @ts-expect-error a permission of a plugin that is not needed
  tx.actor.has('hotels:stays');
});
const crm = (): Plugin<Crm> =>
  definePlugin(c, {
    version: '0.1.0',
    label: words,
    capability: 'OPERATIONAL',
    migrations,
    permissions: { 'crm:read': words, 'crm:write': words },
    model: [customerFields],
    events: [renamed],
    gates: [gate],
    api: () => ({ nameOf: async () => '' }),
  });
const loyalty = (): Plugin<Loyalty> =>
  definePlugin(p, {
    version: '0.1.0',
    label: words,
    capability: 'OPERATIONAL',
    migrations,
    permissions: { 'loyalty:read': words, 'loyalty:redeem': words },
    uses: ['crm:read'],
    model: [accountFields, onCustomer],
    commands: [redeem, sendPoints],
    hooks: [during],
    api: () => ({ balance: async () => 0 }),
  });
const calendar = (): Plugin<Calendar> =>
  definePlugin(calendarKit, {
    version: '0.1.0',
    label: words,
    capability: 'OPERATIONAL',
    migrations,
    permissions: { 'calendar:read': words },
    model: [],
    api: () => ({ isWorkingDay: async () => true }),
  });

/** Never called: its body is for the compiler. */
export function refusedByTheCompiler(): void {
  // @ts-expect-error a range is missing
  pluginKit<Loyalty>('loyalty', { engine: '^0.1.0', needs: { crm: '^0.1.0' } });
  // @ts-expect-error the needs are missing
  pluginKit<Loyalty>('loyalty', { engine: '^0.1.0' });
  // @ts-expect-error a required need is not optional
  pluginKit<Loyalty>('loyalty', { engine: '^0.1.0', needs: { crm: { optional: '^0.1.0' }, calendar: { optional: '^0.1.0' } } });
  // @ts-expect-error an optional need says so
  pluginKit<Loyalty>('loyalty', { engine: '^0.1.0', needs: { crm: '^0.1.0', calendar: '^0.1.0' } });
  // @ts-expect-error another id
  pluginKit<Loyalty>('loyalties', { engine: '^0.1.0', needs: { crm: '^0.1.0', calendar: { optional: '^0.1.0' } } });

  const sending = { label: words, permission: 'loyalty:redeem', input: { customer: t.id(Customer) }, run: async () => undefined } as const;
  // @ts-expect-error the gate is asked otherwise
  p.command('sendCard', { ...sending, gates: [{ gate, about: ({ customer }) => ({ customer, by: 'PIGEON' }) }] });
  // @ts-expect-error the input has nothing of that name
  p.command('sendCard', { ...sending, gates: [{ gate, about: ({ account }) => ({ customer: account, by: 'MAIL' }) }] });

  // @ts-expect-error read is required: nothing is open by forgetting
  p.entity<Account>('Account', { table: accounts, idPrefix: 'lac', label: words });
  // @ts-expect-error a foreign permission
  p.entity<Account>('Account', { table: accounts, idPrefix: 'lac', label: words, read: 'hotels:stays' });
  // @ts-expect-error through a column that there is not
  p.entity<Account>('Account', { table: accounts, idPrefix: 'lac', label: words, read: through('guestId', 'loyalty:read') });
  // @ts-expect-error through with a foreign permission
  p.entity<Account>('Account', { table: accounts, idPrefix: 'lac', label: words, read: through('customerId', 'hotels:stays') });
  // @ts-expect-error a label has both languages
  p.entity<Account>('Account', { table: accounts, idPrefix: 'lac', label: label('Account'), read: 'loyalty:read' });

  p.fields(Account, (f) => ({
    // @ts-expect-error no such column
    a: f.column('balance'),
    // @ts-expect-error no money there
    b: f.money('points'),
    // @ts-expect-error a foreign permission
    c: f.column('points', { permission: 'hotels:stays' }),
    // @ts-expect-error the relation ends at no column
    d: f.one(Customer, { on: ['customerId', 'key'] }),
    // @ts-expect-error what it computes from is not among its needs
    e: f.computed('Int', { needs: ['points'], resolve: (rows) => rows.map((r) => r.customerId.length) }),
    // @ts-expect-error another type than it says
    g: f.computed('Int', { needs: ['points'], resolve: (rows) => rows.map(() => 'many') }),
    // @ts-expect-error no such column of the other entity
    h: f.sql('Int', (row, q) => q.count(Customer, (x) => sql`${x.points} = ${row.id}`)),
  }));
  // @ts-expect-error a policy asks for its own plugin's permissions
  p.restrict(Customer, (_row, actor) => actor.has('crm:read'));

  // @ts-expect-error a permission of a plugin that is not needed
  p.command('x', { label: words, permission: 'hotels:stays', input: {}, run: async () => undefined });
  // @ts-expect-error the outcome lacks a key
  p.command('x', { label: words, permission: 'loyalty:read', input: {}, output: { account: t.ref(Account) }, run: async () => ({}) });
  p.command('x', {
    label: words,
    permission: 'loyalty:read',
    input: { customer: t.id(Customer) },
    output: { account: t.ref(Account) },
    // @ts-expect-error a customer's id where an account's is promised
    run: async (_tx, { customer }) => ({ account: customer }),
  });
  // @ts-expect-error an event is named after its plugin
  p.event('crm.account.opened', { label: words, subject: Account, data: {} });
  // @ts-expect-error so is a point
  p.point('crm.actions', { label: words });
  // @ts-expect-error the text's argument is missing
  p.refusal('TOO_FEW', { en: 'Only {available}', zh: '仅 {available}' })({});
  // @ts-expect-error another shape than the point takes
  contribute(p.point<{ command: string }>('loyalty.actions', { label: words }), 'x', { kommand: 'redeem' });
  p.guard(Account, async (_tx, [change]) => {
    // @ts-expect-error there may be no row before
    change!.before.points;
  });
  // @ts-expect-error amends the input with another type
  p.before(redeem, async () => ({ account: 3 }));
  p.during(eventRef<typeof renamed>('crm.customer.renamed'), async (_tx, all) => {
    // @ts-expect-error not in the event's data
    all[0]!.data.colour;
  });

  // @ts-expect-error a setting of another type
  definePlugin(c, { ...crm().shape, settings: t.text() });
  definePlugin(p, {
    version: '0.1.0',
    label: words,
    capability: 'OPERATIONAL',
    migrations,
    model: [],
    api: () => ({ balance: async () => 0 }),
    // @ts-expect-error a permission without its text
    permissions: { 'loyalty:read': words },
  });
  definePlugin(p, {
    version: '0.1.0',
    label: words,
    migrations,
    model: [],
    permissions: { 'loyalty:read': words, 'loyalty:redeem': words },
    // @ts-expect-error no capability class of this name (STRAT-02)
    capability: 'STRATEGIC',
    // @ts-expect-error the rights of a plugin that is not needed
    uses: ['hotels:stays'],
  });

  // @ts-expect-error plugin "crm" is required but not listed
  createEngine({ plugins: [loyalty()] });
  const engine = createEngine({ plugins: [crm(), loyalty()] });
  const me = engine.as({ kind: 'service', name: 'test', tenant: 't', permissions: [] });
  expectTypeOf(me.plugins.loyalty.balance).returns.resolves.toEqualTypeOf<number>();
  // @ts-expect-error not installed
  me.plugins.calendar;
  // @ts-expect-error a call without an actor
  engine.as();
  // @ts-expect-error an actor without a tenant
  engine.as({ kind: 'service', name: 'test', permissions: [] });
  // @ts-expect-error a customer's id where an account's belongs
  void me.run(redeem, { account: '' as IdOf<Customer>, points: 3 });
  void engine
    .settings('t')
    .get('crm')
    .then((s) => expectTypeOf(s).toEqualTypeOf<{ country: string }>());
  // @ts-expect-error a setting that there is not
  void engine.settings('t').set('crm', { colour: 'red' });

  // @ts-expect-error not a field of the set
  select(accountFields, { colour: true });
  const chosen = select(accountFields, { points: true, customer: select(customerFields, { name: true }) });
  void me.read(chosen, {}).then(([row]) => {
    expectTypeOf(row!.points).toEqualTypeOf<number>();
    expectTypeOf(row!.customer?.name).toEqualTypeOf<string | undefined>();
    expectTypeOf(row!.customer!.id).toEqualTypeOf<Id<'Customer'>>();
    // @ts-expect-error not selected
    row!.version;
  });
}

describe('the types of the contract', () => {
  test('are inferred from what is declared', () => {
    expectTypeOf<ValueOf<typeof Tier>>().toEqualTypeOf<'SILVER' | 'GOLD'>();
    expectTypeOf(redeem).toEqualTypeOf<
      Command<{ account: Id<'Account'>; points: number }, { account: Id<'Account'>; remaining: number }>
    >();
    expectTypeOf<Account['insert']['customerId']>().toEqualTypeOf<Id<'Customer'>>();
  });
  test('let a whole set of plugins through that fits together', () => {
    expect(createEngine({ plugins: [crm(), calendar(), loyalty()] }).plugins.map((x) => x.id)).toEqual(['crm', 'calendar', 'loyalty']);
  });
});
