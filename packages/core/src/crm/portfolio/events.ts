import { label, t } from '@guanxi/core';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';
import { Handover } from './entities.ts';

/** Plugins move what they own by it, such as open tasks and opportunities, in the same transaction, and say so by `noteHandover`. */
export const PortfolioReassigned = p.event('crm.portfolio.reassigned', {
  label: label('Customers handed over', '客户已移交'),
  subject: Handover,
  data: { from: t.id(Staff), to: t.id(Staff), customers: t.list(t.id(Customer), { max: 100_000 }) },
});

export const sameOwner = p.refusal('CRM_HANDOVER_SAME', {
  en: 'The customers are handed over to someone else.',
  zh: '移交人与接收人不能相同。',
});
export const notOwned = p.refusal('CRM_HANDOVER_NOT_OWNED', {
  en: '{name} does not belong to whom it is handed over from.',
  zh: '{name} 不属于移交人。',
});
export const nothingOwned = p.refusal('CRM_HANDOVER_NOTHING', { en: '{name} owns no customers.', zh: '{name} 没有负责的客户。' });
