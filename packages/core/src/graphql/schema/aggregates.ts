/** Numbers over groups: `customersAggregate(where, search, groupBy, first)`. */
import type { EntityDef, FieldDef } from '../../model/model.ts';
import { type Aggregate, aggregates } from '../../model/scalars.ts';
import { type Derivation, fieldsOf } from './derivation.ts';
import { describe, pascal, screaming } from './describe.ts';
import { filterType } from './filters.ts';
import type { FieldShape, InputShape } from './types.ts';
import { valueType } from './values.ts';

const part = { means: { kind: 'part' } } as const;

const groupableFields = (d: Derivation, entity: EntityDef): readonly FieldDef[] =>
  fieldsOf(d, entity).filter((f) => f.groupable && (f.column !== null || f.spec.kind === 'money'));
/** Money is grouped by its currency. */
const groupKey = (f: FieldDef): string => (f.spec.kind === 'money' ? `${f.name}Currency` : f.name);
const describeGroup = (f: FieldDef): string => (f.spec.kind === 'money' ? `${describe(f.label)}: its currency (币种)` : describe(f.label));
const isNumber = (f: FieldDef): boolean => f.spec.kind === 'money' || ['Int', 'Float', 'Decimal'].includes(f.scalar ?? '');
/** Numbers offer sums and the like where their field lists them; any value may be counted by its differences. */
const offering = (d: Derivation, entity: EntityDef, aggregate: Aggregate): readonly FieldDef[] =>
  fieldsOf(d, entity).filter((f) => f.spec.kind !== 'measure' && f.spec.options.aggregate?.includes(aggregate));

export function addDateBucket(d: Derivation): void {
  d.types.enum('DateBucket', 'How long a time one group spans; weeks begin on Monday.', {
    DAY: { description: 'A day.' },
    WEEK: { description: 'A week.' },
    MONTH: { description: 'A month.' },
    QUARTER: { description: 'A quarter.' },
    YEAR: { description: 'A year.' },
  });
}

export function aggregateArguments(d: Derivation, entity: EntityDef): Record<string, InputShape> {
  const canGroup = groupableFields(d, entity).length > 0 || entity.hasAttributes;
  return {
    where: { type: filterType(d, entity), description: 'Only records that fit.' },
    ...(entity.hasSearch && { search: { type: 'String', description: 'Only records that the words find.' } }),
    ...(canGroup && {
      groupBy: { type: `[${groupInput(d, entity)}!]`, description: 'A group for every combination of these; default: one group of all.' },
    }),
    first: { type: 'Int', description: 'How many groups, in order of their keys; default 100.' },
  };
}

function groupInput(d: Derivation, entity: EntityDef): string {
  const name = `${entity.name}GroupBy`;
  const fields = groupableFields(d, entity);
  return d.types.once(name, () => {
    const fieldEnum = `${entity.name}GroupField`;
    if (fields.length > 0)
      d.types.enum(
        fieldEnum,
        `What ${describe(entity.label)} can be grouped by.`,
        Object.fromEntries(fields.map((f) => [screaming(groupKey(f)), { value: f.name, description: describeGroup(f) }])),
      );
    d.types.input(name, 'One key of the groups: a field or an attribute.', () => ({
      ...(fields.length > 0 && { field: { type: fieldEnum, description: 'A field.' } }),
      ...(entity.hasAttributes && { attribute: { type: 'String', description: 'The key of a tenant-defined attribute.' } }),
      bucket: { type: 'DateBucket', description: 'For dates and times: grouped by spans of this length.' },
      zone: { type: 'String', description: "The IANA zone in which spans begin; default: the tenant's." },
    }));
  });
}

export function aggregateType(d: Derivation, entity: EntityDef): string {
  const name = `${entity.name}Aggregate`;
  return d.types.once(name, () =>
    d.types.object(name, `Numbers over a group: ${describe(entity.label)}.`, () => aggregateFields(d, entity, name)),
  );
}

function aggregateFields(d: Derivation, entity: EntityDef, name: string): Record<string, FieldShape> {
  const out: Record<string, FieldShape> = { count: { type: 'Int!', description: 'How many records.', ...part } };
  const groups = groupableFields(d, entity);
  if (groups.length > 0 || entity.hasAttributes)
    out['group'] = { type: groupType(d, entity, groups), description: 'What the records of the group have in common.', ...part };
  for (const aggregate of aggregates) {
    const fields = offering(d, entity, aggregate);
    if (fields.length > 0 || entity.hasAttributes)
      out[aggregate] = {
        type: numbersType(d, entity, name, aggregate, fields),
        description: `${pascal(aggregate)} of a field over the group.`,
        ...part,
      };
  }
  for (const field of fieldsOf(d, entity)) {
    if (field.spec.kind !== 'measure') continue;
    if (out[field.name])
      d.problems.push({
        code: 'RESERVED_NAME',
        plugins: [field.plugin],
        subject: `${entity.name}.${field.name}`,
        detail: 'the name means something else in aggregates',
      });
    else out[field.name] = { type: field.spec.type, description: describe(field.label), means: { kind: 'field', field } };
  }
  return out;
}

const attributeField = {
  type: 'JSON',
  description: 'A tenant-defined attribute.',
  args: { key: { type: 'String!', description: 'The attribute.' } },
  means: { kind: 'attributes' },
} as const;

function groupType(d: Derivation, entity: EntityDef, fields: readonly FieldDef[]): string {
  const name = `${entity.name}GroupKeys`;
  return d.types.once(name, () =>
    d.types.object(name, `What a group has in common: ${describe(entity.label)}. A field that is not grouped by is null.`, () => ({
      ...Object.fromEntries(
        fields.map((f) => [
          groupKey(f),
          {
            type: f.spec.kind === 'money' ? 'String' : valueType(d, f),
            description: describeGroup(f),
            means: { kind: 'field', field: f },
          },
        ]),
      ),
      ...(entity.hasAttributes && { attribute: attributeField }),
    })),
  );
}

function numbersType(d: Derivation, entity: EntityDef, of: string, aggregate: Aggregate, fields: readonly FieldDef[]): string {
  const name = `${of}${pascal(aggregate)}`;
  return d.types.once(name, () =>
    d.types.object(name, `${pascal(aggregate)} over a group: ${describe(entity.label)}.`, () => ({
      ...Object.fromEntries(
        fields.map((f) => [
          f.name,
          { type: numberType(d, f, aggregate), description: describe(f.label), means: { kind: 'field', field: f } },
        ]),
      ),
      ...(entity.hasAttributes && { attribute: attributeField }),
    })),
  );
}

/** Sums and averages are exact: Decimal. Least and greatest are what the field is; amounts of money come without their currency. */
function numberType(d: Derivation, field: FieldDef, aggregate: Aggregate): string {
  if (aggregate === 'countDistinct') return 'Int';
  const keeps = aggregate === 'min' || aggregate === 'max';
  if (field.spec.kind === 'money' || field.scalar === 'Money') return 'Decimal';
  if (keeps || !isNumber(field)) return valueType(d, field);
  return 'Decimal';
}
