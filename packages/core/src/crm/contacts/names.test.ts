import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressAs, displayName, splitName } from './names.ts';

describe('DATA-03 names', () => {
  test.each([
    [{ familyName: '王', givenName: '芳' }, '王芳'],
    [{ familyName: '欧阳', givenName: '娜娜' }, '欧阳娜娜'],
    [{ familyName: 'Devon', givenName: 'Ann' }, 'Ann Devon'],
    [{ familyName: 'van den Berg', givenName: 'Jan' }, 'Jan van den Berg'],
    [{ familyName: '王', givenName: 'Michael' }, 'Michael 王'],
    [{ familyName: ' Li ', givenName: null }, 'Li'],
    [{ givenName: '芳' }, '芳'],
    [{}, ''],
  ])('%o reads %s', (parts, name) => expect(displayName(parts)).toBe(name));

  test.each([
    ['王芳', { familyName: '王', givenName: '芳' }],
    ['王小明', { familyName: '王', givenName: '小明' }],
    ['欧阳娜娜', { familyName: '欧阳', givenName: '娜娜' }],
    ['诸葛亮', { familyName: '诸葛', givenName: '亮' }],
    ['Ann Devon', { familyName: 'Devon', givenName: 'Ann' }],
    ['José Pedro  Freyre', { familyName: 'Freyre', givenName: 'José Pedro' }],
    ['王', null],
    ['北京东方会展', null],
    ['阿依古丽·买买提', null],
    ['Cher', null],
    ['王 Michael', null],
    ['', null],
  ])('%s in parts', (name, parts) => expect(splitName(name)).toEqual(parts));

  test('what was split reads as it was', () => {
    const latin = fc.stringMatching(/^[A-Z][a-z]{1,8}$/);
    fc.assert(
      fc.property(latin, latin, (given, family) => {
        expect(displayName(splitName(`${given} ${family}`) ?? {})).toBe(`${given} ${family}`);
      }),
    );
  });

  test.each([
    [{ name: '王芳', familyName: '王' }, 'MS', 'zh-CN', '王女士'],
    [{ name: '王芳', familyName: '王' }, 'MS', 'en', 'Ms 王'],
    [{ name: 'Ann Devon', familyName: 'Devon' }, 'MS', 'en', 'Ms Devon'],
    [{ name: 'Ann Devon', familyName: 'Devon' }, 'MS', 'zh-CN', 'Devon 女士'],
    [{ name: '王芳', familyName: null }, null, 'zh-CN', '王芳'],
    [{ name: '王芳', familyName: '王' }, 'CAPTAIN', 'zh-CN', '王芳'],
  ] as const)('%o as %s in %s is %s', (person, salutation, locale, text) => expect(addressAs(person, salutation, locale)).toBe(text));
});
