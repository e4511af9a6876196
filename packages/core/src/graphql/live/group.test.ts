import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createGroup, type GroupOptions, type Run } from './group.ts';
import type { Touched } from './touched.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const customers: Touched = new Map([['customer', null]]);
const notes: Touched = new Map([['note', null]]);

/** A query whose answers the test gives; what they depend on is told with them. */
function queryOf(o: Partial<GroupOptions> = {}) {
  const asked: { answer(n: number, table?: string, isPassing?: boolean): void; fail(error: Error): void }[] = [];
  const onEmpty = vi.fn();
  const group = createGroup({
    debounceMs: 100,
    onEmpty,
    run: () =>
      new Promise<Run>((resolve, reject) => {
        asked.push({
          answer: (n, table = 'customer', isPassing = false) =>
            resolve({ text: `{"data":${n}}`, isPassing, interest: { isTouchedBy: (touched) => touched.has(table) } }),
          fail: reject,
        });
      }),
    ...o,
  });
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  const joined = async () => {
    const joining = group.join();
    asked[0]?.answer(1);
    const stream = await joining;
    await stream.next();
    return stream;
  };
  return { group, asked, onEmpty, pass, joined };
}

it('gathers changes, and no longer than it was told to however many come', async () => {
  const { group, asked, pass, joined } = queryOf();
  await joined();
  for (let ms = 0; ms < 90; ms += 10) {
    group.heard(customers);
    await pass(10);
  }
  expect(asked).toHaveLength(1);
  group.heard(customers);
  await pass(10);
  expect(asked).toHaveLength(2);
});

it('runs for what it read, and after a run for what that run read while it was under way', async () => {
  const { group, asked, pass, joined } = queryOf();
  const stream = await joined();
  group.heard(notes);
  await pass(1_000);
  expect(asked).toHaveLength(1);
  group.heard(customers);
  await pass(100);
  group.heard(notes);
  asked[1]?.answer(2, 'note');
  await stream.next();
  await pass(100);
  expect(asked).toHaveLength(3);
});

it('when it is not known what changed, it runs', async () => {
  const { group, asked, pass, joined } = queryOf();
  await joined();
  group.lost();
  await pass(100);
  group.lost();
  asked[1]?.answer(1);
  await pass(100);
  expect(asked).toHaveLength(3);
});

it('tries again by itself what failed for a passing reason, ever more slowly', async () => {
  const { group, asked, pass, joined } = queryOf();
  const stream = await joined();
  group.heard(customers);
  await pass(100);
  asked[1]?.answer(-1, 'customer', true);
  expect((await stream.next()).value?.text).toContain('-1');
  await pass(999);
  expect(asked).toHaveLength(2);
  await pass(1);
  asked[2]?.answer(-1, 'customer', true);
  await pass(1_999);
  expect(asked).toHaveLength(3);
  await pass(1);
  asked[3]?.answer(2);
  expect((await stream.next()).value?.text).toContain('"revision":3');
  await pass(600_000);
  expect(asked).toHaveLength(4);
});

it('a change does not wait for such an attempt', async () => {
  const { group, asked, pass, joined } = queryOf();
  await joined();
  group.heard(customers);
  await pass(100);
  asked[1]?.answer(-1, 'customer', true);
  await pass(10);
  group.heard(customers);
  await pass(100);
  asked[2]?.answer(2);
  await pass(600_000);
  expect(asked).toHaveLength(3);
});

it('a first run that throws leaves nothing behind; the last to leave ends what was planned', async () => {
  const refused = queryOf();
  const joining = refused.group.join();
  refused.asked[0]?.fail(new Error('no'));
  await expect(joining).rejects.toThrow('no');
  expect(refused.onEmpty).toHaveBeenCalledOnce();

  const { group, asked, onEmpty, pass, joined } = queryOf();
  const stream = await joined();
  group.heard(customers);
  await stream.return?.();
  await pass(1_000);
  expect([asked.length, onEmpty.mock.calls.length]).toEqual([1, 1]);
});
