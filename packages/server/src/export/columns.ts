/** Columns of an export, such as `owner.name`: what to ask of a record, and the text of its cell. */
import { type GraphQLObjectType, type GraphQLOutputType, getNamedType, isLeafType, isNonNullType, isObjectType } from 'graphql';
import { unusable } from './problems.ts';

type Node = Readonly<Record<string, unknown>>;
export interface Columns {
  readonly header: readonly string[];
  readonly selection: string;
  /** What is read for them, through relations too: fields by the type that has them. */
  readonly fields: readonly ExportedField[];
  cells(record: Node): readonly string[];
}
export interface ExportedField {
  readonly entity: string;
  /** Of tenant-defined attributes, with the attribute's key. */
  readonly field: string;
}
interface Tree extends Map<string, Tree> {}
type Read = (value: unknown) => readonly unknown[];

/** Of a list within a record, such as its channels, as many go into one cell. */
const maxItems = 50;

/** Without names: every value that a record itself has. @throws BAD_INPUT naming the part there is not */
export function readColumns(type: GraphQLObjectType, names: readonly string[]): Columns {
  const header = names.length > 0 ? names : ownValues(type);
  const tree: Tree = new Map();
  const readers = header.map((name) => column(type, name, name.split('.'), tree));
  const fields = header.flatMap((name) => fieldsOf(type, name.split('.')));
  return {
    header,
    selection: printed(type, tree),
    fields,
    cells: (record) =>
      readers.map((read) =>
        read(record)
          .filter((v) => v !== null && v !== undefined)
          .map(text)
          .join('; '),
      ),
  };
}

const ownValues = (type: GraphQLObjectType): string[] =>
  Object.values(type.getFields())
    .filter((f) => isLeafType(getNamedType(f.type)) && f.args.length === 0)
    .map((f) => f.name);

function column(type: GraphQLObjectType, name: string, [step = '', ...rest]: readonly string[], tree: Tree): Read {
  const field = type.getFields()[step];
  if (!field || field.args.some((a) => isNonNullType(a.type)))
    throw unusable(
      `The column "${name}" cannot be exported: ${type.name} has no "${step}"; it has ${Object.keys(type.getFields()).join(', ')}.`,
      `无法导出列“${name}”：${type.name} 没有“${step}”。`,
    );
  const below: Tree = tree.get(step) ?? new Map();
  tree.set(step, below);
  const named = getNamedType(field.type);
  const of = (value: unknown): unknown => (value as Node | null)?.[step];
  if (!isObjectType(named)) {
    // Tenant-defined attributes are one value of many keys; a key has dots of its own.
    if (rest.length > 0 && named.name === 'JSON') return (value) => [(of(value) as Node | null)?.[rest.join('.')]];
    if (rest.length > 0 || !isLeafType(named))
      throw unusable(`The column "${name}" cannot be exported: "${step}" has no parts.`, `无法导出列“${name}”：“${step}”没有下级。`);
    return (value) => [of(value)].flat();
  }
  const item = listed(named);
  if (rest.length === 0)
    throw unusable(
      `The column "${name}" is a record: name one of its fields, such as "${name}.${exampleOf(item ?? named)}".`,
      `列“${name}”是一条记录，请指明字段，例如“${name}.${exampleOf(item ?? named)}”。`,
    );
  const inner = column(item ?? named, name, rest, below);
  if (!item) return (value) => inner(of(value));
  return (value) => ((of(value) as { readonly nodes?: readonly unknown[] } | null)?.nodes ?? []).flatMap((node) => inner(node));
}

/** The fields that a column's path goes over; there are all of them, since the column was read. */
function fieldsOf(type: GraphQLObjectType, [step = '', ...rest]: readonly string[]): readonly ExportedField[] {
  const named = getNamedType(type.getFields()[step]?.type);
  if (!isObjectType(named)) return [{ entity: type.name, field: [step, ...rest].join('.') }];
  return [{ entity: type.name, field: step }, ...(rest.length > 0 ? fieldsOf(listed(named) ?? named, rest) : [])];
}

/** The records of a connection. */
export function listed(type: GraphQLOutputType): GraphQLObjectType | null {
  const named = getNamedType(type);
  const nodes = isObjectType(named) && named.name.endsWith('Connection') ? getNamedType(named.getFields()['nodes']?.type) : null;
  return isObjectType(nodes) ? nodes : null;
}

function printed(type: GraphQLObjectType, tree: Tree): string {
  const parts = [...tree].map(([name, below]) => {
    const field = type.getFields()[name];
    const named = getNamedType(field?.type);
    if (!isObjectType(named)) return name;
    const item = listed(named);
    return item ? `${name}(first: ${maxItems}) { nodes { ${printed(item, below)} } }` : `${name} { ${printed(named, below)} }`;
  });
  return parts.join(' ');
}

const exampleOf = (type: GraphQLObjectType): string => (type.getFields()['name'] ? 'name' : 'id');
const text = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
