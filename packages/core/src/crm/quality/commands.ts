/** Fields are verified by people, and customers whose data is not good enough are told of. */
import { decimalOf, type Id, label, t } from '@guanxi/core';
import type { CrmTx } from '../common.ts';
import { Customer } from '../customers/entities.ts';
import { openCustomer } from '../participants.ts';
import { p } from '../plugin.ts';
import { FieldVerification } from './entities.ts';
import { FieldsVerified, QualityBelowTarget, requiredMissing } from './events.ts';
import { measure, refuseUnknownFields } from './measure.ts';
import { isBelow } from './rules.ts';

export const markVerified = p.command('markVerified', {
  label: label('Mark fields as verified', '标记字段已核实'),
  permission: 'crm:quality:write',
  input: {
    customer: t.id(Customer, { subject: true, lock: true }),
    fields: t.list(t.text(200), { min: 1, max: 100 }),
    /** Whether what is written was found to be so. Absent: yes. */
    correct: t.optional(t.bool()),
  },
  output: { customer: t.ref(Customer) },
  async run(tx, { customer, fields, correct = true }) {
    await openCustomer(tx, customer, 'customer');
    await refuseUnknownFields(tx, fields);
    const missing = (await measure(tx, [customer])).get(customer)?.missing ?? [];
    if (missing.length > 0) throw requiredMissing({ missing: missing.join(', ') }, 'customer', { missing });
    const verifications = [...new Set(fields)].map((field) => ({
      customerId: customer,
      field,
      correct,
      verifiedAt: tx.now,
      verifiedById: tx.actor.staffId,
    }));
    await tx.insert(FieldVerification, verifications);
    await tx.emit(FieldsVerified, { subject: customer, fields: [...new Set(fields)], correct });
    await tellBelowTarget(tx, [customer]);
    return { customer };
  },
});

export const checkDataQuality = p.command('checkDataQuality', {
  label: label('Check data quality', '检查数据质量'),
  permission: 'crm:quality:write',
  input: { customers: t.list(t.id(Customer), { min: 1, max: 1_000 }) },
  output: { belowTarget: t.list(t.ref(Customer)) },
  run: async (tx, { customers }) => ({ belowTarget: await tellBelowTarget(tx, customers) }),
});

async function tellBelowTarget(tx: CrmTx, customers: readonly Id<'Customer'>[]): Promise<Id<'Customer'>[]> {
  const { target } = tx.settings.quality;
  const measured = await measure(tx, customers);
  const below = [...new Set(customers)].filter((id) => {
    const quality = measured.get(id);
    return quality !== undefined && isBelow(quality, target);
  });
  for (const subject of below) {
    const quality = measured.get(subject);
    if (quality) {
      const { completeness, accuracy, missing } = quality;
      await tx.emit(QualityBelowTarget, { subject, completeness, accuracy, target: decimalOf(target.toFixed(4)), missing: [...missing] });
    }
  }
  return below;
}
