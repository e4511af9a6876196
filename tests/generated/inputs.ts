/** Arguments made up for a type: literals and variables, at any depth, nulls among them. */
import {
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { chance, oneOf, type Random, some } from './random.ts';

/** Values that mean something in the data under test. */
export interface Pools {
  /** By the name of their type. */
  readonly ids: ReadonlyMap<string, readonly string[]>;
  readonly attributes: readonly string[];
  readonly texts: readonly string[];
  readonly cursors: readonly string[];
  /** Before, while and after the data came to be. */
  readonly instants: readonly string[];
  /** Names of fields whose changes are kept, and one that is none. */
  readonly fields: readonly string[];
}

export class Inputs {
  readonly #random: Random;
  readonly #pools: Pools;
  readonly #may: (type: string, field: string) => boolean;
  /** Declared by the operation: `$v0: String`. */
  readonly declared: string[] = [];
  readonly variables: Record<string, unknown> = {};

  readonly #always: readonly string[];

  constructor(random: Random, pools: Pools, may: (type: string, field: string) => boolean = () => true, always: readonly string[] = []) {
    this.#always = always;
    this.#random = random;
    this.#pools = pools;
    this.#may = may;
  }

  /** The text of a value for an argument; null where it is better left out. */
  argument(name: string, type: GraphQLInputType, of: string): string | null {
    if (!isNonNullType(type) && !chance(this.#random, this.#chanceOf(name))) return null;
    if (['first', 'last'].includes(name))
      return chance(this.#random, 20) ? this.#variable(type, this.#random.below(4)) : String(this.#random.below(4));
    if (['after', 'before'].includes(name)) return this.#text(type, oneOf(this.#random, [...this.#pools.cursors, 'made-up']));
    if (name === 'asOf' && String(type) === 'DateTime') return this.#text(type, oneOf(this.#random, this.#pools.instants));
    if (name === 'fields') return this.#text(type, some(this.#random, this.#pools.fields, 2));
    return this.#value(type, 3, { variable: true, null: true }, this.#named(name) ?? of.replace(/ChangedEvent$/, ''));
  }

  /** A cursor is of one list in one order: where none is known, few are made up. */
  #chanceOf(name: string): number {
    if (this.#always.includes(name)) return 100;
    if (name === 'after' || name === 'before') return this.#pools.cursors.length === 0 ? 1 : name === 'after' ? 8 : 4;
    return { first: 70, last: 6 }[name] ?? (this.#named(name) === null ? 25 : 60);
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

  /** As a document's text. `may`: whether the whole may stand in a variable, whether it may be null. `of`: what an id in it is of. */
  #value(type: GraphQLInputType, depth: number, may: { readonly variable: boolean; readonly null: boolean }, of: string): string {
    const r = this.#random;
    if (may.variable && chance(r, 20)) {
      if (!isNonNullType(type) && may.null && chance(r, 15)) return this.#variable(type, chance(r, 50) ? null : undefined);
      return this.#variable(type, this.#plain(type, depth, of));
    }
    if (isNonNullType(type)) return this.#value(type.ofType, depth, { variable: false, null: false }, of);
    if (may.null && chance(r, 4)) return 'null';
    if (isListType(type)) {
      const variable = isScalarLike(type.ofType);
      return `[${Array.from({ length: r.below(3) }, () => this.#value(type.ofType, depth, { variable, null: false }, of)).join(', ')}]`;
    }
    if (isInputObjectType(type)) {
      // A variable in an input with exactly one member would have to be declared non-null.
      const member = type.isOneOf ? { variable: false, null: false } : { variable: depth > 0, null: true };
      return `{ ${this.#chosen(type, depth)
        .map((f) => `${f.name}: ${this.#value(f.type, depth - 1, member, this.#within(type.name, f, of))}`)
        .join(', ')} }`;
    }
    return literal(this.#plain(type, depth, of), isEnumType(type));
  }

  /** As JSON. */
  #plain(type: GraphQLInputType, depth: number, of: string): unknown {
    const r = this.#random;
    if (isNonNullType(type)) return this.#plain(type.ofType, depth, of);
    if (isListType(type)) return Array.from({ length: r.below(3) }, () => this.#plain(type.ofType, depth, of));
    if (isInputObjectType(type)) {
      const fields = this.#chosen(type, depth);
      return Object.fromEntries(
        fields.map((f) => [
          f.name,
          !isNonNullType(f.type) && !type.isOneOf && chance(r, 4) ? null : this.#plain(f.type, depth - 1, this.#within(type.name, f, of)),
        ]),
      );
    }
    if (isEnumType(type)) {
      const values = type.getValues();
      const open = values.filter((v) => this.#may(type.name, v.name));
      return oneOf(r, open.length > 0 ? open : values).name;
    }
    return this.#scalar(type.name, of);
  }

  #chosen(type: GraphQLInputObjectType, depth: number): readonly GraphQLInputField[] {
    const fields = Object.values(type.getFields());
    const needed = fields.filter((f) => isNonNullType(f.type));
    // Deep down only what ends there.
    const open = fields.filter((f) => !needed.includes(f) && (depth > 0 || isScalarLike(f.type)) && this.#may(type.name, f.name));
    if (type.isOneOf) return [oneOf(this.#random, open.length > 0 ? open : fields)];
    return [...needed, ...(open.length > 0 ? some(this.#random, open, 2) : [])];
  }

  /** What an id is of, further in: `CustomerFilter.id`, `ownerId`, `customerId`, a command's `customers`; an operator keeps what it is in. */
  #within(type: string, field: GraphQLInputField, of: string): string {
    if (field.name === 'id') return type.replace(/Filter$/, '');
    if (field.name === 'key') return 'attribute';
    return this.#named(field.name) ?? (isScalarLike(field.type) ? of : '');
  }

  /** A type by which records are known here, as far as a name tells: `owner`, `customerId`, `contacts`. */
  #named(name: string): string | null {
    const bare = name.replace(/Id$/, '').replace(/^owner$/, 'staff');
    const named = `${bare.charAt(0).toUpperCase()}${bare.slice(1)}`;
    return [named, named.replace(/s$/, '')].find((each) => this.#pools.ids.has(each)) ?? (name.endsWith('Id') ? named : null);
  }

  #scalar(name: string, of: string): unknown {
    const r = this.#random;
    switch (name) {
      case 'ID':
        return oneOf(r, (chance(r, 95) ? this.#pools.ids.get(of) : undefined) ?? [...this.#pools.ids.values()].flat());
      case 'Int':
        return r.below(20) - 3;
      case 'Float':
        return r.below(100) / 4;
      case 'Boolean':
        return chance(r, 50);
      case 'Decimal':
        return `${r.below(2000)}.${r.below(100)}`;
      case 'DateTime':
        return `20${10 + r.below(20)}-0${1 + r.below(9)}-1${r.below(9)}T0${r.below(9)}:30:00.${r.below(999)}+08:00`;
      case 'Date':
        return `19${10 + r.below(80)}-0${1 + r.below(9)}-0${1 + r.below(9)}`;
      case 'JSON':
        return oneOf<unknown>(r, [1, 'x', true, ['a', null]]);
      default:
        return of === 'attribute' ? oneOf(r, this.#pools.attributes) : oneOf(r, this.#pools.texts);
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
