import type { Id } from '@guanxi/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CrmSettings } from '../plugin.ts';
import { type Comparable, compare, type Link, linksThatGiveWay } from './rules.ts';

const { threshold, includeHidden: _, ...weights } = CrmSettings.parse({}).duplicates;
const firm: Comparable = {
  kind: 'ORGANISATION',
  name: '上海东方会展有限公司',
  registrationNumber: null,
  phones: [],
  emails: [],
  addresses: [],
};
const person: Comparable = { ...firm, kind: 'PERSON', name: '王芳' };

describe('DATA-08 scores', () => {
  test.each([
    ['an organisation of the same name', firm, { ...firm, name: '上海东方会展' }, 60, ['SAME_NAME']],
    ['a person of the same name', person, person, 30, ['SAME_NAME']],
    [
      'a person of the same name and telephone',
      { ...person, phones: ['+8613800138000'] },
      { ...person, phones: ['+861', '+8613800138000'] },
      65,
      ['SAME_NAME', 'SAME_PHONE'],
    ],
    ['the same telephone alone', { ...firm, phones: ['1'] }, { ...firm, name: '北京西城', phones: ['1'] }, 35, ['SAME_PHONE']],
    [
      'the same e-mail and address',
      { ...person, emails: ['a'], addresses: ['x'] },
      { ...person, name: '李雷', emails: ['a'], addresses: ['x'] },
      55,
      ['SAME_EMAIL', 'SAME_ADDRESS'],
    ],
    [
      'the same number under another name',
      { ...firm, registrationNumber: '91-A' },
      { ...firm, name: '北京西城', registrationNumber: '91 a' },
      80,
      ['SAME_REGISTRATION_NUMBER'],
    ],
    [
      'the same name with another number',
      { ...firm, registrationNumber: '91A' },
      { ...firm, registrationNumber: '91B' },
      0,
      ['SAME_NAME', 'OTHER_REGISTRATION_NUMBER'],
    ],
    ['nothing in common', firm, { ...firm, name: '北京西城贸易' }, 0, []],
    ['an organisation and a person', firm, { ...firm, kind: 'PERSON' }, 0, []],
  ] as const)('%s', (_, a, b, score, reasons) => expect(compare(a, b, weights)).toEqual({ score, reasons }));

  test('a similar name counts by how similar it is', () => {
    const { score, reasons } = compare({ ...firm, name: 'Alfreds Futterkiste' }, { ...firm, name: 'Alfred Futterkiste GmbH' }, weights);
    expect(reasons).toEqual(['SIMILAR_NAME']);
    expect(score).toBeGreaterThan(50);
    expect(score).toBeLessThan(threshold);
  });

  const values = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 });
  const anyone: fc.Arbitrary<Comparable> = fc.record({
    kind: fc.constantFrom('ORGANISATION', 'PERSON'),
    name: fc.constantFrom('Alpha Ltd', 'Alpha', 'Alpho', 'Beta', '东方会展', '东方会展公司'),
    registrationNumber: fc.constantFrom(null, '1', '2'),
    phones: values,
    emails: values,
    addresses: values,
  });

  test('the score is symmetric and between 0 and 100', () => {
    fc.assert(
      fc.property(anyone, anyone, (a, b) => {
        const match = compare(a, b, weights);
        expect(compare(b, a, weights)).toEqual(match);
        expect(match.score).toBeGreaterThanOrEqual(0);
        expect(match.score).toBeLessThanOrEqual(100);
      }),
    );
  });

  test('one more thing in common never lowers it', () => {
    fc.assert(
      fc.property(anyone, anyone, fc.constantFrom('phones', 'emails', 'addresses'), (a, b, key) => {
        const more = compare({ ...a, [key]: [...a[key], 'same'] }, { ...b, [key]: [...b[key], 'same'] }, weights);
        expect(more.score).toBeGreaterThanOrEqual(compare(a, b, weights).score);
      }),
    );
  });

  test('weights of zero count nothing', () => {
    const none = { organisationName: 0, personName: 0, registrationNumber: 0, phone: 0, email: 0, address: 0 };
    fc.assert(fc.property(anyone, anyone, (a, b) => compare(a, b, none).score === 0));
  });
});

describe('DATA-08 contacts of two customers that become one', () => {
  const link = (id: string, contactId: string, isPrimary = false, validTo: string | null = null): Link => ({
    id: id as Id<'ContactLink'>,
    contactId: contactId as Id<'Contact'>,
    isPrimary,
    validTo,
  });
  const today = '2026-01-01';

  test('a second primary contact is one no more, a second open link of one contact ends', () => {
    expect(
      linksThatGiveWay(
        [link('s1', 'wang', true), link('s2', 'li')],
        [link('d1', 'zhao', true), link('d2', 'li'), link('d3', 'qian')],
        today,
      ),
    ).toEqual([
      { id: 'd1', before: { isPrimary: true, validTo: null }, after: { isPrimary: false, validTo: null } },
      { id: 'd2', before: { isPrimary: false, validTo: null }, after: { isPrimary: false, validTo: today } },
    ]);
  });

  test('links that are over are history and stay', () => {
    expect(linksThatGiveWay([link('s1', 'wang')], [link('d1', 'wang', false, '2020-01-01')], today)).toEqual([]);
    expect(linksThatGiveWay([link('s1', 'wang', false, '2020-01-01')], [link('d1', 'wang', true)], today)).toEqual([]);
  });
});
