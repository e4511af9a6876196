/**
 * What a command or query answered, as its caller selected it. Structures are walked in JavaScript; the records in them are ids, which the
 * read path turns into selections with the caller's rights: all of them in one statement.
 */
import { type GraphQLObjectType, getNamedType, isAbstractType } from 'graphql';
import type { z } from 'zod';
import { globalId } from '../../model/ids.ts';
import type { Fields, InputKind } from '../../model/input.ts';
import type { EntityDef, FieldDef, Model } from '../../model/model.ts';
import type { RecordSelection, Root } from '../../read/selection.ts';
import { scaledDecimal } from '../../write/canonical.ts';
import { bare, shapeOf } from '../../write/schema.ts';
import { typeKey } from '../schema/planned.ts';
import { type Collected, collect, setsOf } from '../translate/collect.ts';
import { recordOf } from '../translate/records.ts';
import type { Translation } from '../translate/translation.ts';

export type Outcome =
  | { readonly kind: 'value'; readonly encode: (value: unknown) => unknown }
  | { readonly kind: 'constant'; readonly value: string }
  /** A record, read under this root. */
  | { readonly kind: 'record'; readonly root: string }
  /** The id of a record, where its reader may see the record. */
  | { readonly kind: 'recordId'; readonly root: string }
  | { readonly kind: 'list'; readonly of: Outcome }
  | { readonly kind: 'object'; readonly fields: readonly OutcomeField[]; readonly isOneOf: boolean };
export interface OutcomeField {
  readonly key: string;
  readonly from: string;
  readonly of: Outcome;
}

/** Walks an output with its selection; what it finds of records is added to `roots`. */
export function outcomeOf(t: Translation, schema: z.ZodType, c: Collected, roots: Root[]): Outcome {
  const shape = shapeOf(bare(schema));
  if (shape.kind === 'list') return { kind: 'list', of: outcomeOf(t, shape.of, c, roots) };
  if (shape.kind === 'fields') return { kind: 'object', fields: fieldsOf(t, shape.fields, c, roots), isOneOf: false };
  return shape.kind === 'known' ? knownOutcome(t, shape.is, c, roots) : { kind: 'value', encode: (v) => v };
}

/** The selected fields of a structure. @param type Which of several it is, where the field may be any of them. */
export function fieldsOf(
  t: Translation,
  fields: Fields,
  c: Collected,
  roots: Root[],
  type = getNamedType(c.field?.type) as GraphQLObjectType,
): readonly OutcomeField[] {
  return collect(t, type, setsOf(c)).flatMap((p): readonly OutcomeField[] => {
    const from = p.nodes[0].name.value;
    if (from === '__typename') return [{ key: p.key, from, of: { kind: 'constant', value: type.name } }];
    const schema = Object.hasOwn(fields, from) ? fields[from] : undefined;
    return schema ? [{ key: p.key, from, of: outcomeOf(t, schema, p, roots) }] : [];
  });
}

function knownOutcome(t: Translation, kind: InputKind, c: Collected, roots: Root[]): Outcome {
  const { model } = t;
  switch (kind.kind) {
    case 'ref': {
      const entity = model.entities.get(kind.entity);
      if (!entity) return { kind: 'value', encode: () => null };
      const selection = recordOf(t, entity, setsOf(c));
      return { kind: 'record', root: addRoot(roots, isAbstractType(getNamedType(c.field?.type)) ? marked(t, selection) : selection) };
    }
    case 'id':
      return { kind: 'value', encode: idEncoder(model, kind.entity) };
    case 'file':
      return { kind: 'value', encode: idEncoder(model, 'File') };
    case 'oneOf':
      return { kind: 'object', fields: fieldsOf(t, kind.members, c, roots), isOneOf: true };
    case 'money':
      return { kind: 'object', isOneOf: false, fields: moneyFields(t, c) };
    case 'scalar':
      return { kind: 'value', encode: (v) => encodeScalar(kind.type, v) };
    default:
      return { kind: 'value', encode: (v) => v };
  }
}

