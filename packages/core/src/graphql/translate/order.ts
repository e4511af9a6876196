/** `orderBy` inputs into keys of an order. */
import type { EntityDef, FieldDef, Model } from '../../model/model.ts';
import type { Order } from '../../read/selection.ts';
import type { Given, Reader } from './reader.ts';

export function orderOf(model: Model, reader: Reader, entity: EntityDef, given: Given | undefined): readonly Order[] {
  if (!given || reader.state(given) === 'null') return [];
  return reader.items(given).flatMap((g) => keyOf(model, reader, entity, [], g));
}

/** `@oneOf` lets exactly one field through, which is not null. */
function keyOf(model: Model, reader: Reader, entity: EntityDef, through: readonly FieldDef[], given: Given): readonly Order[] {
  return reader.fields(given).flatMap(([name, g]): readonly Order[] => {
    if (name === 'attribute' && entity.hasAttributes) return [attributeKey(reader, through, g)];
    const field = entity.fields.get(name);
    if (!field) return [];
    if (field.spec.kind === 'one') {
      const target = model.entities.get(field.spec.target.name);
      return target ? keyOf(model, reader, target, [...through, field], g) : [];
    }
    if (field.scalar === 'Money' && field.spec.kind === 'money') {
      return reader
        .fields(g)
        .map(([part, d]) => ({ through, field, part: part as 'amount' | 'currency', attribute: null, direction: directionOf(reader, d) }));
    }
    return [{ through, field, attribute: null, direction: directionOf(reader, g) }];
  });
}

function attributeKey(reader: Reader, through: readonly FieldDef[], given: Given): Order {
  reader.namesAttributes();
  const fields = new Map(reader.fields(given));
  const [key, direction] = [fields.get('key'), fields.get('direction')];
  return {
    through,
    field: null,
    attribute: String(key && reader.plain(key)),
    direction: direction ? directionOf(reader, direction) : 'ASC',
  };
}

const directionOf = (reader: Reader, given: Given): Order['direction'] => (reader.plain(given) === 'DESC' ? 'DESC' : 'ASC');
