import { decimalOf, globalId, type Id } from '@guanxi/core';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkDataQuality, createCustomer, crm, markVerified } from '../index.ts';
import { guestPlugin } from '../testing/guests/guests.fixture.ts';
import { isBelow, isFilled, qualityOf, requiredFor } from './rules.ts';

const now = new Date('2026-01-05T00:00:00Z');
const check = (field: string, correct: boolean, verifiedAt: string) => ({ field, correct, verifiedAt: new Date(verifiedAt) });

describe('DATA-11 data quality', () => {
  test('what is filled', () => {
    expect([0, false, 'x', ['', 'x']].every(isFilled)).toBe(true);
    expect([null, undefined, '', '  ', [], [null, '']].some(isFilled)).toBe(false);
  });

  test('completeness is filled of required, accuracy correct of verified, the last word on a field counting', () => {
    const quality = qualityOf({
      required: ['name', 'region', 'sector'],
      values: { name: '甲', region: ' ', sector: 'SCHOOL' },
      now,
      staleAfterDays: 365,
      checks: [
        check('name', false, '2025-06-01'),
        check('name', true, '2025-07-01'),
        check('region', false, '2024-01-01'),
        check('sector', true, '2025-01-05'),
      ],
    });
    expect(quality).toEqual({ completeness: '66.6667', accuracy: '66.6667', missing: ['region'], stale: ['region'] });
    expect([isBelow(quality, 66.6667), isBelow(quality, 66.7)]).toEqual([false, true]);
    expect(qualityOf({ required: [], values: {}, checks: [], now, staleAfterDays: 1 })).toEqual({
      completeness: '100',
      accuracy: null,
      missing: [],
      stale: [],
    });
  });

  test('fields are required of all, or of a role', () => {
    expect(
      requiredFor(
        ['SUPPLIER'],
        [{ paths: ['name'] }, { role: 'SUPPLIER', paths: ['bank', 'name'] }, { role: 'AGENT', paths: ['licence'] }],
      ),
    ).toEqual(['name', 'bank']);
  });
});

describeEngines('DATA-11 data quality', { plugins: [crm(), guestPlugin()] }, (t) => {
  let clerk: Awaited<ReturnType<ReturnType<typeof t>['staff']>>;
  beforeAll(async () => {
    clerk = await t().staff();
  });
  const firm = async (o: object = {}) =>
    (await clerk.run(createCustomer, { name: '甲公司', kind: 'ORGANISATION', confirmNew: true, sector: 'SCHOOL', region: '上海', ...o }))
      .customer;
  const quality = async (customer: Id<'Customer'>) =>
    (
      (
        await clerk.execute('query ($id: ID!) { dataQuality(customer: $id) { completeness accuracy target missing stale } }', {
          id: globalId('cus', customer),
        })
      ).data as { dataQuality: object }
    ).dataQuality;
  const belowTarget = async () =>
    (
      await t().database.query<{ subject_id: string; data: string }>({
        text: `select subject_id, data::text as data from crm.event_inbox where type = 'crm.quality.belowTarget' order by seq`,
      })
    ).rows;

  test('required fields come from the core, from plugins for a role (extension point), and from the tenant', async () => {
    expect(await quality(await firm())).toEqual({ completeness: '100.0000', accuracy: null, target: '80.0000', missing: [], stale: [] });
    expect(await quality(await firm({ roles: ['SUPPLIER'] }))).toMatchObject({ completeness: '80.0000', missing: ['registrationNumber'] });
    const tenant = await t().another();
    await tenant.engine.settings(tenant.tenant.id).set('crm', { quality: { required: [{ paths: ['department'] }] } });
    const other = await tenant.staff();
    const { customer } = await other.run(createCustomer, {
      name: '乙公司',
      kind: 'ORGANISATION',
      confirmNew: true,
      sector: 'SCHOOL',
      region: '上海',
    });
    expect(
      (await other.execute('query ($id: ID!) { dataQuality(customer: $id) { missing } }', { id: globalId('cus', customer) })).data,
    ).toEqual({ dataQuality: { missing: ['department'] } });
  });

  test('verification makes accuracy, and grows stale', async () => {
    const customer = await firm();
    await clerk.run(markVerified, { customer, fields: ['name', 'region'] });
    await clerk.run(markVerified, { customer, fields: ['region'], correct: false });
    expect(await quality(customer)).toMatchObject({ accuracy: '50.0000', stale: [] });
    const start = t().clock.now();
    t().clock.advance('P366D');
    expect(await quality(customer)).toMatchObject({ stale: ['name', 'region'] });
    t().clock.set(start);
  });

  test('crm.quality.belowTarget is said of whoever is below', async () => {
    const [good, bad] = [await firm(), await firm({ region: undefined, sector: undefined })];
    expect((await clerk.run(checkDataQuality, { customers: [good, bad] })).belowTarget).toEqual([bad]);
    const told = (await belowTarget()).filter((e) => e.subject_id === bad).map((e) => JSON.parse(e.data) as object);
    expect(told).toEqual([
      { completeness: decimalOf('50.0000'), accuracy: null, target: decimalOf('80.0000'), missing: ['sector', 'region'] },
    ]);
  });

  test('DATA-11 refused: marking verified with missing required fields; fields that are none', async () => {
    const customer = await firm({ region: undefined });
    expect(await clerk.attempt(markVerified, { customer, fields: ['name'] })).toMatchObject({
      ok: false,
      errors: [{ code: 'CRM_REQUIRED_FIELDS_MISSING', details: { missing: ['region'] } }],
    });
    expect(await clerk.refused(markVerified, { customer: await firm(), fields: ['shoeSize'] })).toBe('CRM_UNKNOWN_FIELD');
  });

  test.each([-1, 100.5, Number.NaN])('DATA-11 G6 refused: a target of %d', async (target) => {
    await expect(t().engine.settings(t().tenant.id).set('crm', { quality: { target } })).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
    });
  });
});
