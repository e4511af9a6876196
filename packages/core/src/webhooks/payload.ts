/**
 * What an endpoint is told of an event: as the API shows it, and no more than the endpoint's actor may see. Ids are global; ids of records
 * that are hidden are null; where the subject is hidden nothing is told at all.
 */
import type { z } from 'zod';
import { type Access, keyRefusal, rightsOf } from '../access/rights.ts';
import type { LoggedEvent } from '../log/index.ts';
import { globalId } from '../model/ids.ts';
import type { InputKind } from '../model/input.ts';
import type { EntityDef } from '../model/model.ts';
import { logAccess } from '../read/access-log.ts';
import { goneInSight, seesEvery } from '../read/gone.ts';
import { visibleIds } from '../read/whole-rows.ts';
import { scaledDecimal } from '../write/canonical.ts';
import type { EventDefinition } from '../write/declarations.ts';
import type { Kernel } from '../write/kernel.ts';
import { bare, shapeOf } from '../write/schema.ts';
import { sensitivePermission } from './names.ts';
import type { WebhookBody } from './verify.ts';

/** Makes a value's API form; ids go through `id`. */
type Encode = (entity: string, id: string) => string | null;

/** Null: the actor may not know of it. */
export async function payloadOf(
  kernel: Kernel,
  access: Access,
  event: LoggedEvent,
  o: { readonly replay: boolean },
): Promise<WebhookBody | null> {
  const definition = kernel.registry.events.get(event.type);
  // Of a plugin that is no longer there nobody knows what may be told.
  if (!definition || event.subject === null) return null;
  const { subject } = event;
  const data = shownData(access, definition, event.data);
  const found: { entity: string; id: string }[] = [{ entity: subject.type, id: subject.id }];
  encodeData(definition, data, (entity, id) => {
    found.push({ entity, id });
    return null;
  });
  const isVisible = await visibility(kernel, access, found);
  if (!isVisible(subject.type, subject.id)) return null;
  await noteShown(kernel, access, definition, subject, data);
  const idOf: Encode = (entity, id) => {
    const prefix = kernel.model.entities.get(entity)?.idPrefix;
    return prefix !== undefined && isVisible(entity, id) ? globalId(prefix, id) : null;
  };
  return {
    id: globalId('evt', event.id),
    type: event.type,
    version: event.version,
    at: event.at,
    tenant: event.tenant,
    subject: { type: subject.type, id: idOf(subject.type, subject.id) as string },
    data: encodeData(definition, data, idOf),
    ...(o.replay && { replay: true }),
  };
}

/** CONFIDENTIAL and personal values are for those who may have them; what an event holds that nobody declared is for nobody. */
function shownData(access: Access, { data, classification, personal }: EventDefinition, held: LoggedEvent['data']): LoggedEvent['data'] {
  const rights = rightsOf(access);
  const maySee = rights.has(sensitivePermission);
  const isShown = (key: string): boolean =>
    Object.hasOwn(data, key) && keyRefusal(rights, classification[key] ?? 'INTERNAL') === null && (maySee || !Object.hasOwn(personal, key));
  return Object.fromEntries(Object.entries(held).filter(([key]) => isShown(key)));
}

/** That confidential contents are told, before they are. */
async function noteShown(
  kernel: Kernel,
  { actor }: Access,
  { name, classification }: EventDefinition,
  subject: NonNullable<LoggedEvent['subject']>,
  data: LoggedEvent['data'],
): Promise<void> {
  const keys = Object.keys(data).filter((key) => classification[key] === 'CONFIDENTIAL');
  if (keys.length === 0) return;
  const records = [globalId(kernel.model.entities.get(subject.type)?.idPrefix ?? '', subject.id)];
  const line = { entity: subject.type, fields: keys.map((key) => `${name} ${key}`), records, count: 1 };
  await logAccess(kernel, { actor, via: 'WEBHOOK', operation: null }, kernel.clock.now(), [line]);
}

/**
 * Whether the actor may see a record. One that is gone shows itself to nobody; who may see all of its kind may know that this one was there.
 */
async function visibility(
  kernel: Kernel,
  access: Access,
  found: readonly { readonly entity: string; readonly id: string }[],
): Promise<(entity: string, id: string) => boolean> {
  const byEntity = new Map<EntityDef, Set<string>>();
  for (const { entity: name, id } of found) {
    const entity = kernel.model.entities.get(name);
    if (entity) byEntity.set(entity, (byEntity.get(entity) ?? new Set()).add(id));
  }
  const open = [...byEntity].filter(([entity]) => !seesEvery(kernel, access, entity)).map(([entity, ids]) => ({ entity, ids: [...ids] }));
  const { rows } =
    open.length > 0 ? await (await kernel.database()).query(visibleIds(kernel, open, access), { priority: 'worker' }) : { rows: [] };
  const visible = new Set(rows.map((row) => `${String(row['entity'])}:${String(row['id'])}`));
  for (const { entity, ids } of open) {
    const unseen = ids.filter((id) => !visible.has(`${entity.name}:${id}`));
    for (const id of await goneInSight(kernel, access, entity, unseen)) visible.add(`${entity.name}:${id}`);
  }
  return (name, id) => {
    const entity = kernel.model.entities.get(name);
    return entity !== undefined && (visible.has(`${name}:${id}`) || seesEvery(kernel, access, entity));
  };
}

const encodeData = ({ data: fields }: EventDefinition, data: LoggedEvent['data'], id: Encode): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, encode(fields[key] as z.ZodType, value, id)]));

function encode(schema: z.ZodType, value: unknown, id: Encode): unknown {
  if (value === null || value === undefined) return null;
  const shape = shapeOf(bare(schema));
  if (shape.kind === 'list' && Array.isArray(value)) return value.map((item) => encode(shape.of, item, id));
  if (shape.kind === 'fields') {
    const object = value as Readonly<Record<string, unknown>>;
    const named = Object.entries(shape.fields).filter(([key]) => Object.hasOwn(object, key));
    return Object.fromEntries(named.map(([key, of]) => [key, encode(of, object[key], id)]));
  }
  return shape.kind === 'known' ? encodeKnown(shape.is, value, id) : value;
}

function encodeKnown(is: InputKind, value: unknown, id: Encode): unknown {
  switch (is.kind) {
    case 'id':
    case 'ref':
      return id(is.entity, String(value));
    case 'file':
      return id('File', String(value));
    case 'money': {
      const { amount, currency } = value as { readonly amount: string; readonly currency: string };
      return { amount: scaledDecimal(amount, 4), currency };
    }
    case 'scalar':
      return is.type === 'Decimal' && typeof value === 'string' ? scaledDecimal(value, 4) : value;
    case 'oneOf': {
      const { kind, value: member } = value as { readonly kind: string; readonly value: unknown };
      const schema = Object.hasOwn(is.members, kind) ? is.members[kind] : undefined;
      return schema ? { [kind]: encode(schema, member, id) } : null;
    }
    // A patch or attributes name columns and hold ids that are not known as such: events name fields and do not carry records.
    case 'patch':
    case 'attributes':
      return null;
    default:
      return value;
  }
}
