import { expect, it, vi } from 'vitest';
import { createQueue, type StreamAnswer } from './queue.ts';

const answer = (text: string): StreamAnswer => ({ text });
const queueOf = (limit: number) => {
  const onEnd = vi.fn();
  return { queue: createQueue({ limit, onEnd }), onEnd };
};

it('gives answers in order, whether they waited or were waited for', async () => {
  const { queue } = queueOf(2);
  queue.push(answer('a'));
  const first = await queue.iterator.next();
  const second = queue.iterator.next();
  queue.push(answer('b'));
  queue.push(answer('c'));
  expect([first, await second, await queue.iterator.next()].map((n) => n.value?.text)).toEqual(['a', 'b', 'c']);
});

it('cuts off who takes less than they are sent, drops what waited, and says so once (DATA-14)', async () => {
  const { queue, onEnd } = queueOf(2);
  for (const text of ['a', 'b', 'c', 'd']) queue.push(answer(text));
  await expect(queue.iterator.next()).rejects.toMatchObject({ code: 'SLOW_CONSUMER', args: { waiting: 2 } });
  expect(await queue.iterator.next()).toEqual({ done: true, value: undefined });
  expect(onEnd).toHaveBeenCalledOnce();
});

it('ends after what is waiting', async () => {
  const { queue, onEnd } = queueOf(2);
  queue.push(answer('a'));
  queue.end();
  queue.push(answer('late'));
  expect([await queue.iterator.next(), await queue.iterator.next()].map((n) => n.done)).toEqual([false, true]);
  expect(onEnd).toHaveBeenCalledOnce();
});

it('a reader that leaves ends it, and one that waited is let go', async () => {
  const { queue, onEnd } = queueOf(2);
  const waited = queue.iterator.next();
  await queue.iterator.return?.();
  queue.push(answer('a'));
  queue.fail(new Error('late'));
  expect([await waited, await queue.iterator.next()].map((n) => n.done)).toEqual([true, true]);
  expect(onEnd).toHaveBeenCalledOnce();
});

it('an error reaches a reader that waits', async () => {
  const { queue } = queueOf(2);
  const waited = queue.iterator.next();
  queue.fail(new Error('over'));
  await expect(waited).rejects.toThrow('over');
});
