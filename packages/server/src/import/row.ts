/** One row of the file made into a command's input, with everything that is wrong with it by itself. */
import type { GuanxiError } from '@guanxi/core';
import type { TableRow } from '../tabular/index.ts';
import type { FieldPlan, ImportPlan } from './plan.ts';
import { rowProblem } from './problems.ts';

/** A place whose value is a record still to be found. */
export interface Sought {
  readonly field: FieldPlan;
  readonly text: string;
}
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
  /** Values by the field they are for; what is empty is not there. Ids come in when they are found. */
  readonly values: Map<FieldPlan, unknown>;
  readonly sought: readonly Sought[];
  readonly problems: readonly GuanxiError[];
  /** The values of the key, as JSON; null where the row has none. */
  readonly key: string | null;
}

export function readRow(plan: ImportPlan, { line, cells }: TableRow): Row {
  const values = new Map<FieldPlan, unknown>();
  const sought: Sought[] = [];
  const problems: GuanxiError[] = [];
  if (cells.length !== plan.header.length)
    problems.push(rowProblem('IMPORT_CELLS', { actual: cells.length, expected: plan.header.length }));
  else {
    for (const field of plan.fields) {
      if (field.source.value !== undefined) {
        values.set(field, field.source.value);
        continue;
      }
      const text = field.text(cells);
      const path = field.target.path.map(String);
      if (text === null) {
        if (field.source.required || field.isKey) problems.push(rowProblem('IMPORT_REQUIRED', {}, path));
      } else if (field.find) sought.push({ field, text });
      else setValue(field, text, path, values, problems);
    }
  }
  const key = problems.length > 0 ? null : JSON.stringify(plan.fields.filter((f) => f.isKey).map((f) => values.get(f)));
  return { line, cells, values, sought, problems, key };
}

function setValue(field: FieldPlan, text: string, path: readonly string[], values: Map<FieldPlan, unknown>, problems: GuanxiError[]): void {
  const { split } = field.source;
  const texts =
    split === undefined
      ? [text]
      : text
          .split(split)
          .map((part) => part.trim())
          .filter((part) => part !== '');
  const converted = texts.map((part) => field.convert(part));
  const failed = converted.find((c) => 'problem' in c);
  if (failed && 'problem' in failed) problems.push(failed.problem(path));
  else {
    const made = converted.map((c) => ('value' in c ? c.value : undefined));
    values.set(field, field.target.list || (field.target.attribute && split !== undefined) ? made : made[0]);
  }
}

export interface Built {
  readonly input: Readonly<Record<string, unknown>>;
  /** Which field a place of the input came from; items of a list that stayed empty are left out, so that places move. */
  readonly origins: ReadonlyMap<string, FieldPlan>;
}
type Tree = { [key: string]: Tree | Leaf };
interface Leaf {
  readonly field: FieldPlan;
  readonly value: unknown;
}
const isLeaf = (node: Tree | Leaf): node is Leaf =>
  'field' in node && 'value' in node && typeof (node as Leaf).field === 'object' && 'target' in (node as Leaf).field;

/**
 * A structure, such as one of the channels, is there only when a column gave it something: what every row has alike does not make one.
 */
export function buildInput(values: ReadonlyMap<FieldPlan, unknown>): Built {
  const root: Tree = {};
  const lists = new Set<string>();
  for (const [field, value] of values) {
    const { path } = field.target;
    let at = root;
    path.slice(0, -1).forEach((step, i) => {
      if (typeof path[i + 1] === 'number') lists.add(path.slice(0, i + 1).join('.'));
      at[step] ??= {};
      at = at[step] as Tree;
    });
    at[path.at(-1) as string] = { field, value };
  }
  const origins = new Map<string, FieldPlan>();
  const input = settle(root, [], [], lists, origins) ?? {};
  return { input: input as Readonly<Record<string, unknown>>, origins };
}

function settle(
  node: Tree | Leaf,
  path: readonly string[],
  placed: readonly string[],
  lists: ReadonlySet<string>,
  origins: Map<string, FieldPlan>,
): unknown {
  if (isLeaf(node)) {
    origins.set(placed.join('.'), node.field);
    return node.value;
  }
  if (path.length > 0 && !hasOwn(node)) return undefined;
  if (!lists.has(path.join('.'))) {
    const entries = Object.entries(node).map(
      ([key, child]) => [key, settle(child, [...path, key], [...placed, key], lists, origins)] as const,
    );
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }
  const items: unknown[] = [];
  for (const key of Object.keys(node).sort((a, b) => Number(a) - Number(b))) {
    const item = settle(node[key] as Tree | Leaf, [...path, key], [...placed, String(items.length)], lists, origins);
    if (item !== undefined) items.push(item);
  }
  return items;
}

/** Whether anything in it came from the row. At an id that a list finds, the record is enough: `customers[0].customer`. */
const hasOwn = (node: Tree | Leaf): boolean => (isLeaf(node) ? node.field.columns.length > 0 : Object.values(node).some(hasOwn));

/** The field at a place of the input, or the nearest above it or within it. */
export function originOf(built: Built, path: readonly string[]): FieldPlan | null {
  for (let length = path.length; length > 0; length--) {
    const place = path.slice(0, length).join('.');
    const exact = built.origins.get(place);
    if (exact) return exact;
    const within = [...built.origins].find(([p, field]) => p.startsWith(`${place}.`) && field.columns.length > 0);
    if (within) return within[1];
  }
  return null;
}
