import { expect, it } from 'vitest';
import { liveResult } from './result.ts';

const result = (revision: number, data: unknown, errors?: readonly object[]) =>
  liveResult(revision, JSON.stringify(errors ? { errors, data } : { data }));
const told = (answer: { readonly text: string } | null) => answer && JSON.parse(answer.text);

it('is told as a whole, or by what differs, where GraphQL has room for more than data and errors', () => {
  const [one, two] = [result(1, { a: 'a rather long text', b: 1, c: 'another one, that does not change' }), result(2, { a: 'b' })];
  expect(told(one.whole)).toEqual({ data: one.data, extensions: { live: { revision: 1 } } });
  const three = result(3, { ...(one.data as object), b: 2 });
  expect(told(three.after(one))).toEqual({
    data: null,
    extensions: { live: { revision: 3, patch: [{ op: 'replace', path: '/b', value: 2 }] } },
  });
  expect(three.after(one)).toBe(three.after(one));
  expect(told(two.after(one))).toEqual({ data: { a: 'b' }, extensions: { live: { revision: 2 } } });
});

it('what is as it was for a client is not told', () => {
  expect(result(3, { a: 1 }).after(result(1, { a: 1 }))).toBeNull();
});

it('errors are told with the whole result, and so is what comes after them', () => {
  const [good, bad, again] = [
    result(1, { a: 1, b: 'text' }),
    result(2, { a: null, b: 'text' }, [{ message: 'no' }]),
    result(3, { a: 1, b: 'text' }),
  ];
  expect(told(bad.after(good))).toEqual({
    errors: [{ message: 'no' }],
    data: { a: null, b: 'text' },
    extensions: { live: { revision: 2 } },
  });
  expect(told(again.after(bad))).toEqual({ data: { a: 1, b: 'text' }, extensions: { live: { revision: 3 } } });
});
