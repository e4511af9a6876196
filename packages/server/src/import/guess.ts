/**
 * A mapping guessed from the header's names, English and Chinese. It is shown before it is used: a guess that is nearly right is worse than
 * none.
 */
import { type GraphQLSchema, getNamedType } from 'graphql';
import type { Mapping, Source } from './mapping.ts';
import type { Noun } from './nouns.ts';
import { commandOf } from './plan.ts';
import { address, channels, customerOf, keys, synonyms } from './words.ts';

export interface Guess {
  readonly mapping: Mapping;
  /** Columns nothing was found for. */
  readonly unused: readonly string[];
  /** What still has to be said before the mapping can be used. */
  readonly missing: readonly string[];
}

const normal = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-./:：]+/g, '');

export function guessMapping(schema: GraphQLSchema, noun: Noun, header: readonly string[]): Guess {
  const { input, entity } = commandOf(schema, noun.into);
  const has = (key: string): boolean => Object.hasOwn(input.getFields(), key);
  const fields: Record<string, Source> = {};
  const open = new Set(header);
  const take = (target: string, names: readonly string[], more: Source = {}): boolean => {
    const wanted = names.map(normal);
    const column = [...open].find((name) => wanted.includes(normal(name)));
    if (column === undefined || target in fields) return false;
    fields[target] = { column, ...more };
    open.delete(column);
    return true;
  };

  const customer = has('customers') ? 'customers[0].customer' : 'customer';
  if (has(customer.split('[')[0] as string)) take(customer, customerOf, { find: { in: 'customers', by: 'code' } });
  for (const field of Object.values(input.getFields())) {
    const named = getNamedType(field.type);
    if (named.name === 'MoneyInput' && field.name === 'value') {
      take('value.amount', [...(synonyms['value.amount'] ?? [])]);
      take('value.currency', [...(synonyms['value.currency'] ?? [])]);
    }
    if (!('getFields' in named) && named.name !== 'ID' && named.name !== 'JSON')
      take(field.name, [field.name, ...labelsOf(entity, field.name), ...(synonyms[field.name] ?? [])]);
  }
  if (has('channels')) {
    let count = 0;
    for (const [kind, names] of channels) {
      if (!take(`channels[${count}].value`, names)) continue;
      fields[`channels[${count}].kind`] = { value: kind };
      count += 1;
    }
  }
  if (has('addresses')) for (const [part, names] of Object.entries(address)) take(`addresses[0].${part}`, names);
  Object.assign(fields, noun.fields);
  if (has('kind') && !fields['kind'] && noun.into === 'createCustomer') fields['kind'] = { value: 'ORGANISATION' };
  if (has('confirmNew')) fields['confirmNew'] = { value: true };
  if (has('sourcePlugin') && !fields['sourcePlugin']) fields['sourcePlugin'] = { value: 'import' };

  const key = keys.filter((k) => fields[k] && entity.filters.has(k)).slice(0, 1);
  const missing = Object.values(input.getFields()).filter(
    (f) => String(f.type).endsWith('!') && !Object.keys(fields).some((t) => t.split(/[.[]/)[0] === f.name),
  );
  return {
    mapping: { into: noun.into, key: key.length > 0 ? [...key, ...(fields['sourcePlugin'] ? ['sourcePlugin'] : [])] : [], fields },
    unused: [...open],
    missing: [...missing.map((f) => f.name), ...(key.length > 0 ? [] : ['key'])],
  };
}

/** `Registration number (注册号)` is how a field of the record is described. */
function labelsOf(entity: ReturnType<typeof commandOf>['entity'], field: string): readonly string[] {
  const described = /^(.*?)(?: \((.*)\))?$/su.exec(entity.type.getFields()[field]?.description ?? '');
  return [described?.[1], described?.[2]].filter((text) => text !== undefined);
}

/** One line a column, for whoever is asked whether the guess is right. */
export function guessText({ mapping, unused }: Guess): string {
  const lines = Object.entries(mapping.fields).map(
    ([target, s]) => `  ${s.column === undefined ? JSON.stringify(s.value) : `"${s.column}"`} → ${target}`,
  );
  return [
    `${mapping.into}, told apart by ${mapping.key.join(' and ') || '(nothing)'}:`,
    ...lines,
    ...(unused.length > 0 ? [`  not used: ${unused.join(', ')}`] : []),
  ].join('\n');
}
