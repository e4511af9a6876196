import { describe, expect, test } from 'vitest';
import { isCurrency, isEmail, isLanguage, isUrl, isZone } from './formats.ts';

describe('G3 texts that have a form', () => {
  test.each([
    [
      isEmail,
      ['anna@example.com', 'a.b+c@mail.example.cn', '王芳@例子.中国'],
      ['', 'anna', 'anna@', '@example.com', 'a b@example.com', 'a@b@c.de'],
    ],
    [
      isUrl,
      ['https://example.com', 'http://例子.中国/路径?q=1'],
      ['example.com', 'ftp://example.com', 'javascript:alert(1)', 'https://', 'http://localhost'],
    ],
    [isCurrency, ['CNY', 'EUR', 'USD'], ['cny', 'RMB', '', 'EURO']],
    [
      isZone,
      ['Asia/Shanghai', 'UTC', 'America/Argentina/Buenos_Aires', 'Asia/Chongqing'],
      ['', 'Shanghai', '+08:00', 'Asia/Atlantis', 'CST6CDT6'],
    ],
    [isLanguage, ['zh', 'zh-CN', 'en', 'zh-Hant-TW', 'yue'], ['', 'chinese!', 'zz', 'en_US', '中文']],
  ] as const)('%o knows them', (is, good, bad) => {
    for (const text of good) expect(is(text), text).toBe(true);
    for (const text of bad) expect(is(text), text).toBe(false);
  });
});
