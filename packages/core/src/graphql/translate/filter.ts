/** `where` inputs into filters of the read path. */
import type { GuanxiError } from '../../errors.ts';
import { label } from '../../model/label.ts';
import type { EntityDef, FieldDef, Model } from '../../model/model.ts';
import { badInput } from '../../model/refusals.ts';
import type { Filter, Leaf, Operator } from '../../read/selection.ts';
import type { Given, Reader } from './reader.ts';

const whole = (value: unknown): Leaf => ({ value, path: null });

/** Null where nothing is said. */
export function filterOf(model: Model, reader: Reader, entity: EntityDef, given: Given | undefined): Filter | null {
  if (!given || reader.state(given) === 'null') return null;
  const said = reader.fields(given).map(([name, g]) => partOf(model, reader, entity, name, g));
  if (said.length === 0) return null;
  return said.length === 1 ? (said[0] as Filter) : { kind: 'and', items: said };
}

/** A filter that says nothing holds of everything. */
const required = (model: Model, reader: Reader, entity: EntityDef, given: Given): Filter =>
  filterOf(model, reader, entity, given) ?? { kind: 'and', items: [] };

function partOf(model: Model, reader: Reader, entity: EntityDef, name: string, given: Given): Filter {
  const field = entity.fields.get(name);
  // "Has no such record", or none that the caller may see. Anywhere else null is a slip: left out, it would widen the list silently.
  const isNull = reader.state(given) === 'null';
  if (isNull && field?.spec.kind !== 'one') throw misplacedNull(name);
  if (name === 'and' || name === 'or') return { kind: name, items: reader.items(given).map((g) => required(model, reader, entity, g)) };
  if (name === 'not') return { kind: 'not', item: required(model, reader, entity, given) };
  if (name === 'attributes') return { kind: 'and', items: reader.items(given).flatMap((g) => attributeFilters(reader, entity, g)) };
  if (!field) throw badInput(label(`${entity.name} has no field "${name}"`, `${entity.label.zh}没有字段“${name}”`));
  const { spec } = field;
  if (spec.kind === 'one') {
    const target = targetOf(model, field);
    return isNull
      ? { kind: 'not', item: { kind: 'is', field, filter: { kind: 'and', items: [] } } }
      : { kind: 'is', field, filter: required(model, reader, target, given) };
  }
  if (spec.kind === 'many' || spec.kind === 'through') {
    const target = targetOf(model, field);
    return all(
      reader
        .fields(given)
        .map(([quantor, g]) => ({ kind: quantor as 'some' | 'none' | 'every', field, filter: required(model, reader, target, g) })),
    );
  }
  if (field.scalar === 'Money') {
    return all(
      reader
        .fields(given)
        .flatMap(([part, g]) =>
          comparisons(reader, g, name).map((c): Filter => ({ kind: 'compare', field, part: part as 'amount' | 'currency', ...c })),
        ),
    );
  }
  return all(comparisons(reader, given, name).map((c): Filter => ({ kind: 'compare', field, ...c })));
}

const all = (items: readonly Filter[]): Filter => (items.length === 1 ? (items[0] as Filter) : { kind: 'and', items });

function attributeFilters(reader: Reader, entity: EntityDef, given: Given): readonly Filter[] {
  reader.namesAttributes();
  const key = reader.fields(given).find(([name]) => name === 'key');
  const attribute = String(key && reader.plain(key[1]));
  return comparisons(reader, given, attribute).map((c) => ({ kind: 'attribute', entity, attribute, ...c }));
}

interface Comparison {
  readonly op: Operator;
  readonly value: Leaf;
}

function comparisons(reader: Reader, given: Given, what: string): readonly Comparison[] {
  if (reader.state(given) === 'null') throw misplacedNull(what);
  return reader
    .fields(given)
    .filter(([op]) => op !== 'key')
    .map(([op, g]) => {
      if (reader.state(g) === 'value') return { op: op as Operator, value: reader.leaf(g) };
      if (op === 'eq') return { op: 'isNull', value: whole(true) };
      if (op === 'ne') return { op: 'isNull', value: whole(false) };
      throw misplacedNull(`${what}.${op}`);
    });
}

function targetOf(model: Model, field: FieldDef): EntityDef {
  const target = 'target' in field.spec ? model.entities.get(field.spec.target.name) : undefined;
  if (!target) throw badInput(label(`"${field.name}" leads to no installed entity`, `“${field.name}”指向的实体未安装`));
  return target;
}

const misplacedNull = (what: string): GuanxiError =>
  badInput(label(`"${what}" is null in a filter: leave it out, or say isNull`, `筛选条件中“${what}”为 null：请省略，或使用 isNull`), [
    'where',
    ...what.split('.'),
  ]);
