import { expect, test } from 'vitest';
import { createSplice } from './splice.ts';

test('an answer takes the place of its mark, as it is', () => {
  const { payload, whole } = createSplice();
  const text = '{"data":{"price":"$& $1","at": 1e400}}';
  const message = (id: string) => whole(JSON.stringify({ id, type: 'next', payload: payload(text) }));
  expect(message('1')).toBe(`{"id":"1","type":"next","payload":${text}}`);
  expect(message('"}')).toBe(`{"id":"\\"}","type":"next","payload":${text}}`);
});

test('a message without an answer is left alone', () => {
  const { whole } = createSplice();
  expect(whole('{"type":"pong"}')).toBe('{"type":"pong"}');
});
