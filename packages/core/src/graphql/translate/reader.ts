/**
 * Arguments of a document, literals and variables alike. What decides how a plan looks is asked (and becomes the request's shape); what
 * is only a value becomes a leaf, which a cached plan binds anew.
 */
import {
  type GraphQLInputType,
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  type ValueNode,
  valueFromAST,
  visit,
} from 'graphql';
import type { Leaf } from '../../read/selection.ts';
import type { ListDefinition } from '../../write/declarations.ts';
import { type Asked, answer, type Facts, idPrefixes, type Path, type Question, valueAt } from './shape.ts';

/** A value somewhere in the arguments. */
export type Given =
  | { readonly from: 'document'; readonly node: ValueNode; readonly type: GraphQLInputType }
  | { readonly from: 'variables'; readonly path: Path; readonly type: GraphQLInputType };

type Variables = Facts['variables'];
/** Checks and decodes a list's own arguments, as a command's input is. A cached plan is given each request's own. */
export type DecodeInput = (list: ListDefinition, wire: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
/** A value made of variables at each request, bound under a name that no variable has. */
export interface Derived {
  readonly name: string;
  readonly make: (variables: Variables, decode: DecodeInput) => unknown;
}

export class Reader {
  readonly asked: Asked[] = [];
  readonly derived: Derived[] = [];
  readonly #facts: Facts;

  readonly #decode: DecodeInput;

  constructor(facts: Facts, decode: DecodeInput) {
    this.#facts = facts;
    this.#decode = decode;
  }

  given(node: ValueNode, type: GraphQLInputType): Given {
    return node.kind === Kind.VARIABLE ? { from: 'variables', path: [node.name.value], type } : { from: 'document', node, type };
  }

  state(g: Given): 'absent' | 'null' | 'value' {
    if (g.from === 'document') return g.node.kind === Kind.NULL ? 'null' : 'value';
    return this.#ask({ about: 'state', path: g.path }) as 'absent' | 'null' | 'value';
  }

  /** The fields of an input object that are there. */
  fields(g: Given): readonly (readonly [string, Given])[] {
    const type = bare(g.type);
    if (!isInputObjectType(type)) return [];
    const typeOf = (name: string): GraphQLInputType => type.getFields()[name]?.type as GraphQLInputType;
    if (g.from === 'variables') {
      const keys = this.#ask({ about: 'keys', path: g.path });
      return keys === '' ? [] : keys.split(' ').map((k) => [k, { from: 'variables', path: [...g.path, k], type: typeOf(k) }]);
    }
    if (g.node.kind !== Kind.OBJECT) return [];
    return g.node.fields
      .map((f) => [f.name.value, this.given(f.value, typeOf(f.name.value))] as const)
      .filter(([, v]) => this.state(v) !== 'absent');
  }

  /** The items of a list of input objects; a single one stands for a list of it. */
  items(g: Given): readonly Given[] {
    const type = itemOf(g.type);
    if (g.from === 'variables') {
      const length = Number(this.#ask({ about: 'length', path: g.path }));
      return Array.from({ length }, (_, i) => ({ from: 'variables', path: [...g.path, i], type }));
    }
    return g.node.kind === Kind.LIST ? g.node.values.map((v) => this.given(v, type)) : [{ ...g, type }];
  }

  /** A value that decides how the plan looks: a direction, a flag of `@include`, the name of an attribute. */
  plain(g: Given): unknown {
    if (g.from === 'variables') {
      this.#ask({ about: 'value', path: g.path });
      return valueAt(this.#facts.variables, g.path);
    }
    for (const name of variablesIn(g.node)) this.#ask({ about: 'value', path: [name] });
    return valueFromAST(g.node, g.type, this.#facts.variables);
  }

  /** Which prefixes the ids have; their rest stays a leaf. */
  idPrefixes(g: Given): readonly string[] {
    if (g.from === 'variables') return this.#ask({ about: 'types', path: g.path }).split(' ');
    return idPrefixes(this.plain(g));
  }

  leaf(g: Given): Leaf {
    if (g.from === 'variables') return { value: valueAt(this.#facts.variables, g.path), path: g.path };
    if (variablesIn(g.node).length === 0) return { value: valueFromAST(g.node, g.type), path: null };
    // Such as `in: ["a", $b]`: one value to the plan.
    return this.derive((variables) => valueFromAST(g.node, g.type, variables));
  }

  /** A value that the plan is made for, beside what it decides. */
  fixed(g: Given): Leaf {
    return { value: this.plain(g), path: g.from === 'variables' ? g.path : null, isFixed: true };
  }

  derive(make: Derived['make']): Leaf {
    const name = `~${this.derived.length}`;
    this.derived.push({ name, make });
    return { value: make(this.#facts.variables, this.#decode), path: [name] };
  }

  /** From here on the plan depends on the tenant's attribute definitions. */
  namesAttributes(): void {
    this.#ask({ about: 'attributes', path: [] });
  }

  #ask(question: Question): string {
    const said = answer(question, this.#facts);
    this.asked.push({ question, answer: said });
    return said;
  }
}

/** The variables that a plan binds: the request's and what is made of them. */
export function withDerived(variables: Variables, derived: readonly Derived[], decode: DecodeInput): Variables {
  if (derived.length === 0) return variables;
  return { ...variables, ...Object.fromEntries(derived.map((d) => [d.name, d.make(variables, decode)])) };
}

const bare = (type: GraphQLInputType) => getNamedType(type);
function itemOf(type: GraphQLInputType): GraphQLInputType {
  const inner = isNonNullType(type) ? type.ofType : type;
  return (isListType(inner) ? inner.ofType : inner) as GraphQLInputType;
}

function variablesIn(node: ValueNode): readonly string[] {
  const names: string[] = [];
  visit(node, { Variable: (v) => void names.push(v.name.value) });
  return names;
}
