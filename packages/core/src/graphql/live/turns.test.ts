import { expect, it } from 'vitest';
import { createTurns } from './turns.ts';

it('lets so many run at a time, the others in the order they came, whatever becomes of those before', async () => {
  const turns = createTurns(2);
  const begun: number[] = [];
  const ends: ((failed: boolean) => void)[] = [];
  const tasks = [0, 1, 2, 3].map((n) =>
    turns(() => {
      begun.push(n);
      return new Promise<number>((resolve, reject) => {
        ends[n] = (failed) => (failed ? reject(new Error('failed')) : resolve(n));
      });
    }),
  );
  const settled = Promise.allSettled(tasks);
  expect(begun).toEqual([0, 1]);
  ends[1]?.(true);
  await expect(tasks[1]).rejects.toThrow('failed');
  expect(begun).toEqual([0, 1, 2]);
  ends[0]?.(false);
  await tasks[0];
  expect(begun).toEqual([0, 1, 2, 3]);
  ends[2]?.(false);
  ends[3]?.(false);
  expect((await settled).map((s) => s.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
});
