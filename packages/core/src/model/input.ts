/**
 * `t`: the kit for inputs and outputs of commands, queries and events. Each is a zod schema of the value *as code sees it* (a UUID, a
 * Date, a Decimal) and knows its GraphQL type; what comes over a wire is decoded before it is checked (`wire.ts`).
 */
import { z } from 'zod';
import type { AnyEntity, Entity, IdOf } from './entity.ts';
import type { EnumType, ValueOf } from './enums.ts';
import { isCurrency, isEmail, isLanguage, isUrl, isZone } from './formats.ts';
import { type Id, isUuid } from './ids.ts';
import { type Decimal, type Instant, isDecimal, type Money } from './scalars.ts';

export type Fields = Readonly<Record<string, z.ZodType>>;
export type OutputOf<F extends Fields> = z.output<z.ZodObject<F>>;

/** What a schema made by `t` is on the API. Plain zod objects, arrays, optionals and nullables are walked through. */
export type InputKind =
  | {
      readonly kind: 'scalar';
      readonly type: 'String' | 'Int' | 'Float' | 'Boolean' | 'Decimal' | 'DateTime' | 'Date' | 'Duration' | 'JSON';
    }
  | { readonly kind: 'money' }
  | { readonly kind: 'id'; readonly entity: string; readonly lock: boolean; readonly subject: boolean }
  | { readonly kind: 'ref'; readonly entity: string }
  | { readonly kind: 'file'; readonly types: readonly string[]; readonly maxBytes: number }
  | { readonly kind: 'enum'; readonly of: EnumType }
  | { readonly kind: 'object'; readonly name: string }
  | { readonly kind: 'oneOf'; readonly name: string; readonly members: Fields }
  | { readonly kind: 'patch'; readonly entity: string; readonly keys: readonly string[] }
  | { readonly kind: 'attributes'; readonly entity: string };

const kinds = new WeakMap<z.ZodType, InputKind>();
const secrets = new WeakSet<z.ZodType>();
/** The API kind of a schema made by `t`, null for one that is not. */
export const inputKindOf = (schema: z.ZodType): InputKind | null => kinds.get(schema) ?? null;

/** An output as it may be kept: what is told once is left out of it. */
export function withoutSecrets(fields: Fields, output: unknown): unknown {
  const told = Object.keys(fields).filter((key) => secrets.has(fields[key] as z.ZodType));
  if (told.length === 0 || typeof output !== 'object' || output === null) return output;
  return { ...output, ...Object.fromEntries(told.filter((key) => key in output).map((key) => [key, ''])) };
}

function of<S extends z.ZodType>(kind: InputKind, schema: S): S {
  kinds.set(schema, kind);
  return schema;
}
type Schema<Out> = z.ZodType<Out, Out>;
const formatted = (is: (text: string) => boolean, message: string): Schema<string> =>
  of(
    { kind: 'scalar', type: 'String' },
    z
      .string()
      .max(500)
      .refine((v) => isCleanText(v) && is(v), message),
  );
const custom = <Out>(check: (value: unknown) => boolean, message: string): Schema<Out> => z.custom<Out>(check, message) as Schema<Out>;

const dateText = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const isDate = (v: unknown): boolean => typeof v === 'string' && dateText.test(v) && new Date(`${v}T00:00:00Z`).toISOString().startsWith(v);
const durationText = /^-?P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/;
/** What text of an input must not contain: Postgres cannot hold U+0000, nor JSON a lone surrogate. */
export const isCleanText = (v: string): boolean => !v.includes('\u0000') && v.isWellFormed();

