/** Operations made up from a schema: any fields, aliases, repeated keys, fragments, directives, arguments. */
import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isObjectType,
} from 'graphql';
import { Inputs, type Pools } from './inputs.ts';
import { chance, oneOf, type Random, some } from './random.ts';

export interface GeneratedOperation {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
}
export interface GenerateOptions {
  readonly schema: GraphQLSchema;
  readonly pools: Pools;
  /** Root fields to choose from. */
  readonly roots: readonly string[];
  /** Of what type. Default: a query. */
  readonly operation?: 'query' | 'mutation' | 'subscription';
  /** Root fields at once, at most. Default 3. */
  readonly most?: number;
  /** Levels of fields below the root. Default 5. */
  readonly depth?: number;
  /** Arguments that are never left out. */
  readonly always?: readonly string[];
  /** Fields of objects and inputs that are worth choosing; absent: all. */
  readonly may?: (type: string, field: string) => boolean;
}

export function generateOperation(r: Random, o: GenerateOptions): GeneratedOperation {
  const { operation = 'query' } = o;
  const maker = new Maker(r, o);
  const root = { query: o.schema.getQueryType(), mutation: o.schema.getMutationType(), subscription: o.schema.getSubscriptionType() };
  const body = maker.root(root[operation] as GraphQLObjectType);
  const variables = maker.inputs.declared.length > 0 ? `(${maker.inputs.declared.join(', ')})` : '';
  return { document: [`${operation} Q${variables} ${body}`, ...maker.fragments].join('\n'), variables: maker.inputs.variables };
}

class Maker {
  readonly inputs: Inputs;
  readonly fragments: string[] = [];
  readonly #r: Random;
  readonly #o: GenerateOptions;
  #aliases = 0;

  constructor(r: Random, o: GenerateOptions) {
    this.#r = r;
    this.#o = o;
    this.inputs = new Inputs(r, o.pools, o.may, o.always);
  }

  root(type: GraphQLObjectType): string {
    const { operation = 'query', depth = 5, roots, most = 3 } = this.#o;
    if (operation === 'query') return this.selection(type, depth, roots);
    // One after the other, or one alone: nothing of them is asked for twice.
    const fields = some(this.#r, roots, most).map((name) => type.getFields()[name] as GraphQLField<unknown, unknown>);
    return `{ ${fields.map((f) => this.#once(f, depth, this.#alias())).join(' ')} }`;
  }

  selection(type: GraphQLNamedType, depth: number, only?: readonly string[], aliased = false): string {
    return `{ ${this.#parts(type, depth, only, aliased).join(' ')} }`;
  }

  /** `aliased`: every field gets a name of its own. */
  #parts(type: GraphQLNamedType, depth: number, only?: readonly string[], aliased = false): string[] {
    const r = this.#r;
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    const { may, most = 3 } = this.#o;
    const open = fields.filter((f) =>
      only ? only.includes(f.name) : (depth > 0 || isLeafType(getNamedType(f.type))) && (may?.(type.name, f.name) ?? true),
    );
    const parts = open.length > 0 ? some(r, open, only ? most : 4).flatMap((f) => this.#field(f, depth, aliased)) : [];
    if (parts.length === 0 || chance(r, 15)) parts.push(`${chance(r, 30) ? this.#alias() : ''}__typename`);
    if (isAbstractType(type) && depth > 0)
      // One type's `ID!` and another's `ID` may not share a key.
      for (const possible of some(r, this.#o.schema.getPossibleTypes(type), 2))
        parts.push(`... on ${possible.name} ${this.selection(possible, depth - 1, undefined, true)}`);
    return parts.map((p) => this.#wrapped(type, p));
  }

  /** A field, once or twice under one key with the same arguments. */
  #field(f: GraphQLField<unknown, unknown>, depth: number, aliased: boolean): string[] {
    const args = this.#arguments(f);
    // Two selections of one field may only share a key if they share their arguments: a name of its own keeps others away.
    const alias = aliased || args !== '' || chance(this.#r, 20) ? this.#alias() : '';
    const once = (): string => this.#once(f, depth, alias, args);
    return chance(this.#r, 10) ? [once(), once()] : [once()];
  }

  #once(f: GraphQLField<unknown, unknown>, depth: number, alias: string, args: string = this.#arguments(f)): string {
    const type = getNamedType(f.type);
    return `${alias}${f.name}${args}${this.#directive()}${isCompositeType(type) ? ` ${this.selection(type, depth - 1)}` : ''}`;
  }

  #arguments(f: GraphQLField<unknown, unknown>): string {
    const args = f.args.flatMap((a) => {
      const value = this.inputs.argument(a.name, a.type, getNamedType(f.type).name);
      return value === null ? [] : [`${a.name}: ${value}`];
    });
    return args.length > 0 ? `(${args.join(', ')})` : '';
  }

  #alias(): string {
    this.#aliases += 1;
    const name = oneOf(this.#r, [
      'a',
      'constructor',
      'nodes',
      'toString',
      `a_name_that_is_longer_than_sixty_three_bytes_because_postgres_cuts_those`,
    ]);
    return `${name}${this.#aliases}: `;
  }

  #directive(): string {
    if (!chance(this.#r, 12)) return '';
    return ` @${oneOf(this.#r, ['include', 'skip'])}(if: ${this.inputs.flag()})`;
  }

  /** As it is, or in a fragment of either kind. */
  #wrapped(type: GraphQLNamedType, part: string): string {
    if (chance(this.#r, 10)) return `...${chance(this.#r, 50) ? ` on ${type.name}` : ''}${this.#directive()} { ${part} }`;
    if (!chance(this.#r, 8)) return part;
    const name = `F${this.fragments.length}`;
    this.fragments.push(`fragment ${name} on ${type.name} { ${part} }`);
    return `...${name}${this.#directive()}`;
  }
}
