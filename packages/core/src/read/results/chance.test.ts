import { expect, test } from 'vitest';
import { Chance } from './chance.ts';

/** How often it is left alone until the log is asked again. */
function rest(chance: Chance): number {
  let times = 0;
  while (chance.isResting()) times += 1;
  return times;
}

test('an answer that changed each time is left alone for longer and longer, and found again when it holds', () => {
  const chance = new Chance();
  const rests: number[] = [];
  for (let n = 0; n < 8; n += 1) {
    chance.missed({});
    rests.push(rest(chance));
  }
  expect(rests).toEqual([0, 0, 8, 16, 32, 64, 64, 64]);
  chance.served();
  for (let n = 0; n < 3; n += 1) chance.missed({});
  expect(rest(chance)).toBe(8);
});

test('those who were told together count once', () => {
  const chance = new Chance();
  const told = {};
  for (let n = 0; n < 20; n += 1) chance.missed(told);
  expect(rest(chance)).toBe(0);
});
