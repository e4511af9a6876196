/** Places in a command's input: `channels[0].value`, read against the schema so that a mapping is refused before a row is read. */
import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLNamedInputType,
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { unusable } from './problems.ts';

export interface Target {
  readonly text: string;
  /** Keys and indexes; the rest of an attribute's key is one key, whatever dots it has. */
  readonly path: readonly (string | number)[];
  readonly type: GraphQLNamedInputType;
  /** The place takes several values. */
  readonly list: boolean;
  readonly attribute: boolean;
}

/** @throws BAD_INPUT naming the part that the input does not have */
export function readTarget(input: GraphQLInputObjectType, text: string): Target {
  const steps = stepsOf(text);
  const path: (string | number)[] = [];
  let type: GraphQLInputType = input;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] as string | number;
    const at = open(type);
    if (typeof step === 'number') {
      if (!isListType(at)) throw misses(text, String(step), 'is an index, but this is no list');
      type = at.ofType as GraphQLInputType;
      path.push(step);
      continue;
    }
    if (isListType(at)) throw misses(text, step, 'is within a list: say which item, such as [0]');
    const named = getNamedType(at);
    if (named.name === 'JSON') return { text, path: [...path, steps.slice(i).join('.')], type: named, list: false, attribute: true };
    if (!isInputObjectType(named)) throw misses(text, step, `is not there: ${named.name} has no parts`);
    const field = named.getFields()[step];
    if (!field) throw misses(text, step, `is not there; ${named.name} has ${Object.keys(named.getFields()).join(', ')}`);
    type = field.type;
    path.push(step);
  }
  const end = open(type);
  const named = getNamedType(end);
  if (isInputObjectType(named)) throw misses(text, named.name, `has parts: name one of ${Object.keys(named.getFields()).join(', ')}`);
  return { text, path, type: named, list: isListType(end), attribute: false };
}

const open = (type: GraphQLInputType): GraphQLInputType => (isNonNullType(type) ? (type.ofType as GraphQLInputType) : type);

function stepsOf(text: string): (string | number)[] {
  if (!/^[A-Za-z_]\w*(\[\d{1,2}\]|\.[^.[\]]+)*$/u.test(text)) throw misses(text, text, 'is no place in an input');
  return text.split(/\.|(?=\[)/).map((part) => (part.startsWith('[') ? Number(part.slice(1, -1)) : part));
}

const misses = (target: string, part: string, why: string) =>
  unusable(`The target "${target}" cannot be used: "${part}" ${why}.`, `目标“${target}”无法使用：“${part}” ${why}。`);
