/**
 * What the variables of a request must not be, wherever it stands in them: too much, too deep, text that Postgres or JSON cannot carry, or a
 * key that would reach into JavaScript's own objects (A25).
 */
import { isCleanText } from '../../model/input.ts';
import { label } from '../../model/label.ts';
import { badInput, limitExceeded } from '../../model/refusals.ts';
import type { Limits } from '../../read/kernel.ts';
import { keyRefused, reachesIn, unclean } from '../execute/clean.ts';

/** What a value counts as besides the characters of its text. */
const valueSize = 8;

/** @throws BAD_INPUT, LIMIT_EXCEEDED */
export function requireSoundVariables(variables: Readonly<Record<string, unknown>>, { maxVariablesSize, maxNesting }: Limits): void {
  let size = 0;
  const take = (more: number): void => {
    size += more;
    if (size > maxVariablesSize)
      throw limitExceeded(
        label('size of the variables', '变量大小'),
        `${size}+`,
        maxVariablesSize,
        [],
        label('Send less at once; files have a path of their own.', '请分批发送；文件请另行上传。'),
      );
  };
  const text = (value: string, path: readonly string[]): void => {
    take(value.length);
    if (!isCleanText(value)) throw badInput(unclean, path);
  };
  const walk = (value: unknown, path: readonly string[]): void => {
    take(valueSize);
    if (typeof value === 'string') text(value, path);
    if (typeof value !== 'object' || value === null) return;
    if (path.length >= maxNesting)
      throw limitExceeded(
        label('nesting of the variables', '变量嵌套层数'),
        path.length + 1,
        maxNesting,
        [],
        label('Nest less.', '请减少嵌套。'),
      );
    if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) walk(item, [...path, String(i)]);
      return;
    }
    for (const key of Object.keys(value)) {
      if (reachesIn(key) || !isCleanText(key)) throw badInput(keyRefused(key), path);
      take(key.length);
      walk((value as Readonly<Record<string, unknown>>)[key], [...path, key]);
    }
  };
  walk(variables, []);
}
