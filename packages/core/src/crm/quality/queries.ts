import { decimalOf, GuanxiError, label, t } from '@guanxi/core';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { measure } from './measure.ts';

const DataQuality = t.object('DataQuality', {
  completeness: t.decimal(),
  accuracy: t.nullable(t.decimal()),
  target: t.decimal(),
  missing: t.list(t.text(200)),
  stale: t.list(t.text(200)),
});

export const dataQuality = p.query('dataQuality', {
  label: label('Data quality of a customer', '客户数据质量'),
  permission: 'crm:quality:read',
  input: { customer: t.id(Customer) },
  output: DataQuality,
  async run(scope, { customer }) {
    const quality = (await measure(scope, [customer])).get(customer);
    if (!quality) throw new GuanxiError('NOT_FOUND', { what: label('Customer', '客户') }, { path: ['customer'] });
    return {
      ...quality,
      missing: [...quality.missing],
      stale: [...quality.stale],
      target: decimalOf(scope.settings.quality.target.toFixed(4)),
    };
  },
});
