/** Whether a record that is there is what its row says: the values a row gives are compared with what the record shows at the same name. */
import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { FieldPlan, ImportPlan } from './plan.ts';
import type { Built } from './row.ts';

type Node = Readonly<Record<string, unknown>>;

export interface Comparison {
  /** What to ask of a record. */
  readonly selection: string;
  keyOf(record: Node): string;
  /** The fields whose values are not those of the record. */
  differences(built: Built, record: Node): readonly FieldPlan[];
}

/** How one key of the input stands in the record. */
interface Part {
  readonly key: string;
  readonly select: string;
  /** Whether the record has what the row says. */
  readonly fits: (given: unknown, record: unknown) => boolean;
}

export function comparisonOf(plan: ImportPlan): Comparison {
  const compared = plan.fields.filter((f) => f.source.compare !== false);
  const top = [...new Set(compared.map((f) => String(f.target.path[0])))];
  const parts = top
    .map((key) =>
      partOf(
        plan.entity.type,
        key,
        compared.filter((f) => f.target.path[0] === key),
      ),
    )
    .filter((p) => p !== null);
  const keys = plan.fields.filter((f) => f.isKey);
  const selections = new Map(parts.map((p) => [p.key, p.select]));
  for (const key of keys) selections.set(key.target.text, key.target.text);
  return {
    selection: [...selections.values()].join(' '),
    keyOf: (record) => JSON.stringify(keys.map((k) => record[k.target.text])),
    differences({ input, origins }, record) {
      const differing = parts.filter((part) => part.key in input && !part.fits(input[part.key], record[part.key])).map((p) => p.key);
      const fields = differing.map((key) => [...origins].find(([place]) => place.split('.')[0] === key)?.[1]);
      return fields.filter((f) => f !== undefined);
    },
  };
}

/** Null where the record shows nothing of that name, such as `confirmNew`: it is not compared. */
function partOf(type: GraphQLObjectType, key: string, fields: readonly FieldPlan[]): Part | null {
  const field = type.getFields()[key];
  if (!field || field.args.some((a) => isNonNullType(a.type))) return null;
  const named = getNamedType(field.type);
  if (fields.some((f) => f.target.attribute)) return { key, select: key, fits: attributesFit };
  if (isLeafType(named)) return leafPart(key, field.type);
  if (!isObjectType(named)) return null;
  if (fields.every((f) => f.target.path.length === 1))
    return { key, select: `${key} { id }`, fits: (given, record) => (record as Node | null)?.['id'] === given };
  const node = named.name.endsWith('Connection') ? getNamedType(named.getFields()['nodes']?.type) : null;
  const inner = innerOf(
    isObjectType(node) ? node : named,
    fields.map((f) => String(f.target.path[node ? 2 : 1])),
  );
  if (!inner) return null;
  if (!node) return { key, select: `${key} { ${inner.select} }`, fits: inner.fits };
  return { key, select: `${key}(first: ${maxItems}) { nodes { ${inner.select} } }`, fits: (given, record) => allFit(inner, given, record) };
}

/** Of a list within a record, such as its channels, as many are looked at. */
const maxItems = 50;

/** The keys within a structure, or within an item of a list of structures. */
function innerOf(type: GraphQLObjectType, keys: readonly string[]): Omit<Part, 'key'> | null {
  const parts = [...new Set(keys)].flatMap((name): Part[] => {
    const field = type.getFields()[name];
    return field && isLeafType(getNamedType(field.type)) ? [leafPart(name, field.type)] : [];
  });
  if (parts.length === 0) return null;
  const fits: Part['fits'] = (given, record) =>
    parts.every((p) => !(p.key in (given as Node)) || p.fits((given as Node)[p.key], (record as Node | null)?.[p.key]));
  return { select: parts.map((p) => p.select).join(' '), fits };
}

const leafPart = (key: string, type: GraphQLOutputType): Part => ({
  key,
  select: key,
  fits: (isListType(open(type)) ? listFits : leafFits)(getNamedType(type)),
});

/** Each given item has one of its own among the record's; that the record has more is no difference. */
function allFit(item: Omit<Part, 'key'>, given: unknown, record: unknown): boolean {
  const left = [...((record as { readonly nodes?: readonly unknown[] } | null)?.nodes ?? [])];
  return (given as readonly unknown[]).every((one) => {
    const at = left.findIndex((node) => item.fits(one, node));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

const attributesFit: Part['fits'] = (given, record) =>
  Object.entries(given as Node).every(
    ([name, value]) => JSON.stringify(plain((record as Node | null)?.[name])) === JSON.stringify(plain(value)),
  );

const listFits = (type: GraphQLNamedType) => {
  const one = leafFits(type);
  return (given: unknown, record: unknown): boolean => {
    const values = [given].flat();
    return Array.isArray(record) && record.length === values.length && values.every((v) => record.some((r) => one(v, r)));
  };
};

function leafFits({ name }: GraphQLNamedType): (given: unknown, record: unknown) => boolean {
  const same =
    name === 'DateTime'
      ? (v: unknown) => Date.parse(String(v))
      : name === 'Decimal'
        ? plain
        : (v: unknown) => (typeof v === 'string' ? v.normalize('NFC') : v);
  return (given, record) => record !== null && record !== undefined && same(given) === same(record);
}

/** A decimal without the zeros that do not count: `174.00` and `174.0000` are one. */
const plain = (value: unknown): unknown =>
  typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)
    ? value
        .replace(/(\.\d*?)0+$/, '$1')
        .replace(/\.$/, '')
        .replace(/^(-?)0+(?=\d)/, '$1')
    : value;

const open = (type: GraphQLOutputType): GraphQLOutputType => (isNonNullType(type) ? (type.ofType as GraphQLOutputType) : type);
