import { describe, expect, test } from 'vitest';
import { addressKey, countryCodeOf } from './rules.ts';

describe('DATA-01 addresses', () => {
  test.each([
    ['China', 'CN'],
    ['中国', 'CN'],
    ['cn', 'CN'],
    ['Germany', 'DE'],
    ['德国', 'DE'],
    ['UK', 'GB'],
    ['USA', 'US'],
    ['United  States', 'US'],
    ['Venezuela', 'VE'],
    ['中华人民共和国', 'CN'],
    ['Atlantis', null],
    ['', null],
    ['XX', null],
    ['European Union', null],
  ])('the country "%s" is %s', (name, code) => expect(countryCodeOf(name)).toBe(code));

  test('DATA-08 spelling does not make another address', () => {
    expect(addressKey({ lines: ['Obere Str. 57'], city: 'Berlin' })).toBe(addressKey({ lines: ['OBERE STR 57'], city: 'berlin' }));
    expect(addressKey({ lines: ['浦东新区世纪大道 ８８号'], city: '上海' })).toBe('上海浦东新区世纪大道88号');
    expect(addressKey({ lines: ['Calle Perú 1'] })).toBe(addressKey({ lines: ['calle peru 1'] }));
    expect(addressKey({ lines: ['路'.repeat(500)] })).toHaveLength(200);
  });
});
