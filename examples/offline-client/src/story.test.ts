import { crm } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { expect, test } from 'vitest';
import { tell } from './story.ts';

describeEngines('SYNC-01 the story', { plugins: [crm()] }, (t) => {
  test('ends alike for the server and both clients', async () => {
    const customers = [{ name: '东方国际会展', region: '华东', status: 'ACTIVE' }];
    expect(await tell(t().engine, t().tenant.id)).toEqual({ server: customers, li: customers, wang: customers });
  });
});
