import { expect, test } from 'vitest';
import { TransactionContext } from './context.ts';

const open = { isOpen: () => true };

test('a scope knows that it is inside a transaction, and stays so while another one ends', async () => {
  const context = new TransactionContext();
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const longer = context.run(open, async () => {
    await ended;
    return context.isInside();
  });
  expect(await context.run(open, async () => context.isInside())).toBe(true);
  expect(context.isInside()).toBe(false);
  end();
  expect(await longer).toBe(true);
});

test('what goes on after its transaction is outside, also while another one is open', async () => {
  const context = new TransactionContext();
  let isOpen = true;
  const afterwards: Promise<boolean>[] = [];
  const pause = () => new Promise((resolve) => setImmediate(resolve));
  await context.run({ isOpen: () => isOpen }, async () => void afterwards.push(pause().then(() => context.isInside())));
  isOpen = false;
  await context.run(open, async () => expect(await Promise.all(afterwards)).toEqual([false]));
});

test('what throws ends its transaction too', async () => {
  const context = new TransactionContext();
  await expect(
    context.run(open, async () => {
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(context.isInside()).toBe(false);
});
