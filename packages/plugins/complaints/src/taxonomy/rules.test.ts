import { expect, test } from 'vitest';
import { suggest } from './rules.ts';

const hint = (word: string, type: string, of: string | null, weight = 1) => ({ word, type, class: of, weight });
const hints = [
  hint('漏水', 'COMPLAINT', 'PROJECT_QUALITY', 2),
  hint('late', 'COMPLAINT', 'SERVICE_PROCESS'),
  hint('态度', 'COMPLAINT', 'SERVICE_PROCESS', 2),
  hint('请问', 'ENQUIRY', null),
];

test('CMPL-02 the class with the weightiest words comes first, with the words that spoke for it', () => {
  expect(suggest('请问漏水怎么办', hints)).toEqual([
    { type: 'COMPLAINT', class: 'PROJECT_QUALITY', score: 2, words: ['漏水'] },
    { type: 'ENQUIRY', class: null, score: 1, words: ['请问'] },
  ]);
});

test('CMPL-02 of equal weight, the more particular comes first, whatever the order of the words', () => {
  const equal = [hint('好', 'PRAISE', null, 2), hint('态度', 'COMPLAINT', 'SERVICE_PROCESS', 2)];
  expect(suggest('态度好', equal).map((s) => s.type)).toEqual(['COMPLAINT', 'PRAISE']);
  expect(suggest('态度好', equal.toReversed())).toEqual(suggest('态度好', equal));
});

test('CMPL-02 words of letters are whole words, in capitals and full width too', () => {
  expect(suggest('The plate', hints)).toEqual([]);
  expect(suggest('LATE again', hints)).toMatchObject([{ words: ['late'] }]);
  expect(suggest('ｌａｔｅ', hints)).toMatchObject([{ words: ['late'] }]);
  expect(suggest('', hints)).toEqual([]);
});
