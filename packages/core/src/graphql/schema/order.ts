/** `orderBy`: one key each, over columns, attributes, and columns of to-one relations. */
import type { EntityDef } from '../../model/model.ts';
import { type Derivation, fieldsOf, isSortable, targetOf } from './derivation.ts';
import { deprecationOf, describe } from './describe.ts';
import type { InputShape } from './types.ts';

export function addOrderDirection(d: Derivation): void {
  d.types.enum('OrderDirection', 'Which way a list is ordered.', {
    ASC: { description: 'Smallest first; without a value last.' },
    DESC: { description: 'Largest first; without a value first.' },
  });
}

export function orderType(d: Derivation, entity: EntityDef): string {
  const name = `${entity.name}Order`;
  return d.types.once(name, () =>
    d.types.input(name, `One key of the order of ${describe(entity.label)}.`, () => orderFields(d, entity), { oneOf: true }),
  );
}

function orderFields(d: Derivation, entity: EntityDef): Record<string, InputShape> {
  const out: Record<string, InputShape> = {};
  for (const field of fieldsOf(d, entity)) {
    if (!isSortable(field)) continue;
    const target = targetOf(d, field);
    const type = target ? orderType(d, target) : field.spec.kind === 'money' ? moneyOrder(d) : 'OrderDirection';
    if (field.name === 'attribute')
      d.problems.push({
        code: 'RESERVED_NAME',
        plugins: [field.plugin],
        subject: `${entity.name}.${field.name}`,
        detail: 'the name means something else in orders; rename the field, or say sort: false',
      });
    else out[field.name] = { type, description: describe(field.label), deprecated: deprecationOf(field) };
  }
  if (entity.hasAttributes) out['attribute'] = { type: attributeOrder(d), description: 'A tenant-defined attribute.' };
  return out;
}

function moneyOrder(d: Derivation): string {
  return d.types.once('MoneyOrder', () =>
    d.types.input(
      'MoneyOrder',
      'By amount or by currency. Amounts of several currencies are not converted: order by currency first.',
      () => ({
        amount: { type: 'OrderDirection', description: 'The amount.' },
        currency: { type: 'OrderDirection', description: 'ISO 4217.' },
      }),
      { oneOf: true },
    ),
  );
}

function attributeOrder(d: Derivation): string {
  return d.types.once('AttributeOrder', () =>
    d.types.input('AttributeOrder', 'A tenant-defined attribute as a key of an order.', () => ({
      key: { type: 'String!', description: 'The attribute.' },
      direction: { type: 'OrderDirection!', description: 'Which way.' },
    })),
  );
}
