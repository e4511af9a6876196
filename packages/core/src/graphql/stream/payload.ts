/**
 * What is planned of a subscription's selection: for one type of event, the structure of its payload and the records to read for it, with
 * those that decide whether the subscriber hears of it at all.
 */
import { type GraphQLObjectType, getNamedType } from 'graphql';
import { canReadField, keyRefusal, rightsOf } from '../../access/rights.ts';
import type { GuanxiError } from '../../errors.ts';
import type { FieldDef } from '../../model/model.ts';
import type { Classification } from '../../model/scalars.ts';
import type { Root } from '../../read/selection.ts';
import type { Shape } from '../../read/shape.ts';
import { bare, shapeOf } from '../../write/schema.ts';
import { addRoot, fieldsOf, idOnly, type Outcome, type OutcomeField } from '../execute/outcome.ts';
import type { Planned, Reads } from '../execute/reads.ts';
import type { Asking } from '../execute/request.ts';
import type { HeardEvent } from '../schema/meaning.ts';
import { changedPayload, type DataKey, dataKeys, eventPayload } from '../schema/payload-fields.ts';
import { type Collected, collect, setsOf } from '../translate/collect.ts';
import type { Translation } from '../translate/translation.ts';
import type { Interest } from './interest.ts';
import { rootOf } from './listen.ts';

export interface Payload {
  readonly responseKey: string;
  readonly type: string;
  readonly outcome: Outcome;
  /** Roots with the ids of the event's subject, and of the records that the subscription is about, where they are visible. */
  readonly subject: string;
  readonly about: readonly string[];
  /** Keys of the event's data that it shows and that are confidential. */
  readonly confidential: readonly string[];
}

/** @param heard Null for the changes of one record. @throws FORBIDDEN, PURPOSE_REQUIRED for a key of its data that the caller may not hear */
export function planPayload(reads: Reads, asking: Asking, interest: Interest, heard: HeardEvent | null): Planned<Payload> {
  // Which records it is about is no question of the document's shape: `subject` may be of any type.
  const about = interest.records.map((r) => r.entity.name);
  return reads.planned(asking, `heard ${heard?.event.name ?? 'changes'} of ${about.join(' ')}`, () => {
    const { c, t, meaning } = rootOf(asking);
    const { entities } = asking.kernel.model;
    const roots: Root[] = [];
    const entity = heard ? entities.get(heard.event.subject.name) : interest.records[0]?.entity;
    if (!entity) throw new TypeError(`${heard?.event.name} is of no entity there is`);
    const subject = addRoot(roots, idOnly(entity));
    const shown = interest.records.map((r) => addRoot(roots, idOnly(r.entity)));
    const name = heard?.type ?? (meaning.kind === 'changed' ? meaning.type : '');
    const type = asking.schema.getType(name) as GraphQLObjectType;
    const fields = heard ? eventPayload(heard.event, entities) : changedPayload(entity);
    const given = fieldsOf(t, fields, c, roots, type);
    const more = heard ? payloadOf(t, asking, heard, c, type, roots) : [];
    const confidential = heard ? confidentialIn(t, asking, heard, c, type) : [];
    const outcome: Outcome = { kind: 'object', isOneOf: false, fields: [...given, ...more] };
    const rest: Payload = { responseKey: c.key, type: name, outcome, subject, about: shown, confidential };
    return { roots, derived: t.reader.derived, asked: t.reader.asked, rest };
  });
}

/** `payload`, by the event's own keys. */
function payloadOf(
  t: Translation,
  asking: Asking,
  { event }: HeardEvent,
  c: Collected,
  type: GraphQLObjectType,
  roots: Root[],
): readonly OutcomeField[] {
  const keys = [...dataKeys(event, asking.kernel.model.entities).values()].filter(
    ({ key }) => keyRefusal(rightsOf(asking.access), classOfKey(event, key)) === null,
  );
  return collect(t, type, setsOf(c))
    .filter((p) => p.nodes[0].name.value === 'payload')
    .map(({ key }) => ({ key, from: 'payload', of: { kind: 'object', isOneOf: false, fields: keys.map((k) => rawField(k, roots)) } }));
}

