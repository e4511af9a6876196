/** Errors in the order of their places in the answer: JavaScript that waits would else put them in the order in which it came to them. */
import type { AnswerError } from './errors.ts';

export function inOrder(data: unknown, errors: readonly AnswerError[]): readonly AnswerError[] {
  if (errors.length < 2) return errors;
  const keys = new WeakMap<object, ReadonlyMap<string, number>>();
  const keyIndex = (at: object, key: string): number => {
    const known = keys.get(at) ?? new Map(Object.keys(at).map((k, i) => [k, i]));
    keys.set(at, known);
    return known.get(key) ?? known.size;
  };
  const place = ({ path = [] }: AnswerError): readonly number[] => {
    let at: unknown = data;
    return path.map((step) => {
      const from = at;
      at = typeof from === 'object' && from !== null ? (from as Readonly<Record<string | number, unknown>>)[step] : null;
      return typeof step === 'number' ? step : typeof from === 'object' && from !== null ? keyIndex(from, step) : 0;
    });
  };
  return errors
    .map((error) => ({ error, at: place(error) }))
    .sort((a, b) => compare(a.at, b.at))
    .map(({ error }) => error);
}

function compare(a: readonly number[], b: readonly number[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