/** Where a record of any type may stand, it says which it is. */
const marked = (t: Translation, selection: RecordSelection): RecordSelection =>
  t.marksTypes
    ? { ...selection, items: [...selection.items, { kind: 'typename', key: typeKey, value: selection.entity.name }] }
    : selection;

/** Records to be read by ids that are known when the statement is bound; answers the root's key. */
export function addRoot(roots: Root[], selection: RecordSelection): string {
  const key = `r${roots.length}`;
  roots.push({ kind: 'records', key, ids: { value: [], path: [idsOf(key)] }, selection });
  return key;
}

/** Of a record only its id. */
export const idOnly = (entity: EntityDef): RecordSelection => ({
  kind: 'record',
  entity,
  items: [{ kind: 'value', key: 'id', field: entity.fields.get('id') as FieldDef }],
});

function moneyFields(t: Translation, c: Collected): readonly OutcomeField[] {
  const type = getNamedType(c.field?.type) as GraphQLObjectType;
  return collect(t, type, setsOf(c)).map((p): OutcomeField => {
    const from = p.nodes[0].name.value;
    if (from === '__typename') return { key: p.key, from, of: { kind: 'constant', value: type.name } };
    return { key: p.key, from, of: { kind: 'value', encode: (v) => (from === 'amount' ? encodeScalar('Decimal', v) : v) } };
  });
}

const idEncoder =
  (model: Model, entity: string) =>
  (value: unknown): unknown => {
    const prefix = model.entities.get(entity)?.idPrefix;
    return prefix === undefined ? value : globalId(prefix, String(value));
  };

/** One text per value, as the read path writes it. */
function encodeScalar(type: string, value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return type === 'Decimal' && typeof value === 'string' ? scaledDecimal(value, 4) : value;
}

/** The variable under which a root's ids are bound. */
export const idsOf = (root: string): string => `~${root}`;

/** The ids of the records in a value, by root, in the order in which they stand. */
export function idsIn(outcome: Outcome, value: unknown, into: Record<string, string[]> = {}): Record<string, string[]> {
  if (value === null || value === undefined) return into;
  if (outcome.kind === 'record' || outcome.kind === 'recordId') {
    const ids = into[idsOf(outcome.root)] ?? [];
    ids.push(String(value));
    into[idsOf(outcome.root)] = ids;
  } else if (outcome.kind === 'list') {
    for (const item of value as readonly unknown[]) idsIn(outcome.of, item, into);
  } else if (outcome.kind === 'object') {
    for (const f of outcome.fields) idsIn(f.of, memberOf(outcome, value, f.from), into);
  }
  return into;
}

/** The value by response keys, with the records read for it. */
export function assemble(outcome: Outcome, value: unknown, records: Readonly<Record<string, unknown>>): unknown {
  const next = new Map<string, number>();
  const record = (root: string): unknown => {
    const read = records[root];
    // The whole root failed or may not be read.
    if (read instanceof Error) return read;
    const i = next.get(root) ?? 0;
    next.set(root, i + 1);
    return (read as readonly unknown[] | undefined)?.[i] ?? null;
  };
  const walk = (of: Outcome, v: unknown): unknown => {
    if (of.kind === 'constant') return of.value;
    if (v === null || v === undefined) return null;
    switch (of.kind) {
      case 'value':
        return of.encode(v);
      case 'record':
        return record(of.root);
      case 'recordId':
        return (record(of.root) as { readonly id?: unknown } | null)?.id ?? null;
      case 'list':
        return (v as readonly unknown[]).map((item) => walk(of.of, item));
      case 'object':
        return Object.fromEntries(of.fields.map((f) => [f.key, walk(f.of, memberOf(of, v, f.from))]));
    }
  };
  return walk(outcome, value);
}

function memberOf(of: Extract<Outcome, { kind: 'object' }>, value: unknown, name: string): unknown {
  const object = value as Readonly<Record<string, unknown>>;
  if (of.isOneOf) return object['kind'] === name ? object['value'] : null;
  return Object.hasOwn(object, name) ? object[name] : null;
}
