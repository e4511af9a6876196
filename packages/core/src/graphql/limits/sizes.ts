/** How much is asked for by an argument: the size of a page, the length of a list. */
import { getNullableType, isListType } from 'graphql';
import type { Limits } from '../../read/kernel.ts';
import type { Collected } from '../translate/collect.ts';
import type { Given } from '../translate/reader.ts';
import type { Translation } from '../translate/translation.ts';

function given(t: Translation, c: Collected, name: string): Given | null {
  const value = c.nodes[0].arguments?.find((a) => a.name.value === name)?.value;
  const type = c.field?.args.find((a) => a.name === name)?.type;
  const argument = value && type ? t.reader.given(value, type) : null;
  return argument && t.reader.state(argument) === 'value' ? argument : null;
}

/** Of the page that a list is asked for. Sizes that are refused are refused by the list itself, under its field. */
export function clampedSize(t: Translation, c: Collected, limits: Limits): number {
  const asked = given(t, c, 'first') ?? given(t, c, 'last');
  const size = asked ? Number(t.reader.plain(asked)) : limits.pageSize;
  return Math.min(Math.max(size, 0), limits.maxPageSize) || 0;
}

/** Of a list that is given; nothing, or a single value, is one of it. */
export function lengthOf(t: Translation, c: Collected, name: string): number {
  const list = given(t, c, name);
  return list ? t.reader.items(list).length : 1;
}

/** Of all lists that the field is given. */
export function longestList(t: Translation, c: Collected): number {
  const lists = (c.field?.args ?? []).filter(({ type }) => isListType(getNullableType(type)));
  return Math.max(0, ...lists.map(({ name }) => lengthOf(t, c, name)));
}
