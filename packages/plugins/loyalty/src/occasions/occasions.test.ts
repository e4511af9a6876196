import { globalId } from '@guanxi/core';
import { createContact, crm } from '@guanxi/core/crm';
import { describeEngines } from '@guanxi/testing';
import { beforeAll, expect, test } from 'vitest';
import { loyalty } from '../index.ts';
import { house } from '../testing/house.fixture.ts';
import { recordGesture, recordOccasion, removeOccasion } from './commands.ts';

describeEngines('LOY-04 occasions and gestures', { plugins: [crm(), loyalty()] }, (t) => {
  const shop = house(t as never);
  beforeAll(() => shop.open());

  test('LOY-04 the calendar knows which days come, over the turn of the year too', async () => {
    const customer = await shop.customer('ORGANISATION');
    const day = (date: string, kind: 'BIRTHDAY' | 'FOUNDING') => shop.clerk().run(recordOccasion, { customer, kind, date });
    await day('1988-12-24', 'BIRTHDAY');
    await day('2001-01-03', 'FOUNDING');
    await day('1990-06-15', 'BIRTHDAY');
    const between = async (from: string, to: string) => {
      const { occasionsBetween } = await shop.ask<{ occasionsBetween: { nodes: { date: string }[] } }>(
        'query ($f: Date!, $t: Date!) { occasionsBetween(from: $f, to: $t) { nodes { date kind customer { name } } } }',
        { f: from, t: to },
      );
      return occasionsBetween.nodes.map((one) => one.date).sort();
    };
    expect(await between('2026-12-20', '2027-01-05')).toEqual(['1988-12-24', '2001-01-03']);
    expect(await between('2026-06-15', '2026-06-15')).toEqual(['1990-06-15']);
    expect(await between('2026-01-01', '2026-12-31')).toHaveLength(3);
    expect(await between('2026-06-16', '2026-06-15')).toEqual([]);
  });

  test('LOY-04 what was done for somebody is recorded with its occasion', async () => {
    const customer = await shop.customer('ORGANISATION');
    const link = { customer };
    const { contact } = await shop
      .clerk()
      .run(createContact, { name: '王芳', customers: [link], channels: [{ kind: 'PHONE', value: '13800000000' }] } as never);
    const { occasion } = await shop.clerk().run(recordOccasion, { customer, contact, kind: 'BIRTHDAY', date: '1990-01-05' });
    await shop.clerk().run(recordGesture, { customer, contact, occasion, kind: 'CARD', note: 'Signed by the director' });
    const { customer: seen } = await shop.ask<{ customer: unknown }>(
      'query ($c: ID!) { customer(id: $c) { occasions { nodes { date gestures { nodes { kind note contact { name } } } } } gestures { totalCount } } }',
      { c: globalId('cus', customer) },
    );
    expect(seen).toEqual({
      occasions: {
        nodes: [{ date: '1990-01-05', gestures: { nodes: [{ kind: 'CARD', note: 'Signed by the director', contact: { name: '王芳' } }] } }],
      },
      gestures: { totalCount: 1 },
    });
    const other = await shop.customer();
    expect(await shop.clerk().refused(recordGesture, { customer: other, contact, kind: 'CARD' })).toBe('LOYALTY_CONTACT_OF_ANOTHER');
    expect(await shop.clerk().refused(recordGesture, { customer: other, occasion, kind: 'CARD' })).toBe('LOYALTY_OCCASION_OF_ANOTHER');
    await shop.clerk().run(removeOccasion, { occasion });
  });

  test('refuses what has not been yet, and an unknown kind (G14)', async () => {
    const customer = await shop.customer();
    expect(await shop.clerk().refused(recordOccasion, { customer, kind: 'BIRTHDAY', date: '2027-01-01' })).toBe(
      'LOYALTY_OCCASION_IN_FUTURE',
    );
    expect(await shop.clerk().refused(recordGesture, { customer, kind: 'CARD', at: new Date('2027-01-01') })).toBe(
      'LOYALTY_GESTURE_IN_FUTURE',
    );
    expect(await shop.clerk().refused(recordGesture, { customer, kind: 'HUG' })).not.toBe('');
  });
});
