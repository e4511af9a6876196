/** What differs between two results, as an RFC 6902 JSON patch. */
export type PatchOperation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'move'; readonly from: string; readonly path: string };

type JsonObject = Readonly<Record<string, unknown>>;
type List = readonly unknown[];

/** @example diff({ a: 1 }, { a: 2 }) // [{ op: 'replace', path: '/a', value: 2 }] */
export function diff(before: unknown, after: unknown): readonly PatchOperation[] {
  const patch: PatchOperation[] = [];
  compare(patch, '', before, after);
  return patch;
}

function compare(patch: PatchOperation[], path: string, before: unknown, after: unknown): void {
  if (before === after) return;
  if (Array.isArray(before) && Array.isArray(after)) compareLists(patch, path, before, after);
  else if (isObject(before) && isObject(after)) compareObjects(patch, path, before, after);
  else patch.push({ op: 'replace', path, value: after });
}

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const pointer = (path: string, key: string): string => `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;

function compareObjects(patch: PatchOperation[], path: string, before: JsonObject, after: JsonObject): void {
  for (const key of Object.keys(before)) if (!Object.hasOwn(after, key)) patch.push({ op: 'remove', path: pointer(path, key) });
  for (const [key, value] of Object.entries(after)) {
    const at = pointer(path, key);
    if (Object.hasOwn(before, key)) compare(patch, at, before[key], value);
    else patch.push({ op: 'add', path: at, value });
  }
}

/** Records are followed by their ids, so that one that comes first does not make all the others different. */
function compareLists(patch: PatchOperation[], path: string, before: List, after: List): void {
  const [from, to] = [identities(before), identities(after)];
  if (from && to) compareById(patch, path, [before, from], [after, to]);
  else compareByPlace(patch, path, before, after);
}

/** What each item is the same thing by; null where that cannot be told, or two items are the same. */
function identities(list: List): readonly unknown[] | null {
  const ids = list.map((item) => (isObject(item) ? (item['id'] ?? (isObject(item['node']) ? item['node']['id'] : undefined)) : item));
  return ids.every(isIdentity) && new Set(ids).size === ids.length ? ids : null;
}
const isIdentity = (id: unknown): boolean => typeof id === 'string' || typeof id === 'number';

function compareById(
  patch: PatchOperation[],
  path: string,
  [before, from]: readonly [List, readonly unknown[]],
  [after, to]: readonly [List, readonly unknown[]],
): void {
  const wanted = new Set(to);
  const items = before.map((value, i) => ({ id: from[i], value }));
  const remove = (i: number): void => {
    items.splice(i, 1);
    patch.push({ op: 'remove', path: `${path}/${i}` });
  };
  for (let i = items.length - 1; i >= 0; i -= 1) if (!wanted.has(items[i]?.id)) remove(i);
  for (const [i, id] of to.entries()) {
    // One that moved down goes, and comes again further on: else all behind it would move up.
    if (items[i]?.id !== id && items[i + 1]?.id === id) remove(i);
    const found = items[i]?.id === id ? i : items.findIndex((item) => item.id === id);
    if (found === -1) {
      items.splice(i, 0, { id, value: after[i] });
      patch.push({ op: 'add', path: `${path}/${i}`, value: after[i] });
      continue;
    }
    if (found !== i) {
      items.splice(i, 0, ...items.splice(found, 1));
      patch.push({ op: 'move', from: `${path}/${found}`, path: `${path}/${i}` });
    }
    compare(patch, `${path}/${i}`, items[i]?.value, after[i]);
  }
}

/** Between what is equal at both ends, each item with the one in its place. */
function compareByPlace(patch: PatchOperation[], path: string, before: List, after: List): void {
  const common = Math.min(before.length, after.length);
  let start = 0;
  while (start < common && isSame(before[start], after[start])) start += 1;
  let end = 0;
  while (end < common - start && isSame(before[before.length - 1 - end], after[after.length - 1 - end])) end += 1;
  const both = common - end;
  for (let i = start; i < both; i += 1) compare(patch, `${path}/${i}`, before[i], after[i]);
  for (let i = before.length - end - 1; i >= both; i -= 1) patch.push({ op: 'remove', path: `${path}/${i}` });
  for (let i = both; i < after.length - end; i += 1) patch.push({ op: 'add', path: `${path}/${i}`, value: after[i] });
}

const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
