/** What a subscription listens to: decided once, from its field and arguments, before anything is read. */
import { changedRecords, type LoggedEvent, recordsChanged } from '../../log/index.ts';
import type { EntityDef } from '../../model/model.ts';
import type { EventDefinition } from '../../write/declarations.ts';
import type { HeardEvent } from '../schema/meaning.ts';
import { entityIn } from '../schema/payload-fields.ts';

/** A record that the subscription is about: who may not see it hears nothing. */
export interface Followed {
  readonly entity: EntityDef;
  readonly id: string;
}

export interface Interest {
  /** Events that it hears, by name; null: the changes of the one record in `records`. */
  readonly heard: ReadonlyMap<string, HeardEvent> | null;
  readonly records: readonly Followed[];
  /** The only record whose events it hears; null where others' may name what it follows. */
  readonly subject: string | null;
  /** What every event that it wants is indexed under; null: nothing, so that all of its types are looked at. */
  readonly key: string | null;
  wants(event: LoggedEvent): boolean;
}

/** The names of events as they are in the log. */
export const typesOf = ({ heard }: Interest): readonly string[] => (heard === null ? [recordsChanged] : [...heard.keys()]);

/** Of one record's changes. */
export const changesOf = (record: Followed): Interest => ({
  heard: null,
  records: [record],
  subject: null,
  key: record.id,
  wants: (event) => changedRecords(event).some((r) => r.id === record.id && r.entity === record.entity.name),
});

export interface EventsWanted {
  readonly heard: ReadonlyMap<string, HeardEvent>;
  readonly subject?: Followed | null;
  /** Records that a key of the event's data must name. */
  readonly named?: readonly (Followed & { readonly key: string })[];
  /** Records that the event must be of, or name anywhere. */
  readonly about?: readonly Followed[];
  /** Values that keys of the data must have. */
  readonly route?: readonly { readonly key: string; readonly value: unknown }[];
  readonly matches?: ((event: LoggedEvent) => boolean) | null;
}

export function eventsOf({ heard, subject = null, named = [], about = [], route = [], matches = null }: EventsWanted): Interest {
  const records = [...(subject ? [subject] : []), ...named, ...about];
  return {
    heard,
    records,
    subject: subject?.id ?? null,
    key: records[0]?.id ?? (route[0] ? routeKey(route[0].key, route[0].value) : null),
    wants(event) {
      const definition = heard.get(event.type)?.event;
      return (
        definition !== undefined &&
        (subject === null || event.subject?.id === subject.id) &&
        named.every(({ key, id }) => names(event.data[key], id)) &&
        about.every((record) => isAbout(event, definition, record)) &&
        route.every(({ key, value }) => routeKey(key, event.data[key]) === routeKey(key, value)) &&
        (matches === null || matches(event))
      );
    },
  };
}

const routeKey = (key: string, value: unknown): string => `${key}=${JSON.stringify(value ?? null)}`;
const names = (value: unknown, id: string): boolean => value === id || (Array.isArray(value) && value.includes(id));

/** It happened to the record, or names it in a key that holds ids of such records. */
function isAbout(event: LoggedEvent, definition: EventDefinition, { entity, id }: Followed): boolean {
  if (event.subject?.id === id && event.subject.type === entity.name) return true;
  return Object.entries(definition.data).some(
    ([key, schema]) => names(event.data[key], id) && entityIn(schema, new Map([[entity.name, entity]])) !== null,
  );
}

/** Everything that an interest in the event may be indexed under. */
export function keysOf(event: LoggedEvent): ReadonlySet<string> {
  if (event.type === recordsChanged) return new Set(changedRecords(event).map((r) => r.id));
  const keys = new Set<string>(event.subject ? [event.subject.id] : []);
  for (const [key, value] of Object.entries(event.data)) {
    for (const item of Array.isArray(value) ? value : [value]) if (typeof item === 'string') keys.add(item);
    keys.add(routeKey(key, value));
  }
  return keys;
}
