import { label, sql, t } from '@guanxi/core';
import { forContacts } from '../common.ts';
import { Contact } from '../contacts/entities.ts';
import { Customer } from '../customers/entities.ts';
import { p } from '../plugin.ts';
import { Fact } from './entities.ts';

const aggregate = ['sum', 'avg', 'min', 'max', 'median', 'p90'] as const;

export const factFields = p.fields(Fact, (f) => ({
  at: f.column('at', { ...forContacts, label: label('At', '时间'), aggregate: ['min', 'max'] }),
  value: f.money('value', { ...forContacts, label: label('Value', '金额'), aggregate }),
  margin: f.money('margin', { label: label('Margin', '毛利'), classification: 'CONFIDENTIAL', aggregate }),
  // What was bought tells nothing of a person who is no longer known, and reports go on counting it.
  productRefs: f.column('productRefs', { ...forContacts, label: label('Products', '产品'), input: t.list(t.text(100), { max: 1_000 }) }),
  channel: f.column('channel', { ...forContacts, label: label('Channel', '渠道'), input: t.text(40) }),
  sourcePlugin: f.column('sourcePlugin', { label: label('Source', '来源'), input: t.text(40) }),
  sourceRef: f.column('sourceRef', { label: label('Reference in the source', '来源编号'), group: false, input: t.text(200) }),
  orderRef: f.column('orderRef', { ...forContacts, label: label('Order', '订单'), aggregate: ['countDistinct'], input: t.text(100) }),
  isReversal: f.sql('Boolean', (fact) => sql`${fact.reversalOfId} is not null`, { label: label('Reversal', '是否冲销'), filter: true }),

  customer: f.one(Customer, { ...forContacts, on: ['customerId', 'id'], label: label('Customer', '客户') }),
  contact: f.one(Contact, { on: ['contactId', 'id'], label: label('Contact', '联系人') }),
  reversalOf: f.one(Fact, { on: ['reversalOfId', 'id'], label: label('Reversal of', '冲销的交易') }),
  reversals: f.many(Fact, { on: ['id', 'reversalOfId'], orderBy: 'at', label: label('Reversed by', '冲销记录') }),
}));

export const factsOfCustomer = p.fields(Customer, (f) => ({
  facts: f.many(Fact, { ...forContacts, on: ['id', 'customerId'], orderBy: 'at', label: label('Transaction facts', '交易事实') }),
  factCount: f.sql(
    'Int',
    (customer, q) => q.count(Fact, (fact) => sql`${fact.customerId} = ${customer.id} and ${fact.reversalOfId} is null`),
    {
      label: label('Number of transactions', '交易次数'),
      filter: true,
      sort: true,
    },
  ),
}));
