/** A fact is taken back, wholly or in part, by a negative one. */
import { label, select, sql, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { Fact } from './entities.ts';
import {
  aboveOriginal,
  FactReversed,
  factInFuture,
  otherCurrency,
  reversalOfNothing,
  reversalOfReversal,
  reversalTooEarly,
} from './events.ts';
import { factFields } from './fields.ts';
import { decimalOfUnits, left, unitsOf } from './rules.ts';

export const reverseFact = p.command('reverseFact', {
  label: label('Reverse a transaction fact', '冲销交易事实'),
  permission: 'crm:facts:write',
  input: {
    // Locked: two reversals at once would each find enough left.
    fact: t.id(Fact, { lock: true }),
    /** Absent: all that is left. */
    amount: t.optional(t.money()),
    /** How much of the margin goes with it. Absent: what is left of it where all of the value goes, else none. */
    margin: t.optional(t.money()),
    at: t.optional(t.instant()),
    /** What the source calls the reversal. Absent: its own id. */
    sourceRef: t.optional(t.text(200)),
  },
  output: { reversal: t.ref(Fact), fact: t.ref(Fact) },
  async run(tx, { fact, amount, margin, at = tx.now, sourceRef }) {
    const original = await tx.lock(Fact, fact);
    if (original.reversalOfId !== null) throw reversalOfReversal({}, 'fact');
    if (at > tx.now) throw factInFuture({ at: at.toISOString() }, 'at');
    if (at < original.at) throw reversalTooEarly({ at: original.at.toISOString() }, 'at');
    const currency = original.valueCurrency;
    for (const [path, money] of Object.entries({ amount, margin })) {
      if (money && money.currency !== currency) throw otherCurrency({ expected: currency, actual: money.currency }, `${path}.currency`);
    }

    const before = await tx.system.read(select(factFields, { value: true, margin: true }), {
      where: (f) => sql`${f.reversalOfId} = ${fact}`,
    });
    const remaining = left(
      original.valueAmount,
      before.flatMap((r) => (r.value ? [r.value.amount] : [])),
    );
    const asked = amount ? unitsOf(amount.amount) : remaining;
    if (asked <= 0n) throw reversalOfNothing({}, 'amount');
    if (asked > remaining) throw aboveOriginal({ left: decimalOfUnits(remaining), asked: decimalOfUnits(asked) }, 'amount');
    const marginLeft =
      original.marginAmount === null
        ? null
        : left(
            original.marginAmount,
            before.flatMap((r) => (r.margin ? [r.margin.amount] : [])),
          );
    const marginBack = margin ? unitsOf(margin.amount) : asked === remaining ? marginLeft : null;

    const id = tx.newId(Fact);
    const value = { amount: decimalOfUnits(-asked), currency };
    await tx.insert(Fact, {
      id,
      customerId: original.customerId,
      contactId: original.contactId,
      at,
      valueAmount: value.amount,
      valueCurrency: currency,
      marginAmount: marginBack === null ? null : decimalOfUnits(-marginBack),
      marginCurrency: marginBack === null ? null : currency,
      productRefs: original.productRefs,
      channel: original.channel,
      sourcePlugin: original.sourcePlugin,
      sourceRef: sourceRef ?? `reversal:${id}`,
      orderRef: original.orderRef,
      reversalOfId: fact,
    });
    await tx.emit(FactReversed, { subject: id, customerId: original.customerId, originalId: fact, at, value });
    return { reversal: id, fact };
  },
});