export const t = {
  /** Text that is not blank, trimmed of nothing, at most `max` characters (default 10,000). */
  text: (max = 10_000): Schema<string> =>
    of(
      { kind: 'scalar', type: 'String' },
      z
        .string()
        .min(1)
        .max(max)
        .refine((v) => v.trim() !== '' && isCleanText(v), 'must not be blank'),
    ),
  /**
   * Text of an output that is told once: nothing keeps it, so that a command that is repeated by its key answers an empty text in its place.
   */
  secret: (max = 1_000): Schema<string> => {
    const schema: Schema<string> = of({ kind: 'scalar', type: 'String' }, z.string().max(max));
    secrets.add(schema);
    return schema;
  },
  email: (): Schema<string> => formatted(isEmail, 'is no e-mail address'),
  /** `http` or `https`. */
  url: (): Schema<string> => formatted(isUrl, 'is no web address'),
  /** An IANA zone, such as `Asia/Shanghai`. */
  zone: (): Schema<string> => formatted(isZone, 'is no time zone'),
  currency: (): Schema<string> => formatted(isCurrency, 'is no ISO 4217 currency'),
  /** A BCP 47 tag, such as `zh-CN`. */
  language: (): Schema<string> => formatted(isLanguage, 'is no language tag'),
  int: (o: { readonly min?: number; readonly max?: number } = {}): Schema<number> =>
    of(
      { kind: 'scalar', type: 'Int' },
      z
        .int32()
        .min(o.min ?? -2_147_483_648)
        .max(o.max ?? 2_147_483_647),
    ),
  bool: (): Schema<boolean> => of({ kind: 'scalar', type: 'Boolean' }, z.boolean()),
  decimal: (): Schema<Decimal> =>
    of(
      { kind: 'scalar', type: 'Decimal' },
      custom<Decimal>((v) => typeof v === 'string' && isDecimal(v), 'is no decimal of at most 15 digits and 4 places'),
    ),
  money: (): Schema<Money> =>
    of(
      { kind: 'money' },
      z.object({ amount: t.decimal(), currency: z.string().refine(isCurrency, 'is no ISO 4217 currency') }),
    ) as unknown as Schema<Money>,
  instant: (): Schema<Instant> =>
    of(
      { kind: 'scalar', type: 'DateTime' },
      custom<Instant>((v) => v instanceof Date && !Number.isNaN(v.getTime()), 'is no instant'),
    ),
  /** `YYYY-MM-DD`. */
  date: (): Schema<string> => of({ kind: 'scalar', type: 'Date' }, custom<string>(isDate, 'is no date')),
  /** ISO 8601, such as `PT72H`. */
  duration: (): Schema<string> =>
    of(
      { kind: 'scalar', type: 'Duration' },
      custom<string>((v) => typeof v === 'string' && durationText.test(v), 'is no ISO 8601 duration'),
    ),
  json: (): Schema<unknown> =>
    of(
      { kind: 'scalar', type: 'JSON' },
      custom<unknown>((v) => v !== undefined, 'is required'),
    ),
  /** A file already uploaded, by its id. */
  file: (o: { readonly types: readonly string[]; readonly maxBytes: number }): Schema<Id<'File'>> =>
    of(
      { kind: 'file', ...o },
      custom<Id<'File'>>((v) => typeof v === 'string' && isUuid(v), 'is no file id'),
    ),
  /** A record's id, in an input: checked to be visible before the command runs. `subject` adds `expectedVersion`, `lock` locks it. */
  id: <E extends AnyEntity>(entity: Entity<E>, o: { readonly lock?: boolean; readonly subject?: boolean } = {}): Schema<IdOf<E>> =>
    of(
      { kind: 'id', entity: entity.name, lock: o.lock ?? false, subject: o.subject ?? false },
      custom<IdOf<E>>((v) => typeof v === 'string' && isUuid(v), `is no ${entity.name} id`),
    ),
  /** A record, in an output: code returns its id, the caller selects the entity. */
  ref: <E extends AnyEntity>(entity: Entity<E>): Schema<IdOf<E>> =>
    of(
      { kind: 'ref', entity: entity.name },
      custom<IdOf<E>>((v) => typeof v === 'string' && isUuid(v), `is no ${entity.name} id`),
    ),
  enum: <E extends EnumType>(e: E): Schema<ValueOf<E>> =>
    of(
      { kind: 'enum', of: e },
      custom<ValueOf<E>>((v) => typeof v === 'string' && (e.open || Object.hasOwn(e.values, v)), `is no ${e.name}`),
    ),
  list: <S extends z.ZodType>(item: S, o: { readonly min?: number; readonly max?: number } = {}): z.ZodArray<S> =>
    z
      .array(item)
      .min(o.min ?? 0)
      .max(o.max ?? 1000),
  optional: <S extends z.ZodType>(schema: S): z.ZodOptional<S> => z.optional(schema),
  nullable: <S extends z.ZodType>(schema: S): z.ZodNullable<S> => z.nullable(schema),
  /** A named structure. One name, one value. */
  object: <const N extends string, F extends Fields>(name: N, fields: F): z.ZodObject<F> =>
    of({ kind: 'object', name }, z.strictObject(fields)) as unknown as z.ZodObject<F>,
  /** Exactly one of its members: `@oneOf` on the API, `{ kind, value }` in code. */
  oneOf: <const N extends string, F extends Fields>(
    name: N,
    members: F,
  ): Schema<{ [K in keyof F & string]: { readonly kind: K; readonly value: z.output<F[K]> } }[keyof F & string]> =>
    of(
      { kind: 'oneOf', name, members },
      z.discriminatedUnion('kind', Object.entries(members).map(([k, v]) => z.object({ kind: z.literal(k), value: v })) as never) as never,
    ),
  /** Some columns of an entity: absent leaves, null clears (refused where the column is NOT NULL). Checked as the entity's fields are. */
  patch: <E extends AnyEntity, const K extends keyof E['insert'] & string>(
    entity: Entity<E>,
    keys: readonly K[],
  ): Schema<Partial<Pick<E['insert'], K>>> => of({ kind: 'patch', entity: entity.name, keys }, z.looseObject({})) as never,
  /** Tenant-defined attributes by key; checked against the tenant's definitions. */
  attributes: <E extends AnyEntity>(entity: Entity<E>): Schema<Readonly<Record<string, unknown>>> =>
    of({ kind: 'attributes', entity: entity.name }, z.record(z.string(), z.unknown())) as never,
};