/** As the log has it, but ids as this API has them, and only of what the caller may see. */
function rawField({ key, schema, of }: DataKey, roots: Root[]): OutcomeField {
  if (of === null) return { key, from: key, of: { kind: 'value', encode: (v) => v } };
  const id: Outcome = { kind: 'recordId', root: addRoot(roots, idOnly(of)) };
  return { key, from: key, of: shapeOf(bare(schema)).kind === 'list' ? { kind: 'list', of: id } : id };
}

const classOfKey = ({ classification }: HeardEvent['event'], key: string): Classification => classification[key] ?? 'INTERNAL';

/** The confidential keys that are selected. @throws FORBIDDEN, PURPOSE_REQUIRED for one that is withheld */
function confidentialIn(t: Translation, asking: Asking, { event }: HeardEvent, c: Collected, type: GraphQLObjectType): readonly string[] {
  const rights = rightsOf(asking.access);
  const names = dataKeys(event, asking.kernel.model.entities);
  const confidential = new Set<string>();
  for (const part of collect(t, type, setsOf(c))) {
    if (part.nodes[0].name.value === 'payload')
      for (const { key } of names.values())
        if (classOfKey(event, key) === 'CONFIDENTIAL' && keyRefusal(rights, 'CONFIDENTIAL') === null) confidential.add(key);
    if (part.nodes[0].name.value !== 'data') continue;
    for (const { nodes } of collect(t, getNamedType(part.field?.type) as GraphQLObjectType, setsOf(part))) {
      const named = names.get(nodes[0].name.value);
      if (!named) continue;
      const refusal = keyRefusal(rights, classOfKey(event, named.key), [nodes[0].name.value]);
      if (refusal !== null) throw refusal;
      if (classOfKey(event, named.key) === 'CONFIDENTIAL') confidential.add(named.key);
    }
  }
  return [...confidential];
}

/** Why the caller would never be shown all of it: what is selected that they may not read. Null where they may read everything. */
export const refusalIn = ({ plan }: Planned<Payload>): GuanxiError | null => errorIn(plan.shape);

function errorIn(shape: Shape): GuanxiError | null {
  switch (shape.kind) {
    case 'error':
      return shape.error;
    case 'list':
    case 'refusal':
      return errorIn(shape.item);
    case 'object':
      return first(shape.entries.map((e) => e.shape));
    case 'cases':
      return first([...shape.cases.values()]);
    default:
      return null;
  }
}
const first = (shapes: readonly Shape[]): GuanxiError | null => {
  for (const shape of shapes) {
    const error = errorIn(shape);
    if (error) return error;
  }
  return null;
};

/** Columns of a record as the API's fields, where the caller may know of them: not what a row's policy hides. */
export function fieldNames({ kernel, access }: Asking, entity: string, columns: readonly string[]): readonly string[] {
  const fields = [...(kernel.model.entities.get(entity)?.fields.values() ?? [])];
  const rights = rightsOf(access);
  const isTold = (field: FieldDef): boolean => field.spec.options.visible === undefined && canReadField(rights, field);
  const told = fields.filter(isTold).flatMap((f) => (columnsOf(f).some((key) => columns.includes(key)) ? [f.name] : []));
  return columns.includes('attrs') ? [...told, 'attributes'] : told;
}

function columnsOf({ spec }: FieldDef): readonly string[] {
  if (spec.kind === 'column') return [spec.column];
  if (spec.kind === 'money') return [`${spec.prefix}Amount`, `${spec.prefix}Currency`];
  return spec.kind === 'one' && spec.on[1] === 'id' ? [spec.on[0]] : [];
}
