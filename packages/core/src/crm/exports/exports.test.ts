/** Confidential fields leave the house with the custodian's approval, once, and as it was read. */
import { globalId } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { approveExport, beginExport, crm, defineAttribute, rejectExport, requestExport } from '../index.ts';

describeEngines('DATA-12 export with approval', { plugins: [crm()] }, (t) => {
  type Actor = Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  let clerk: Actor;
  let custodian: Actor;
  beforeAll(async () => {
    clerk = await t().staff({ name: '许佳', can: ['crm:export', 'crm:facts:read', 'crm:customers:read'] });
    custodian = await t().staff({ name: '程岚', can: ['engine:custodian', 'crm:export', 'crm:exports:read'] });
  });
  const words = { list: 'facts', columns: ['margin.amount', 'at'], filter: { where: { channel: { eq: 'WEB' } } } };
  const fields = [
    { entity: 'Fact', field: 'margin' },
    { entity: 'Fact', field: 'at' },
  ];
  const request = async (who = clerk) => (await who.run(requestExport, { ...words, purpose: 'audit 2026' })).request;

  test('what is not confidential needs nobody, and is in the audit', async () => {
    const plain = { list: 'customers', columns: ['name'], fields: [{ entity: 'Customer', field: 'name' }] };
    expect(await clerk.run(beginExport, plain)).toEqual({ confidential: [], purpose: null });
    const { rows } = await t().database.query({ text: `select details from crm.audit where command = 'export' order by id desc limit 1` });
    expect(JSON.parse(String(rows[0]?.['details']))).toMatchObject({ list: 'customers', columns: ['name'], confidential: [] });
  });

  test('refused without an approval, with one that waits, that was rejected, that is over', async () => {
    const begin = { ...words, fields };
    expect(await clerk.refused(beginExport, begin)).toBe('CRM_EXPORT_NOT_APPROVED');
    const waiting = await request();
    expect(await clerk.refused(beginExport, { ...begin, request: waiting })).toBe('CRM_EXPORT_STATE');
    await custodian.run(rejectExport, { request: waiting, note: 'what for?' });
    expect(await clerk.refused(beginExport, { ...begin, request: waiting })).toBe('CRM_EXPORT_STATE');
    const late = await request();
    await custodian.run(approveExport, { request: late, hours: 1 });
    t().clock.advance('PT1H');
    expect(await clerk.refused(beginExport, { ...begin, request: late })).toBe('CRM_EXPORT_STATE');
  });

  test('approved for exactly this, and once', async () => {
    const approved = await request();
    await custodian.run(approveExport, { request: approved });
    const other = { ...words, columns: [...words.columns, 'value.amount'], fields, request: approved };
    expect(await clerk.refused(beginExport, other)).toBe('CRM_EXPORT_DIFFERS');
    expect(await clerk.refused(beginExport, { list: 'facts', columns: words.columns, fields, request: approved })).toBe(
      'CRM_EXPORT_DIFFERS',
    );
    expect(await clerk.run(beginExport, { ...words, fields, request: approved })).toEqual({
      confidential: ['Fact.margin'],
      purpose: 'audit 2026',
    });
    expect(await clerk.refused(beginExport, { ...words, fields, request: approved })).toBe('CRM_EXPORT_STATE');
    const { data } = await clerk.execute(
      `{ exportRequest(id: "${globalId('exr', approved)}") { state purpose decidedBy { name } requestedBy { name } } }`,
    );
    expect(data).toMatchObject({ exportRequest: { state: 'USED', purpose: 'audit 2026' } });
  });

  describe('who may', () => {
    test('nobody decides on a request of their own, and only the custodian on any', async () => {
      const own = await request(custodian);
      expect(await custodian.refused(approveExport, { request: own })).toBe('CRM_EXPORT_OWN_REQUEST');
      expect(await clerk.refused(approveExport, { request: await request() })).toBe('FORBIDDEN');
      const approved = await request();
      await custodian.run(approveExport, { request: approved });
      expect(await custodian.refused(rejectExport, { request: approved, note: 'no' })).toBe('CRM_EXPORT_STATE');
    });

    test('requests of others are not seen', async () => {
      const mine = globalId('exr', await request());
      const colleague = await t().staff({ can: ['crm:export'] });
      expect((await colleague.execute(`{ exportRequest(id: "${mine}") { state } }`)).data).toEqual({ exportRequest: null });
    });

    test('a customer’s contact never', async () => {
      const portal = await t().contact({ can: ['crm:export', 'crm:customers:read', 'crm:facts:read'] });
      expect(await portal.refused(requestExport, { ...words, purpose: 'curious' })).toBe('CRM_EXPORT_CONTACT');
      const plain = { list: 'customers', columns: ['name'], fields: [{ entity: 'Customer', field: 'name' }] };
      expect(await portal.refused(beginExport, plain)).toBe('CRM_EXPORT_CONTACT');
    });
  });

  test('confidential attributes count, named or all of them', async () => {
    const boss = await t().staff();
    const label = { en: 'Rating', zh: '评级' };
    await boss.run(defineAttribute, { entity: 'Customer', key: 'house.rating', type: 'TEXT', label, classification: 'CONFIDENTIAL' });
    for (const field of ['attributes.house.rating', 'attributes'])
      expect(await clerk.refused(beginExport, { list: 'customers', columns: [field], fields: [{ entity: 'Customer', field }] })).toBe(
        'CRM_EXPORT_NOT_APPROVED',
      );
  });
});
