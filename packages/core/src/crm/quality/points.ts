/** The registry of required fields: each plugin says what it needs to know of a customer, perhaps in a role. */
import { contribute, label } from '@guanxi/core';
import { p } from '../plugin.ts';
import type { RequiredFields } from './rules.ts';

/** @example contribute(requiredFields, 'energy.meter', { role: 'END_CUSTOMER', paths: ['meter.number'] }) */
export const requiredFields = p.point<RequiredFields>('crm.requiredFields', {
  label: label('Required fields of customers', '客户必填字段'),
});

export const ownRequiredFields = contribute(requiredFields, 'crm.customer', { paths: ['name', 'sector', 'region', 'ownerId'] });
