import { createTestEngine, describeEngines } from '@guanxi/testing';
import { expect, test } from 'vitest';
import { createContact, createCustomer, crm, recordInteraction } from '../index.ts';

describeEngines('DATA-09 interactions', { plugins: [crm()] }, (t) => {
  test('one is recorded', async () => {
    const clerk = await t().staff();
    const { customer } = await clerk.run(createCustomer, { name: '上海会展有限公司', kind: 'ORGANISATION' });
    const { interaction } = await clerk.run(recordInteraction, { customer, channel: 'PHONE', direction: 'OUTBOUND', subject: '邀请参展' });
    expect(interaction).toBeTruthy();
    void createContact;
    const sdl = t().engine.sdl();
    const { writeFileSync } = await import('node:fs');
    writeFileSync('/tmp/c2.graphql', sdl);
    const a = await t().engine.execute({ actor: clerk.actor, query: '{ customers { nodes { id name timeline { nodes { __typename at kind title } } interactions { nodes { subject linkedTo { id } } } } } }' } as never);
    console.log(JSON.stringify(a));
  });
});
void createTestEngine;
