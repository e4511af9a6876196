import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { likeness, nameBlock, nameKey, registrationKey } from './normalise.ts';

describe('DATA-08 normalised names and numbers', () => {
  test.each([
    ['上海东方会展有限公司', '上海东方会展'],
    ['上海东方会展（集团）有限公司', '上海东方会展'],
    ['上海东方会展集团股份有限公司', '上海东方会展'],
    ['ＡＢＣ 贸易公司', 'abc贸易'],
    ['The Muñoz & Co. Ltd.', 'munoz'],
    ['MUNOZ LIMITED', 'munoz'],
    ['Alfreds Futterkiste GmbH', 'alfredsfutterkiste'],
    ["Trail's Head Gourmet Provisioners", 'trailsheadgourmetprovisioners'],
    ['Co', 'co'],
    ['有限公司', '有限公司'],
    ['王芳', '王芳'],
    ['Ｗáng  Fāng', 'wangfang'],
  ])('%s is %s', (name, key) => expect(nameKey(name)).toBe(key));

  test('names are compared only where they begin alike', () => {
    expect(nameBlock('上海东方会展有限公司')).toBe('上海东方');
    expect(nameBlock('Alfreds Futterkiste')).toBe('alfre');
    expect(nameBlock('王芳')).toBe('王芳');
  });

  test.each([
    ['91310000-MA1K 3456X', '91310000ma1k3456x'],
    [' ', null],
    [null, null],
    [undefined, null],
  ])('registration number %s is %s', (number, key) => {
    expect(registrationKey(number)).toBe(key);
  });

  test('a key is its own key, whatever the case, blanks and marks of the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const key = nameKey(name);
        expect(nameKey(`  ${name} `)).toBe(key);
        expect(key).not.toMatch(/\s/u);
      }),
    );
  });

  test('likeness is symmetric, between 0 and 1, and 1 for equal keys', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(likeness(a, b)).toBe(likeness(b, a));
        expect(likeness(a, b)).toBeGreaterThanOrEqual(0);
        expect(likeness(a, b)).toBeLessThanOrEqual(1);
        expect(likeness(a, a)).toBe(1);
      }),
    );
    expect(likeness('alfredsfutterkiste', 'alfredfutterkiste')).toBeGreaterThan(0.9);
    expect(likeness('上海东方会展', '上海东方展览')).toBeCloseTo(0.6);
  });
});
