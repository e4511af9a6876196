/** A payload as a value, before anything of it is read: records are their ids. */
import { changedRecords, type LoggedEvent } from '../../log/index.ts';
import type { Model } from '../../model/model.ts';
import type { Asking } from '../execute/request.ts';
import type { HeardEvent } from '../schema/meaning.ts';
import { changedFields, dataKeys, eventFields, recordKey } from '../schema/payload-fields.ts';
import type { Followed } from './interest.ts';
import { fieldNames } from './payload.ts';

export type Value = Readonly<Record<string, unknown>>;

export function eventValue({ entities }: Model, { event: definition }: HeardEvent, event: LoggedEvent, cursor: string): Value {
  const subject = entities.get(definition.subject.name);
  const id = event.subject?.id ?? null;
  const data = Object.fromEntries([...dataKeys(definition, entities)].map(([name, { key }]) => [name, event.data[key] ?? null]));
  return { ...common(event, cursor), subject: id, ...(subject && { [recordKey(subject, eventFields)]: id }), data, payload: event.data };
}

const operations = { insert: 'INSERT', update: 'UPDATE', delete: 'DELETE' } as const;

export function changeValue(asking: Asking, { entity, id }: Followed, event: LoggedEvent, cursor: string): Value {
  const changed = changedRecords(event).find((r) => r.id === id && r.entity === entity.name);
  return {
    ...common(event, cursor),
    operation: changed && operations[changed.op],
    version: changed?.version ?? null,
    fields: fieldNames(asking, entity.name, changed?.fields ?? []),
    [recordKey(entity, changedFields)]: id,
  };
}

/** Removed, or out of sight: who did what, and whether it was the one or the other, is nothing to its reader any more. */
export const goneValue = (value: Value): Value => ({
  ...value,
  operation: 'DELETE',
  version: null,
  fields: [],
  command: null,
  actor: null,
});

const common = (event: LoggedEvent, cursor: string): Value => ({
  cursor,
  id: event.id,
  type: event.type,
  at: event.at,
  command: event.command,
  actor: { id: event.actor.id, kind: event.actor.kind.toUpperCase() },
});
