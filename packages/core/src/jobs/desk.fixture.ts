/** A plugin that leaves work for later; what its hooks, timers, jobs and operations do is told by each test. */
import {
  type AfterScope,
  definePlugin,
  type Id,
  type Instant,
  label,
  type Occurrence,
  type Plugin,
  pluginKit,
  type Tx,
  t,
} from '@guanxi/core';
import { type Crm, Customer } from '@guanxi/core/crm';

export interface Desk {
  id: 'desk';
  needs: { crm: Crm };
  permission: 'desk:work' | 'desk:never';
}
const p = pluginKit<Desk>('desk', { engine: '*', needs: { crm: '*' } });
const text = (en: string) => label(en, en);

export const closed = p.refusal('DESK_CLOSED', { en: 'The desk is closed: {why}.', zh: '服务台已关闭：{why}。' });

export const Signalled = p.event('desk.customer.signalled', {
  label: text('Signalled'),
  subject: Customer,
  data: { text: t.text(100), at: t.instant() },
});
type Signal = Occurrence<{ readonly text: string; readonly at: Instant; readonly subject: Id<'Customer'> }, Customer>;

export const signal = p.command('signal', {
  label: text('Signal'),
  permission: 'desk:work',
  input: { customer: t.id(Customer), text: t.text(100) },
  async run(tx, { customer, text: said }) {
    await tx.emit(Signalled, { subject: customer, text: said, at: tx.now });
  },
});

/** What a test may say of the desk while it runs. */
export interface Behaviour {
  after(scope: AfterScope<Desk>, signal: Signal): Promise<void>;
  second(scope: AfterScope<Desk>, signal: Signal): Promise<void>;
  ring(tx: Tx<Desk>, input: { readonly customer: Id<'Customer'>; readonly at: Instant }): Promise<void>;
  daily(tx: Tx<Desk>, at: Instant): Promise<void>;
  each(tx: Tx<Desk>, items: readonly number[], batchOf: Id<'Customer'>): Promise<void>;
}
export const idle: Behaviour = {
  after: async () => undefined,
  second: async () => undefined,
  ring: async () => undefined,
  daily: async () => undefined,
  each: async () => undefined,
};

export interface DeskOptions {
  readonly cron?: string;
  readonly zone?: string;
  readonly missed?: 'last' | 'none' | 'all';
  readonly version?: string;
}

export function desk(behaviour: Behaviour, o: DeskOptions = {}) {
  const ring = p.command('ring', {
    label: text('Ring'),
    permission: 'desk:work',
    input: { customer: t.id(Customer), at: t.instant() },
    run: (tx, input) => behaviour.ring(tx, input),
  });
  const ringLater = p.command('ringLater', {
    label: text('Ring later'),
    permission: 'desk:work',
    input: { customer: t.id(Customer), at: t.optional(t.instant()), key: t.text(50) },
    async run(tx, { customer, at, key }) {
      if (at) await tx.schedule(ring, { customer, at }, { at, key });
      else await tx.cancel(key);
    },
  });
  const count = p.operation('count', {
    label: text('Count'),
    permission: 'desk:work',
    input: { customer: t.id(Customer), upTo: t.int({ min: 0 }) },
    batch: 4,
    async *items(_scope, { upTo }) {
      for (let i = 1; i <= upTo; i += 1) yield i;
    },
    each: (tx, items, { customer }) => behaviour.each(tx, items, customer),
  });
  const plugin: Plugin<Desk> = definePlugin(p, {
    version: o.version ?? '1.0.0',
    label: text('Desk'),
    capability: 'OPERATIONAL',
    // Without tables: a folder without migrations.
    migrations: new URL('./', import.meta.url),
    permissions: { 'desk:work': text('Work'), 'desk:never': text('Never') },
    uses: ['crm:notes:write', 'crm:notes:read', 'crm:customers:read', 'crm:customers:write'],
    model: [],
    refusals: [closed],
    events: [Signalled],
    commands: [signal, ring, ringLater, count],
    hooks: [
      p.after(Signalled, (scope, occurrence) => behaviour.after(scope, occurrence as Signal)),
      p.after(Signalled, (scope, occurrence) => behaviour.second(scope, occurrence as Signal)),
    ],
    ...(o.cron !== undefined && {
      jobs: [
        p.job('daily', {
          label: text('Daily'),
          cron: o.cron,
          zone: o.zone ?? 'tenant',
          ...(o.missed && { missed: o.missed }),
          run: (tx, at) => behaviour.daily(tx, at),
        }),
      ],
    }),
  });
  return { plugin, ring, ringLater, count };
}
