import { type GraphQLObjectType, isObjectType, isScalarType, printType, validateSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { enumType } from '../../model/enums.ts';
import { t } from '../../model/input.ts';
import { label } from '../../model/label.ts';
import type { QueryDefinition } from '../../write/declarations.ts';
import { bound, built, Guest, narrowedTo, occupancy, registry } from '../hotel.fixture.ts';
import { buildSchema, checkSchema, printSdl } from './build.ts';

const source = { model: built.model, registry };
const schema = buildSchema(source);
/** A type without its descriptions. */
const sdl = (name: string, of = schema): string => {
  const type = of.getType(name);
  return type
    ? printType(type)
        .replace(/^\s*"""(?:[^"]|"(?!""))*"""\n/gm, '')
        .replace(/\n\n+/g, '\n')
    : '';
};

describe('the derived schema', () => {
  test('is valid, complete and the same text every time', () => {
    expect(built.problems).toEqual([]);
    const checked = checkSchema(source);
    expect(checked.problems).toEqual([]);
    expect(checked.schema && printSdl(checked.schema)).toBe(printSdl(schema));
    expect(validateSchema(schema)).toEqual([]);
    expect(printSdl(schema)).toBe(printSdl(buildSchema(source)));
  });

  test('says of everything what it is, with the Chinese term', () => {
    const bare = Object.values(schema.getTypeMap()).filter(
      (type) => !type.name.startsWith('__') && !['String', 'Int', 'Boolean', 'ID', 'Float'].includes(type.name),
    );
    expect(bare.filter((type) => !type.description).map((type) => type.name)).toEqual([]);
    const fields = bare.filter(isObjectType).flatMap((type) => Object.values(type.getFields()).map((f) => [type.name, f] as const));
    expect(fields.filter(([, f]) => !f.description).map(([type, f]) => `${type}.${f.name}`)).toEqual([]);
    expect((schema.getType('Guest') as GraphQLObjectType).getFields()['kind']?.description).toBe('Kind (类型)');
  });

  test('promises values only for NOT NULL columns that nothing guards', () => {
    expect(sdl('Guest')).toContain('  name: String!\n');
    expect(sdl('Guest')).toContain('  secret: String @deprecated(reason: "Use attributes. (since 2026-01-01)")\n');
    expect(sdl('Guest')).toContain('  owner: Staff\n');
    expect(sdl('Stay')).toMatch(/^type Stay implements Node & Happening \{/);
    expect(sdl('Happening')).toBe('interface Happening implements Node {\n  id: ID!\n  at: DateTime!\n  title: String\n  guestId: ID\n}');
  });

  test('derives filters, orders and groups from fields, those that other plugins add too', () => {
    expect(sdl('GuestFilter')).toContain('  stays: StayListFilter\n');
    expect(sdl('GuestFilter')).toContain('  budget: MoneyFilter\n');
    expect(sdl('GuestFilter')).not.toContain('greeting');
    expect(sdl('StayOrder')).toMatch(/^input StayOrder @oneOf \{[^}]*guest: GuestOrder/);
    expect(sdl('GuestRole')).toBe('enum GuestRole {\n  REGULAR\n  RESIDENT\n}');
    expect(sdl('StayAggregate')).toContain('  longest: Int');
  });

  test('derives mutations from commands', () => {
    expect(sdl('BookStayInput')).toBe(
      'input BookStayInput {\n  guest: ID!\n  period: PeriodInput!\n  room: RoomChoiceInput!\n  wishes: [String!]\n  price: MoneyInput\n  changes: BookStayChanges\n  expectedVersion: Int\n}',
    );
    expect(sdl('RoomChoiceInput')).toBe('input RoomChoiceInput @oneOf {\n  named: String\n  floor: Int\n}');
    expect(sdl('BookStayChanges')).toBe('input BookStayChanges {\n  name: String\n  kind: GuestKind\n  born: Date\n  attributes: JSON\n}');
    expect(sdl('BookStayPayload')).toBe('type BookStayPayload {\n  stay: Stay\n  nights: Int\n  userErrors: [UserError!]!\n}');
  });

  test("an extension of a command is an input of its plugin's name, all optional", () => {
    const extended = {
      ...bound,
      extensions: [{ kind: 'extend' as const, plugin: 'crm', command: null as never, input: { score: t.int() }, run: async () => {} }],
    };
    const of = buildSchema({ model: built.model, registry: { ...registry, commands: new Map([['bookStay', extended]]) } });
    expect(sdl('BookStayInput', of)).toContain('  crm: BookStayCrmInput\n');
    expect(sdl('BookStayCrmInput', of)).toBe('input BookStayCrmInput {\n  score: Int\n}');
  });

  test('G11: what a disabled plugin gives is not there, but its enum values stay readable', () => {
    const without = buildSchema(narrowedTo(new Set(['crm'])), source);
    expect(without.getType('Stay')).toBeUndefined();
    expect(Object.keys(without.getMutationType()?.getFields() ?? {})).toEqual(['applyChanges']);
    expect(sdl('Guest', without)).not.toContain('stays');
    expect(sdl('GuestRole', without)).toContain('RESIDENT');
    expect(without.getType('Happening')).toBeUndefined();
  });
});

describe('scalars', () => {
  const parse = (name: string) => {
    const type = schema.getType(name);
    if (!isScalarType(type)) throw new Error(name);
    return (v: unknown) => type.parseValue(v);
  };
  test.each([
    ['DateTime', '2026-03-01T09:30:00+08:00', '2026-03-01T09:30:00'],
    ['DateTime', '2026-03-01T09:30Z', '2026-02-30T09:30:00Z'],
    ['DateTime', '0001-01-01T00:00:00Z', '0000-01-01T00:00:00Z'],
    ['Date', '2024-02-29', '2026-02-29'],
    ['Date', '2026-03-01', '2026-3-1'],
    ['Decimal', '1250.5000', '0.00001'],
    ['Decimal', 12, 0.5],
    ['Decimal', '-1', '1e3'],
    ['Duration', 'PT72H', '72h'],
  ])('%s takes %s and refuses %s', (name, good, bad) => {
    expect(parse(name)(good)).toBe(String(good));
    expect(() => parse(name)(bad)).toThrow(new RegExp(`^${name} must be`));
  });
});

describe('what cannot be said in GraphQL is a problem of the boot', () => {
  const withInput = (input: Record<string, z.ZodType>) =>
    checkSchema({
      model: built.model,
      registry: { ...registry, commands: new Map([['bookStay', { ...bound, definition: { ...bound.definition, input } }]]) },
    }).problems;
  test.each([
    ['a record', z.record(z.string(), z.string())],
    ['a transform', z.string().transform((s) => s.length)],
    ['a date', z.date()],
    ['a bigint', z.bigint()],
    ['a union without a name', z.union([z.string(), z.boolean()])],
    ['a list of lists', z.array(z.array(z.string()))],
    ['an integer of 64 bits', z.int()],
  ])('%s', (_what, schema) => {
    expect(withInput({ x: schema })).toMatchObject([{ code: 'INPUT_TYPE', plugins: ['hotels'], subject: 'bookStay.input.x' }]);
  });

  test('enum values that are no names', () => {
    expect(withInput({ x: t.enum(enumType('Section', { A: label('A', '甲'), '2B': label('2B', '乙') })) })).toMatchObject([
      { code: 'ENUM_VALUE', subject: 'Section.2B' },
    ]);
  });

  test('two structures of one name', () => {
    expect(withInput({ a: t.object('Pair', { x: t.int() }), b: t.object('Pair', { y: t.int() }) })).toMatchObject([
      { code: 'DUPLICATE_TYPE', subject: 'PairInput' },
    ]);
  });

  test('names that stand for something else', () => {
    const list = { ...[...registry.lists.values()][0], input: { first: t.id(Guest) } } as never;
    expect(checkSchema({ model: built.model, registry: { ...registry, lists: new Map([['longStays', list]]) } }).problems).toMatchObject([
      { code: 'RESERVED_NAME', subject: 'longStays.first' },
    ]);
    const query: QueryDefinition = { ...occupancy, name: 'guests' };
    expect(checkSchema({ model: built.model, registry: { ...registry, queries: new Map([['guests', query]]) } }).problems).toMatchObject([
      { code: 'DUPLICATE_ROOT_FIELD', subject: 'guests' },
    ]);
  });
});
