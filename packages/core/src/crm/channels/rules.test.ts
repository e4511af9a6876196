import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Kind, readChannel } from './rules.ts';

describe('DATA-01 DATA-03 channels', () => {
  test.each([
    ['MOBILE', '138 0013 8000', 'CN', '+8613800138000'],
    ['PHONE', '(021) 6237-5200', 'CN', '+862162375200'],
    ['PHONE', '021-62375200转8001', 'CN', '+862162375200;ext=8001'],
    ['PHONE', '０２１－６２３７５２００', 'CN', '+862162375200'],
    ['PHONE', '+44 20 7946 0018', 'CN', '+442079460018'],
    ['FAX', '030-0076545', 'DE', '+49300076545'],
    ['EMAIL', ' Anna@Example.COM ', 'CN', 'anna@example.com'],
    ['WEB', 'www.Example.com/about', 'CN', 'example.com/about'],
    ['WEB', 'https://example.com/', 'CN', 'example.com'],
  ] as const)('%s %s in %s is known as %s', (kind, text, country, normalised) => {
    expect(readChannel(kind, text, country)).toMatchObject({ normalised, verification: 'VERIFIED' });
  });

  test.each([
    ['PHONE', '(5) 555-4729', 'MX', '55554729'],
    ['PHONE', '(171) 555-7788', 'GB', '1715557788'],
    ['PHONE', '1234567 (office)', 'CN', '1234567'],
    ['PHONE', '62375200', 'XX', '62375200'],
  ] as const)('DATA-01 %s %s cannot be confirmed: kept as written, unverified', (kind, text, country, normalised) => {
    expect(readChannel(kind, text, country)).toEqual({ value: text, normalised, verification: 'UNVERIFIED' });
  });

  test.each([
    ['PHONE', 'none'],
    ['PHONE', '12'],
    ['PHONE', ''],
    ['MOBILE', 'call me at 12'],
    ['FAX', '－－'],
    ['EMAIL', 'anna'],
    ['EMAIL', 'anna@'],
    ['WEB', 'no address'],
    ['WEB', 'javascript:alert(1)'],
    ['WEB', 'ftp://example.com'],
    ['WECHAT', '  '],
  ] as const)('G3 %s "%s" is none', (kind, text) => expect(readChannel(kind, text, 'CN')).toBeNull());

  test('whatever is written, what is read can be read again and is the same', () => {
    const kinds = ['PHONE', 'MOBILE', 'FAX', 'EMAIL', 'WEB', 'WECHAT', 'OTHER'] as const satisfies readonly Kind[];
    const phone = fc.stringMatching(/^[0-9 ()+.-]{3,20}$/);
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.oneof(phone, fc.string(), fc.emailAddress(), fc.webUrl()), (kind, text) => {
        const read = readChannel(kind, text, 'CN');
        if (read) expect(readChannel(kind, read.value, 'CN')).toEqual(read);
      }),
    );
  });
});
