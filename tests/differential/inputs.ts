/** Arguments made up for a type: literals and variables, at any depth, nulls among them. */
import { type GraphQLInputType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import { chance, oneOf, type Random, some } from './random.ts';

/** Values that mean something in the data under test. */
export interface Pools {
  readonly ids: readonly string[];
  readonly texts: readonly string[];
  readonly cursors: readonly string[];
}

export class Inputs {
  readonly #random: Random;
  readonly #pools: Pools;
  /** Declared by the operation: `$v0: String`. */
  readonly declared: string[] = [];
  readonly variables: Record<string, unknown> = {};

  constructor(random: Random, pools: Pools) {
    this.#random = random;
    this.#pools = pools;
  }

  /** The text of a value for an argument; null where it is better left out. */
  argument(name: string, type: GraphQLInputType): string | null {
    if (!isNonNullType(type) && !chance(this.#random, name === 'first' ? 70 : 25)) return null;
    if (['first', 'last'].includes(name)) return chance(this.#random, 20) ? this.#variable(type, this.#random.below(4)) : String(this.#random.below(4));
    if (['after', 'before'].includes(name)) return this.#text(type, oneOf(this.#random, [...this.#pools.cursors, 'made-up']));
    return this.#value(type, 3, true);
  }

  flag(): string {
    const value = chance(this.#random, 60);
    return chance(this.#random, 50) ? this.#variable('Boolean!', value) : String(value);
  }

  #text(type: GraphQLInputType, value: unknown): string {
    return chance(this.#random, 30) ? this.#variable(type, value) : literal(value);
  }

  #variable(type: GraphQLInputType | string, value: unknown): string {
    const name = `v${this.declared.length}`;
    this.declared.push(`$${name}: ${String(type)}`);
    if (value !== undefined) this.variables[name] = value;
    return `$${name}`;
  }

  /** As a document's text. `mayBeVariable`: whether the whole may stand in one variable. */
  #value(type: GraphQLInputType, depth: number, mayBeVariable: boolean): string {
    const r = this.#random;
    if (mayBeVariable && chance(r, 20)) {
      if (!isNonNullType(type) && chance(r, 15)) return this.#variable(type, chance(r, 50) ? null : undefined);
      return this.#variable(type, this.#plain(type, depth));
    }
    if (isNonNullType(type)) return this.#value(type.ofType, depth, false);
    if (chance(r, 4)) return 'null';
    if (isListType(type)) return `[${Array.from({ length: r.below(3) }, () => this.#value(type.ofType, depth, isScalarLike(type.ofType))).join(', ')}]`;
    if (isInputObjectType(type)) {
      // A variable in an input with exactly one member would have to be declared non-null.
      const fields = this.#chosen(Object.values(type.getFields()), type.isOneOf, depth);
      return `{ ${fields.map((f) => `${f.name}: ${this.#value(f.type, depth - 1, !type.isOneOf && depth > 0)}`).join(', ')} }`;
    }
    return literal(this.#plain(type, depth), isEnumType(type));
  }

  /** As JSON. */
  #plain(type: GraphQLInputType, depth: number): unknown {
    const r = this.#random;
    if (isNonNullType(type)) return this.#plain(type.ofType, depth);
    if (isListType(type)) return Array.from({ length: r.below(3) }, () => this.#plain(type.ofType, depth));
    if (isInputObjectType(type)) {
      const fields = this.#chosen(Object.values(type.getFields()), type.isOneOf, depth);
      return Object.fromEntries(fields.map((f) => [f.name, !isNonNullType(f.type) && !type.isOneOf && chance(r, 4) ? null : this.#plain(f.type, depth - 1)]));
    }
    if (isEnumType(type)) return oneOf(r, type.getValues()).name;
    return this.#scalar(type.name);
  }

  #chosen<F extends { readonly type: GraphQLInputType }>(fields: readonly F[], isOneOf: boolean, depth: number): readonly F[] {
    const needed = fields.filter((f) => isNonNullType(f.type));
    // Deep down only what ends there.
    const open = fields.filter((f) => !needed.includes(f) && (depth > 0 || isScalarLike(f.type)));
    if (isOneOf) return [oneOf(this.#random, open.length > 0 ? open : fields)];
    return [...needed, ...(open.length > 0 ? some(this.#random, open, 2) : [])];
  }

  #scalar(name: string): unknown {
    const r = this.#random;
    switch (name) {
      case 'ID': return oneOf(r, this.#pools.ids);
      case 'Int': return r.below(20) - 3;
      case 'Float': return r.below(100) / 4;
      case 'Boolean': return chance(r, 50);
      case 'Decimal': return `${r.below(2000)}.${r.below(100)}`;
      case 'DateTime': return `20${10 + r.below(20)}-0${1 + r.below(9)}-1${r.below(9)}T0${r.below(9)}:30:00.${r.below(999)}+08:00`;
      case 'Date': return `19${10 + r.below(80)}-0${1 + r.below(9)}-0${1 + r.below(9)}`;
      case 'JSON': return oneOf<unknown>(r, [1, 'x', true, ['a'], null]);
      default: return oneOf(r, this.#pools.texts);
    }
  }
}

const isScalarLike = (type: GraphQLInputType): boolean => {
  const inner = isNonNullType(type) ? type.ofType : type;
  return !isInputObjectType(isListType(inner) ? (isNonNullType(inner.ofType) ? inner.ofType.ofType : inner.ofType) : inner);
};

function literal(value: unknown, isEnum = false): string {
  if (isEnum) return String(value);
  if (Array.isArray(value)) return `[${value.map((v) => literal(v)).join(', ')}]`;
  return JSON.stringify(value);
}
