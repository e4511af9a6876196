/** Keeps docs/errors.md in step with the codes: it is written from them, and a difference fails. */
import { describe, expect, test } from 'vitest';
import { errorTexts } from './errors.ts';
import { bootTexts } from './plugin/boot-errors.ts';

const page = (): string =>
  [
    '# Errors',
    '',
    'Every error has a code that is never used for something else. Programs act on the code; the texts are for people, in English and Simplified',
    'Chinese. `{names}` stand for values of the case. A plugin adds codes of its own with `p.refusal`; its README lists them.',
    '',
    'This page is written from the code (`npx vitest run packages/core/src/errors.test.ts -u`).',
    '',
    '## While it runs',
    '',
    ...Object.entries(errorTexts).flatMap(([code, { en, zh, next }]) => [`### ${code}`, '', ...texts(en, zh), '', `**Next:** ${next}`, '']),
    '## When it starts',
    '',
    'All that keeps an engine from starting is thrown as one `BOOT_FAILED`, whose `problems` carry these codes.',
    '',
    ...Object.entries(bootTexts).flatMap(([code, { en, zh, cause, next }]) => [
      `### ${code}`,
      '',
      ...texts(en, zh),
      '',
      `**Likely cause:** ${cause}`,
      '',
      `**Next:** ${next}`,
      '',
    ]),
  ].join('\n');

const texts = (en: string, zh: string): string[] => [`- ${oneLine(en)}`, `- ${oneLine(zh)}`];
const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');

describe('the codes of errors', () => {
  test('are on the page that explains them', async () => {
    await expect(page()).toMatchFileSnapshot('../../../docs/errors.md');
  });
  test('stand in one list each', () => {
    expect(Object.keys(errorTexts).filter((code) => code in bootTexts)).toEqual([]);
  });
  test('have a text in each language, unless the case brings all of it', () => {
    const words = (text: string) => text.replaceAll(/\{\w+\}/g, '').trim();
    const lacking = Object.entries({ ...errorTexts, ...bootTexts }).filter(
      ([, { en, zh, next }]) =>
        !(words(en) === '' && words(zh) === '') && (!/\p{Script=Han}/u.test(zh) || words(en) === '' || next.trim() === ''),
    );
    expect(lacking.map(([code]) => code)).toEqual([]);
  });
  test('have texts in both languages that name the same values', () => {
    const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();
    const differing = Object.entries({ ...errorTexts, ...bootTexts }).filter(
      ([, { en, zh }]) => String(namesIn(en)) !== String(namesIn(zh)),
    );
    expect(differing.map(([code]) => code)).toEqual([]);
  });
});
