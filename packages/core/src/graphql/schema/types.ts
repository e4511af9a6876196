/**
 * The types of the schema as they are derived: each named once, its fields written in GraphQL's own notation (`[Customer!]!`), handed to
 * the Pothos builder, which plugins also get for what cannot be derived.
 */
import SchemaBuilder from '@pothos/core';
import type { GraphQLFieldResolver, GraphQLScalarLiteralParser } from 'graphql';
import type { ApiContext } from '../context.ts';
import { type Meaning, meaningAsExtension } from './meaning.ts';
import { planned } from './planned.ts';

type Resolve = GraphQLFieldResolver<unknown, ApiContext>;

export interface InputShape {
  readonly type: string;
  readonly description: string;
  readonly deprecated?: string | undefined;
}
export interface FieldShape extends InputShape {
  readonly args?: Readonly<Record<string, InputShape>>;
  readonly means?: Meaning;
  /** Default: the value that the plan read for the field's response key. */
  readonly resolve?: Resolve;
}
interface ScalarShape {
  readonly description: string;
  readonly parse: (value: unknown) => unknown;
  readonly parseLiteral?: GraphQLScalarLiteralParser<unknown>;
}

/** As much of a Pothos builder as derived types need: theirs are typed by a fixed list of names, ours come from the model. */
interface DerivingBuilder {
  scalarType(name: string, o: object): void;
  enumType(name: string, o: object): void;
  objectType(name: string, o: object): void;
  interfaceType(name: string, o: object): void;
  inputType(name: string, o: object): void;
  queryType(o: object): void;
  mutationType(o: object): void;
  subscriptionType(o: object): void;
}
interface FieldBuilder {
  field(o: object): unknown;
  arg(o: object): unknown;
}

export type ApiBuilder = InstanceType<typeof SchemaBuilder<{ Context: ApiContext }>>;

const notation = /^(\[)?(\w+)(!)?(?:\](!)?)?$/;

/** `[Tag!]!` as Pothos wants it said. */
function outputType(type: string): object {
  const { name, list, itemRequired, required } = parts(type);
  return list ? { type: [name], nullable: { list: !required, items: !itemRequired } } : { type: name, nullable: !required };
}
function inputType(type: string): object {
  const { name, list, itemRequired, required } = parts(type);
  return list ? { type: [name], required: { list: required, items: itemRequired } } : { type: name, required };
}
function parts(type: string) {
  const match = notation.exec(type);
  if (!match) throw new RangeError(`"${type}" is no type`);
  const [, open, name, inner, outer] = match;
  const list = open !== undefined;
  return {
    name: name as string,
    list,
    itemRequired: list && inner !== undefined,
    required: list ? outer !== undefined : inner !== undefined,
  };
}

export class Types {
  readonly builder: ApiBuilder = new SchemaBuilder<{ Context: ApiContext }>({});
  readonly #deriving = this.builder as unknown as DerivingBuilder;
  readonly #made = new Set<string>();
  readonly #ofModel = new Set<string>();
  readonly #declared = new Map<string, object>();
  /** Names that two things want. */
  readonly clashes = new Set<string>();

  /** Reserves the name of a type of the model: no derived type may have it. */
  reserve(name: string): void {
    if (this.#ofModel.has(name)) this.clashes.add(name);
    this.#ofModel.add(name);
  }

  /** Makes a type of the model when it is first needed, and answers its name. */
  ofModel(name: string, make: () => void): string {
    if (!this.#made.has(name)) {
      this.#made.add(name);
      make();
    }
    return name;
  }

  /** The same for a type that is derived, such as an entity's filter. */
  once(name: string, make: () => void): string {
    if (this.#ofModel.has(name)) this.clashes.add(name);
    return this.ofModel(name, make);
  }

  /** The same for a named structure that plugins declare: one name, one value. */
  declared(name: string, value: object, make: () => void): string {
    const known = this.#declared.get(name);
    if (known === undefined ? this.#made.has(name) : known !== value) this.clashes.add(name);
    this.#declared.set(name, known ?? value);
    return this.once(name, make);
  }

  scalar(name: string, o: ScalarShape): void {
    const { description, parse, parseLiteral } = o;
    this.#deriving.scalarType(name, {
      description,
      serialize: (v: unknown) => v,
      parseValue: parse,
      ...(parseLiteral && { parseLiteral }),
    });
  }

  enum(
    name: string,
    description: string,
    values: Readonly<Record<string, { readonly description: string; readonly value?: string }>>,
  ): void {
    this.#deriving.enumType(name, { description, values });
  }

  object(name: string, description: string, fields: () => Readonly<Record<string, FieldShape>>, interfaces: readonly string[] = []): void {
    this.#deriving.objectType(name, { description, interfaces, fields: (b: FieldBuilder) => outputs(b, fields()) });
  }

  interface(
    name: string,
    description: string,
    resolveType: (value: unknown) => string,
    fields: () => Readonly<Record<string, FieldShape>>,
    interfaces: readonly string[] = [],
  ): void {
    this.#deriving.interfaceType(name, { description, resolveType, interfaces, fields: (b: FieldBuilder) => outputs(b, fields()) });
  }

  input(name: string, description: string, fields: () => Readonly<Record<string, InputShape>>, o: { readonly oneOf?: boolean } = {}): void {
    this.#deriving.inputType(name, {
      description,
      isOneOf: o.oneOf ?? false,
      fields: (b: FieldBuilder) => inputs((x) => b.field(x), fields()),
    });
  }

  roots(
    query: Readonly<Record<string, FieldShape>>,
    mutation: Readonly<Record<string, FieldShape>>,
    subscription: Readonly<Record<string, FieldShape>>,
  ): void {
    this.#deriving.queryType({ description: 'Everything that can be read.', fields: (b: FieldBuilder) => outputs(b, query) });
    if (Object.keys(mutation).length > 0) {
      this.#deriving.mutationType({ description: 'Everything that can be done.', fields: (b: FieldBuilder) => outputs(b, mutation) });
    }
    this.#deriving.subscriptionType({
      description: 'Everything that can be heard.',
      fields: (b: FieldBuilder) => outputs(b, subscription),
    });
  }
}

function outputs(builder: FieldBuilder, fields: Readonly<Record<string, FieldShape>>): Record<string, unknown> {
  return mapped(fields, (f) =>
    builder.field({
      ...outputType(f.type),
      description: f.description,
      ...(f.deprecated !== undefined && { deprecationReason: f.deprecated }),
      ...(f.args && { args: inputs((x) => builder.arg(x), f.args) }),
      ...(f.means && { extensions: meaningAsExtension(f.means) }),
      resolve: f.resolve ?? planned,
    }),
  );
}

function inputs(make: (o: object) => unknown, fields: Readonly<Record<string, InputShape>>): Record<string, unknown> {
  return mapped(fields, (f) =>
    make({ ...inputType(f.type), description: f.description, ...(f.deprecated !== undefined && { deprecationReason: f.deprecated }) }),
  );
}

const mapped = <A, B>(of: Readonly<Record<string, A>>, to: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(of).map(([k, v]) => [k, to(v)]));
