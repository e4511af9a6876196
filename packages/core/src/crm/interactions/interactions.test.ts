import { describeEngines } from '@guanxi/testing';
import { expect, test } from 'vitest';
import { createContact, createCustomer, crm, recordInteraction } from '../index.ts';

describeEngines('DATA-09 interactions', { plugins: [crm()] }, (t) => {
  test('one is recorded', async () => {
    const clerk = await t().staff();
    const { customer } = await clerk.run(createCustomer, { name: '上海会展有限公司', kind: 'ORGANISATION' });
    const { interaction } = await clerk.run(recordInteraction, { customer, channel: 'PHONE', direction: 'OUTBOUND', subject: '邀请参展' });
    expect(interaction).toBeTruthy();
    void createContact;
  });
});
