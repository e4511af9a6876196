/** Tenant-defined attributes on their way into a row: checked against the definitions, stored by definition id, copied into index slots. */
import type { AttributeDefinition } from '../model/attributes.ts';
import { type Label, label } from '../model/label.ts';
import type { EntityDef } from '../model/model.ts';
import { attributeValue } from './attribute-values.ts';
import type { Values } from './buffer.ts';
import type { Call } from './call.ts';
import { badInput } from './problems.ts';

type Definitions = ReadonlyMap<string, AttributeDefinition>;

/** `attrs` and slots of a new row: defaults where nothing was given, required ones there. */
export function newAttributes(call: Call, entity: EntityDef, given: Values): Values {
  const definitions = call.attributes.byKey(entity.name);
  const attrs: Record<string, unknown> = {};
  const defaults = [...definitions.values()].flatMap((d) =>
    d.retired || d.defaultValue === null || d.defaultValue === undefined ? [] : [[d.key, d.defaultValue] as const],
  );
  // A default is checked like what is given: it has to come into the same form.
  set(definitions, attrs, { ...Object.fromEntries(defaults), ...given });
  for (const d of definitions.values()) if (d.required && !d.retired && attrs[d.id] === undefined) throw required(d);
  return { attrs, ...slotsOf(entity, definitions, attrs) };
}

/** What a patch changes; null clears a value, an absent key leaves it. */
export function attributeChanges(call: Call, entity: EntityDef, stored: Values, given: Values): Values {
  const definitions = call.attributes.byKey(entity.name);
  const attrs: Record<string, unknown> = { ...stored };
  set(definitions, attrs, given);
  for (const key of Object.keys(given)) {
    const d = definitions.get(key);
    if (d?.required && attrs[d.id] === undefined) throw required(d);
  }
  return { attrs, ...slotsOf(entity, definitions, attrs) };
}

function set(definitions: Definitions, attrs: Record<string, unknown>, given: Values): void {
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const d = definitions.get(key);
    if (!d) throw problem(key, unknown(key));
    if (d.retired) throw problem(key, label(`attribute "${key}" is retired`, `属性“${key}”已停用`));
    if (value === null) {
      delete attrs[d.id];
      continue;
    }
    const checked = attributeValue(d, value);
    if ('problem' in checked) throw problem(key, checked.problem);
    attrs[d.id] = checked.value;
  }
}

const unknown = (key: string): Label =>
  key.includes('.')
    ? label(`there is no attribute "${key}"`, `没有属性“${key}”`)
    : label(
        `"${key}" is no attribute: their keys have a namespace, such as "sales.${key}"`,
        `“${key}”不是属性：属性键须带命名空间，如“sales.${key}”`,
      );
const problem = (key: string, text: Label) => badInput(text, ['attributes', key]);
const required = (d: AttributeDefinition) => problem(d.key, label(`${d.label.en} is required`, `${d.label.zh}必填`));

const slots = new WeakMap<EntityDef, readonly string[]>();
/** The entity's columns that hold a copy of an indexed attribute. */
export function slotKeys(entity: EntityDef): readonly string[] {
  const known = slots.get(entity);
  if (known) return known;
  const made = [...entity.columns.keys()].filter((key) => /^attr[TND]\d$/.test(key));
  slots.set(entity, made);
  return made;
}

/** Every slot of the entity, so that one whose value went is emptied. */
function slotsOf(entity: EntityDef, definitions: Definitions, attrs: Values): Values {
  const out: Record<string, unknown> = {};
  for (const key of slotKeys(entity)) out[key] = null;
  for (const d of definitions.values()) if (d.slot && !d.retired) out[d.slot] = slotValue(d, attrs[d.id]);
  return out;
}

/** As the column holds it: a day is its midnight in UTC, money its amount. */
function slotValue(d: AttributeDefinition, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (d.type === 'DATE') return new Date(`${String(value)}T00:00:00Z`);
  if (d.type === 'MONEY') return (value as { amount: string }).amount;
  return typeof value === 'boolean' ? String(value) : value;
}

/** Records that attributes of a row refer to. */
export function attributeReferences(
  call: Call,
  entity: EntityDef,
  row: Values,
): readonly { readonly key: string; readonly entity: string; readonly id: string }[] {
  const attrs = (row['attrs'] ?? {}) as Values;
  return [...call.attributes.byKey(entity.name).values()].flatMap((d) =>
    d.type === 'REFERENCE' && d.referenceEntity && typeof attrs[d.id] === 'string'
      ? [{ key: d.key, entity: d.referenceEntity, id: attrs[d.id] as string }]
      : [],
  );
}

/** What a row takes up in the table of unique attribute values. */
export function uniqueValues(
  call: Call,
  entity: EntityDef,
  row: Values | null,
): readonly { readonly definition: string; readonly value: string }[] {
  const attrs = (row?.['attrs'] ?? {}) as Values;
  return [...call.attributes.byKey(entity.name).values()].flatMap((d) => {
    const value = attrs[d.id];
    if (!d.unique || value === undefined) return [];
    return [{ definition: d.id, value: typeof value === 'string' ? value : JSON.stringify(value) }];
  });
}
