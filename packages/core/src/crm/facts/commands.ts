/** Facts are recorded once by their source, and taken back by reversals; none is edited or removed. */
import { label, t } from '@guanxi/core';
import { type CrmTx, given } from '../common.ts';
import { Contact } from '../contacts/entities.ts';
import { Customer } from '../customers/entities.ts';
import { refuseForeignContacts, survivorOf } from '../participants.ts';
import { p } from '../plugin.ts';
import { Fact } from './entities.ts';
import { FactRecorded, factInFuture, negativeValue, otherCurrency } from './events.ts';

export const recordFact = p.command('recordFact', {
  label: label('Record a transaction fact', '登记交易事实'),
  permission: 'crm:facts:write',
  input: {
    /** Of one that was merged into another, the fact goes to that other. */
    customer: t.id(Customer, { lock: true }),
    contact: t.optional(t.id(Contact)),
    at: t.instant(),
    value: t.money(),
    margin: t.optional(t.money()),
    productRefs: t.optional(t.list(t.text(100), { max: 1_000 })),
    channel: t.optional(t.text(40)),
    /** The plugin or system that tells of it, with what it calls it: together they are told once (G8). */
    sourcePlugin: t.text(40),
    sourceRef: t.text(200),
    orderRef: t.optional(t.text(100)),
  },
  output: { fact: t.ref(Fact), customer: t.ref(Customer) },
  async run(tx, { customer, contact, at, value, margin, ...told }) {
    if (at > tx.now) throw factInFuture({ at: at.toISOString() }, 'at');
    if (value.amount.startsWith('-')) throw negativeValue({ amount: value.amount }, 'value.amount');
    if (margin && margin.currency !== value.currency)
      throw otherCurrency({ expected: value.currency, actual: margin.currency }, 'margin.currency');
    const { id: customerId } = await survivorOf(tx, customer);
    const fact = await tx.insert(Fact, {
      ...given(told),
      customerId,
      contactId: contact ?? null,
      at,
      valueAmount: value.amount,
      valueCurrency: value.currency,
      marginAmount: margin?.amount ?? null,
      marginCurrency: margin?.currency ?? null,
    });
    await tx.emit(FactRecorded, {
      subject: fact,
      customerId,
      at,
      value,
      channel: told.channel ?? null,
      sourcePlugin: told.sourcePlugin,
      orderRef: told.orderRef ?? null,
    });
    return { fact, customer: customerId };
  },
});

/** Whoever bought is a contact of the customer, all facts of the transaction looked at together. */
export const buyersAreOwn = p.guard(Fact, async (tx: CrmTx, changes) => {
  const pairs = changes.flatMap(({ before, after }) =>
    before === null && after?.contactId ? [{ customerId: after.customerId, contactId: after.contactId }] : [],
  );
  await refuseForeignContacts(tx, pairs, 'contact');
});
