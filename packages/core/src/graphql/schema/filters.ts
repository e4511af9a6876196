/** `where`: an input for every entity over its columns, attributes and relations, those of other plugins too. */
import type { EntityDef, FieldDef } from '../../model/model.ts';
import { type Derivation, fieldsOf, isFilterable, isToMany, targetOf } from './derivation.ts';
import { deprecationOf, describe } from './describe.ts';
import type { InputShape } from './types.ts';
import { valueType } from './values.ts';

const reserved = new Set(['and', 'or', 'not', 'attributes']);

export function filterType(d: Derivation, entity: EntityDef): string {
  const name = `${entity.name}Filter`;
  return d.types.once(name, () =>
    d.types.input(name, `Which records of ${describe(entity.label)}; all that is said must hold.`, () => filterFields(d, entity, name)),
  );
}

function filterFields(d: Derivation, entity: EntityDef, name: string): Record<string, InputShape> {
  const out: Record<string, InputShape> = {
    and: { type: `[${name}!]`, description: 'All of these hold.' },
    or: { type: `[${name}!]`, description: 'One of these holds.' },
    not: { type: name, description: 'This does not hold.' },
  };
  for (const field of fieldsOf(d, entity)) {
    const type = isFilterable(field) ? typeOfFilter(d, field) : null;
    if (type === null) continue;
    if (reserved.has(field.name))
      d.problems.push({
        code: 'RESERVED_NAME',
        plugins: [field.plugin],
        subject: `${entity.name}.${field.name}`,
        detail: 'the name means something else in filters; rename the field, or say filter: false',
      });
    else out[field.name] = { type, description: describe(field.label), deprecated: deprecationOf(field) };
  }
  if (entity.hasAttributes)
    out['attributes'] = { type: `[${attributeFilter(d)}!]`, description: 'Tenant-defined attributes; all of these hold.' };
  return out;
}

function typeOfFilter(d: Derivation, field: FieldDef): string | null {
  const target = targetOf(d, field);
  if (target) return isToMany(field) ? manyFilter(d, target) : filterType(d, target);
  if (field.spec.kind === 'money' || field.scalar === 'Money') return moneyFilter(d);
  if (field.scalar === null || field.spec.kind === 'measure') return null;
  return field.column?.array ? listFilter(d, valueType(d, field)) : scalarFilter(d, valueType(d, field));
}

function manyFilter(d: Derivation, target: EntityDef): string {
  const name = `${target.name}ListFilter`;
  return d.types.once(name, () =>
    d.types.input(name, `What holds of a list: ${describe(target.label)}. Records you may not see do not count.`, () => {
      const type = filterType(d, target);
      return {
        some: { type, description: 'At least one fits.' },
        none: { type, description: 'None fits.' },
        every: { type, description: 'All fit, or there are none.' },
      };
    }),
  );
}

const descriptions: Readonly<Record<string, string>> = {
  eq: 'Is this; null: has no value.',
  ne: 'Is not this, or has no value; null: has a value.',
  in: 'Is one of these.',
  notIn: 'Is none of these.',
  lt: 'Is less.',
  lte: 'Is less or equal.',
  gt: 'Is more.',
  gte: 'Is more or equal.',
  isNull: 'Has no value (true) or has one (false).',
  contains: 'Has this text in it, in any case.',
  startsWith: 'Begins with this text, in any case.',
  endsWith: 'Ends with this text, in any case.',
  has: 'Holds this.',
  hasAny: 'Holds one of these.',
  hasAll: 'Holds all of these.',
  isEmpty: 'Holds nothing (true) or something (false).',
};
const listOperators = new Set(['in', 'notIn', 'hasAny', 'hasAll']);
const flagOperators = new Set(['isNull', 'isEmpty']);

const sameness = ['eq', 'ne', 'in', 'notIn'];
const order = ['lt', 'lte', 'gt', 'gte'];
const text = ['contains', 'startsWith', 'endsWith'];
const membership = ['has', 'hasAny', 'hasAll', 'isEmpty'];
const operatorsOf: Readonly<Record<string, readonly string[]>> = {
  ID: [...sameness, 'isNull'],
  Boolean: ['eq', 'ne', 'isNull'],
  JSON: ['isNull'],
  String: [...sameness, ...order, ...text, 'isNull'],
};
const ordered = new Set(['Int', 'Float', 'Decimal', 'DateTime', 'Date']);

function operators(type: string, names: readonly string[]): Record<string, InputShape> {
  const typeOf = (op: string): string => (flagOperators.has(op) ? 'Boolean' : listOperators.has(op) ? `[${type}!]` : type);
  return Object.fromEntries(names.map((op) => [op, { type: typeOf(op), description: descriptions[op] ?? op }]));
}

/** Enums compare as ids do: they have no order. */
function scalarFilter(d: Derivation, type: string): string {
  const name = `${type}Filter`;
  const names = operatorsOf[type] ?? (ordered.has(type) ? [...sameness, ...order, 'isNull'] : [...sameness, 'isNull']);
  return d.types.once(name, () => d.types.input(name, `What holds of a value of type ${type}.`, () => operators(type, names)));
}

function listFilter(d: Derivation, type: string): string {
  const name = `${type}ValuesFilter`;
  return d.types.once(name, () =>
    d.types.input(name, `What holds of several values of type ${type}.`, () => operators(type, [...membership, 'isNull'])),
  );
}

function moneyFilter(d: Derivation): string {
  return d.types.once('MoneyFilter', () =>
    d.types.input('MoneyFilter', 'What holds of an amount and its currency.', () => ({
      amount: { type: scalarFilter(d, 'Decimal'), description: 'The amount.' },
      currency: { type: scalarFilter(d, 'String'), description: 'ISO 4217.' },
    })),
  );
}

/** Values are JSON, as the attribute's type has them: the schema does not know the tenant's attributes. */
function attributeFilter(d: Derivation): string {
  return d.types.once('AttributeFilter', () =>
    d.types.input('AttributeFilter', 'What holds of a tenant-defined attribute.', () => ({
      key: { type: 'String!', description: 'The attribute.' },
      ...operators('JSON', [...sameness, ...order, ...text, ...membership, 'isNull']),
    })),
  );
}
