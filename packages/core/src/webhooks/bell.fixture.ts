/** A plugin whose event holds one of everything, as often as it is asked to. */
import { definePlugin, type Id, label, type Plugin, pluginKit, t } from '@guanxi/core';
import { Contact, type Crm, Customer } from '@guanxi/core/crm';

export interface Bell {
  id: 'bell';
  needs: { crm: Crm };
  permission: 'bell:ring';
}
const p = pluginKit<Bell>('bell', { engine: '*', needs: { crm: '*' } });
const text = (en: string) => label(en, en);

const data = {
  number: t.int(),
  price: t.optional(t.money()),
  share: t.optional(t.decimal()),
  at: t.optional(t.instant()),
  contact: t.optional(t.nullable(t.id(Contact))),
  customers: t.optional(t.list(t.id(Customer))),
  either: t.optional(t.oneOf('BellEither', { customer: t.id(Customer), word: t.text(100) })),
  reasons: t.optional(t.list(t.object('BellReason', { why: t.text(10_000) }), { max: 100 })),
  margin: t.optional(t.decimal()),
  nickname: t.optional(t.text(100)),
};
const Rung = p.event('bell.customer.rung', {
  label: text('Rung'),
  subject: Customer,
  data,
  version: 3,
  classification: { margin: 'CONFIDENTIAL' },
  personal: { nickname: 'contact' },
});

/** Rings so many times; `number` counts. */
export const ring = p.command('ring', {
  label: text('Ring'),
  permission: 'bell:ring',
  input: { customer: t.id(Customer), times: t.int({ min: 1, max: 5_000 }), says: t.optional(t.json()) },
  async run(tx, { customer, times, says = {} }) {
    for (let number = 1; number <= times; number++)
      await tx.emit(Rung, { subject: customer as Id<'Customer'>, number, ...(says as object) });
  },
});

export const bell = (): Plugin<Bell> =>
  definePlugin(p, {
    version: '1.0.0',
    label: text('Bell'),
    capability: 'OPERATIONAL',
    // Without tables: a folder without migrations.
    migrations: new URL('./', import.meta.url),
    permissions: { 'bell:ring': text('Ring') },
    model: [],
    events: [Rung],
    commands: [ring],
  });
