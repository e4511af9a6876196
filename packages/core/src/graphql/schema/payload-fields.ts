/**
 * What a subscription's payloads are made of, as schemas: the GraphQL types are derived from them, and so is what is read for a selection.
 * In the log an event names records by their ids; here they are the records themselves, which the read path fetches for each subscriber.
 */
import { z } from 'zod';
import { type Fields, inputKindOf, t } from '../../model/input.ts';
import type { EntityDef } from '../../model/model.ts';
import type { EventDefinition } from '../../write/declarations.ts';
import { bare, shapeOf } from '../../write/schema.ts';

type Entities = ReadonlyMap<string, EntityDef>;

/** Every payload has these, as the log has them. */
const common: Fields = {
  cursor: t.json(),
  id: t.json(),
  type: t.json(),
  at: t.json(),
  command: t.json(),
  actor: z.object({ id: t.json(), kind: t.json() }),
};

/** Under which name a payload has its record: the entity's, unless the payload needs that itself. */
export const recordKey = (entity: EntityDef, taken: Fields): string => (Object.hasOwn(taken, entity.singular) ? 'record' : entity.singular);

/** Of `<entity>Changed`, beside the record. */
export const changedFields: Fields = { ...common, operation: t.json(), version: t.json(), fields: t.list(t.json()) };

export const changedPayload = (entity: EntityDef): Fields => ({
  ...changedFields,
  [recordKey(entity, changedFields)]: t.ref(entity.token),
});

/** Names that an event's payload has besides its subject's. `payload` is made by whoever delivers: it is no structure of a known form. */
export const eventFields: Fields = { ...common, subject: t.json(), data: t.json(), payload: t.json() };

/** Of an event. */
export function eventPayload(event: EventDefinition, entities: Entities): Fields {
  const subject = entities.get(event.subject.name);
  const record = subject ? { subject: t.ref(subject.token), [recordKey(subject, eventFields)]: t.ref(subject.token) } : {};
  const data = dataPayload(event, entities);
  return { ...common, ...record, ...(Object.keys(data).length > 0 && { data: z.object(data) }) };
}

/** A key of an event's data, under its name in the payload. */
export interface DataKey {
  /** In the log. */
  readonly key: string;
  readonly schema: z.ZodType;
  /** Where it names records of an entity that there is: which. */
  readonly of: EntityDef | null;
}

/** `customerId` is the record `customer`, where no other key has that name. */
export function dataKeys(event: EventDefinition, entities: Entities): ReadonlyMap<string, DataKey> {
  const out = new Map<string, DataKey>();
  for (const [key, schema] of Object.entries(event.data)) {
    const of = entityIn(schema, entities);
    const short = key.replace(/Ids?$/, (suffix) => (suffix === 'Ids' ? 's' : ''));
    const name = of !== null && short !== '' && !Object.hasOwn(event.data, short) ? short : key;
    out.set(name, { key, schema, of });
  }
  return out;
}

const dataPayload = (event: EventDefinition, entities: Entities): Fields =>
  Object.fromEntries([...dataKeys(event, entities)].map(([name, { schema, of }]) => [name, of ? asRecord(schema, of) : schema]));

/** The entity that an id, or a list of ids, is of. */
export function entityIn(schema: z.ZodType, entities: Entities): EntityDef | null {
  const inner = bare(schema);
  const shape = shapeOf(inner);
  if (shape.kind === 'list') return entityIn(shape.of, entities);
  const kind = inputKindOf(inner);
  return kind?.kind === 'id' ? (entities.get(kind.entity) ?? null) : null;
}

const asRecord = (schema: z.ZodType, of: EntityDef): z.ZodType =>
  shapeOf(bare(schema)).kind === 'list' ? t.list(t.ref(of.token)) : t.optional(t.ref(of.token));
