/** What can be done, heard and refused. */
import { label, t } from '@guanxi/core';
import { Customer } from '@guanxi/core/crm';
import { BoothVisit } from './entities.ts';
import { p } from './plugin.ts';

export const VisitRecorded = p.event('booth.visit.recorded', {
  label: label('Stand visit recorded', '已登记来访'),
  subject: BoothVisit,
  data: { customerId: t.id(Customer), interest: t.int({ min: 1, max: 5 }) },
});
export const visitInFuture = p.refusal('BOOTH_VISIT_IN_FUTURE', {
  en: 'A visit at {at} has not happened yet.',
  zh: '{at} 的来访尚未发生。',
});

export const recordVisit = p.command('recordBoothVisit', {
  label: label('Record a stand visit', '登记展位来访'),
  permission: 'booth:record',
  input: { customer: t.id(Customer), at: t.instant(), interest: t.int({ min: 1, max: 5 }), remark: t.optional(t.text(500)) },
  output: { visit: t.ref(BoothVisit) },
  async run(tx, { customer, at, interest, remark }) {
    if (at > tx.now) throw visitInFuture({ at: at.toISOString() }, 'at');
    const visit = await tx.insert(BoothVisit, { customerId: customer, at, interest, remark: remark ?? null });
    await tx.emit(VisitRecorded, { subject: visit, customerId: customer, interest });
    return { visit };
  },
});
