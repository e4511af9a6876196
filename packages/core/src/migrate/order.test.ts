import { describe, expect, it } from 'vitest';
import { inOrder } from './order.ts';

const source = (plugin: string, ...needs: string[]) => ({ plugin, needs, directory: new URL('file:///nowhere/') });
const names = (...sources: ReturnType<typeof source>[]) => inOrder(sources).map(({ plugin }) => plugin);

describe('the order of sources', () => {
  it('is the kernel, then each plugin after what it needs, otherwise as listed', () => {
    expect(names(source('loyalty', 'crm', 'calendar'), source('calendar'), source('crm'), source('kernel'))).toEqual([
      'kernel',
      'crm',
      'calendar',
      'loyalty',
    ]);
  });

  it('passes over an optional need that is not there', () => {
    expect(names(source('loyalty', 'calendar'))).toEqual(['loyalty']);
  });

  it('refuses a circle with its path', () => {
    expect(() => names(source('a', 'b'), source('b', 'c'), source('c', 'b'))).toThrow('plugins need each other in a circle: b → c → b');
  });

  it('refuses a plugin listed twice', () => {
    expect(() => names(source('a'), source('a'))).toThrow('"a" is listed twice');
  });
});
