/** The fields of a selection as GraphQL's algorithm collects them: fragments opened, directives obeyed, repeated keys merged in order of first appearance. */
import {
  type FieldNode,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  GraphQLSkipDirective,
  isAbstractType,
  Kind,
  type NamedTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  typeFromAST,
} from 'graphql';
import type { Given } from './reader.ts';
import type { Translation } from './translation.ts';

export interface Collected {
  readonly key: string;
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
  /** Null for `__typename`. */
  readonly field: GraphQLField<unknown, unknown> | null;
}

export type SelectionSets = readonly SelectionSetNode[];

export function collect(t: Translation, type: GraphQLObjectType, sets: SelectionSets): readonly Collected[] {
  const byKey = new Map<string, [FieldNode, ...FieldNode[]]>();
  const seen = new Set<string>();
  for (const set of sets) gather(t, type, set, byKey, seen);
  const fields = type.getFields();
  return [...byKey].map(([key, nodes]) => ({ key, nodes, field: fields[nodes[0].name.value] ?? null }));
}

function gather(
  t: Translation,
  type: GraphQLObjectType,
  set: SelectionSetNode,
  byKey: Map<string, [FieldNode, ...FieldNode[]]>,
  seen: Set<string>,
): void {
  for (const selection of set.selections) {
    if (!isIncluded(t, selection)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      const known = byKey.get(key);
      if (known) known.push(selection);
      else byKey.set(key, [selection]);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      if (applies(t, selection.typeCondition, type)) gather(t, type, selection.selectionSet, byKey, seen);
    } else if (!seen.has(selection.name.value)) {
      seen.add(selection.name.value);
      const fragment = t.fragments[selection.name.value];
      if (fragment && applies(t, fragment.typeCondition, type)) gather(t, type, fragment.selectionSet, byKey, seen);
    }
  }
}

function applies(t: Translation, condition: NamedTypeNode | undefined, type: GraphQLObjectType): boolean {
  if (!condition) return true;
  const named = typeFromAST(t.schema, condition);
  return named === type || (isAbstractType(named) && t.schema.isSubType(named, type));
}

function isIncluded(t: Translation, selection: SelectionNode): boolean {
  return flag(t, selection, GraphQLSkipDirective.name, false) === false && flag(t, selection, GraphQLIncludeDirective.name, true) === true;
}
function flag(t: Translation, selection: SelectionNode, name: string, otherwise: boolean): unknown {
  const condition = selection.directives?.find((d) => d.name.value === name)?.arguments?.find((a) => a.name.value === 'if');
  const type = GraphQLSkipDirective.args[0]?.type;
  return condition && type ? t.reader.plain(t.reader.given(condition.value, type)) : otherwise;
}

export const setsOf = (c: Collected): SelectionSets => c.nodes.map((n) => n.selectionSet).filter((s) => s !== undefined);

/** The arguments that were given, by name; validation has seen to it that merged fields agree in them. */
export function argumentsOf(t: Translation, c: Collected): ReadonlyMap<string, Given> {
  const out = new Map<string, Given>();
  for (const a of c.nodes[0].arguments ?? []) {
    const type = c.field?.args.find((x) => x.name === a.name.value)?.type;
    if (!type) continue;
    const given = t.reader.given(a.value, type);
    if (t.reader.state(given) !== 'absent') out.set(a.name.value, given);
  }
  return out;
}
