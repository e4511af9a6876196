/** Subscriptions, derived: `<entity>Changed` for every entity, a field for every event, `events` for all of them, and what plugins add. */
import type { EntityDef } from '../../model/model.ts';
import type { EventDefinition, SubscriptionDefinition } from '../../write/declarations.ts';
import { type Derivation, entitiesOf } from './derivation.ts';
import { describe, pascal } from './describe.ts';
import { inputFields } from './inputs.ts';
import type { EventArgument, HeardEvent } from './meaning.ts';
import { entityIn } from './payload-fields.ts';
import { changedType, eventInterface, eventType } from './payloads.ts';
import type { FieldShape, InputShape } from './types.ts';

const after: Record<string, InputShape> = {
  after: {
    type: 'String',
    description: 'The cursor of the last payload you have: goes on behind it, without a gap. Default: from now on.',
  },
};

export function subscriptions(d: Derivation): Record<string, FieldShape> {
  const named = [...changedFields(d), ...eventRoots(d), ...ownFields(d)];
  const out: Record<string, FieldShape> = {};
  const owners = new Map<string, string>();
  for (const { name, plugin, make } of [{ name: 'events', plugin: 'engine', make: () => eventsField(d) }, ...named]) {
    const other = owners.get(name);
    if (other === undefined) {
      owners.set(name, plugin);
      out[name] = make();
    } else
      d.problems.push({
        code: 'DUPLICATE_ROOT_FIELD',
        plugins: [...new Set([other, plugin])],
        subject: name,
        detail: 'two subscriptions of one name',
      });
  }
  return out;
}

interface Named {
  readonly name: string;
  readonly plugin: string;
  readonly make: () => FieldShape;
}

const changedName = (entity: EntityDef): string => `${entity.singular}Changed`;

const changedFields = (d: Derivation): readonly Named[] =>
  entitiesOf(d).map((entity) => ({
    name: changedName(entity),
    plugin: entity.plugin,
    make: () => {
      const type = changedType(d, entity, changedName(entity));
      return {
        type: `${type}!`,
        description: `Each change of one record: ${describe(entity.label)}.`,
        args: { id: { type: 'ID!', description: 'Global id.' }, ...after },
        means: { kind: 'subscription', of: { kind: 'changed', entity, type } },
      };
    },
  }));

/** `crm.interaction.recorded` → `interactionRecorded`; with the plugin's id before it where entities or plugins have that name. */
function eventNames(d: Derivation): ReadonlyMap<EventDefinition, string> {
  const { model, registry } = d.installed;
  const taken = new Set(['events', ...[...model.entities.values()].map(changedName), ...registry.subscriptions.keys()]);
  const short = (e: EventDefinition): string => camel(e.name.split('.').slice(1));
  const wanted = new Map<string, number>();
  for (const e of registry.events.values()) wanted.set(short(e), (wanted.get(short(e)) ?? 0) + 1);
  const isFree = (name: string): boolean => !taken.has(name) && wanted.get(name) === 1;
  return new Map([...d.source.registry.events.values()].map((e) => [e, isFree(short(e)) ? short(e) : camel(e.name.split('.'))]));
}

const camel = (words: readonly string[]): string => words.map((w, i) => (i === 0 ? w : pascal(w))).join('');

function eventRoots(d: Derivation): readonly Named[] {
  return [...eventNames(d)].map(([event, name]) => {
    const names = argumentsOf(event, d);
    const args = Object.fromEntries(
      [...names].map(([arg, { entity }]) => [arg, { type: 'ID', description: `Only those of this record: ${describe(entity.label)}.` }]),
    );
    return {
      name,
      plugin: event.plugin,
      make: () => {
        const type = eventType(d, event, name);
        return {
          type: `${type}!`,
          description: `${describe(event.label)}: \`${event.name}\`. Say at least one record, unless you may hear everything.`,
          args: { ...args, ...after },
          means: { kind: 'subscription', of: { kind: 'event', heard: { event, type }, arguments: names } },
        };
      },
    };
  });
}

function argumentsOf(event: EventDefinition, d: Derivation): ReadonlyMap<string, EventArgument> {
  const { entities } = d.source.model;
  const keys = Object.entries(event.data).flatMap(([key, schema]): readonly (readonly [string, EventArgument])[] => {
    const entity = entityIn(schema, entities);
    return entity && key !== 'after' ? [[key.replace(/Ids$/, 'Id'), { key, entity }]] : [];
  });
  const subject = entities.get(event.subject.name);
  const taken = new Set(keys.map(([name]) => name));
  const own = subject && (taken.has(`${subject.singular}Id`) ? 'subjectId' : `${subject.singular}Id`);
  return new Map([...(subject && own ? [[own, { key: null, entity: subject }] as const] : []), ...keys]);
}

function eventsField(d: Derivation): FieldShape {
  const heard = new Map<string, HeardEvent>(
    [...eventNames(d)].map(([event, name]) => [event.name, { event, type: eventType(d, event, name) }]),
  );
  const followed = entitiesOf(d).filter((e) => e.token.options?.followed);
  for (const { plugin, singular } of followed.filter((e) => ['types', 'subject', 'after'].includes(e.singular)))
    d.problems.push({
      code: 'RESERVED_NAME',
      plugins: [plugin],
      subject: `events.${singular}`,
      detail: 'every subscription to events has it',
    });
  return {
    type: `${eventInterface(d)}!`,
    description: 'Everything that happens to a record, or of some types. Say at least one record, unless you may hear everything.',
    args: {
      types: { type: '[String!]', description: 'Only of these types, such as `crm.customer.created`.' },
      subject: { type: 'ID', description: 'Only what happens to this record.' },
      ...Object.fromEntries(
        followed.map((e) => [
          e.singular,
          { type: 'ID', description: `Only what happens to this record or names it: ${describe(e.label)}.` },
        ]),
      ),
      ...after,
    },
    means: { kind: 'subscription', of: { kind: 'events', heard, followed: new Map(followed.map((e) => [e.singular, e])) } },
  };
}

const ownFields = (d: Derivation): readonly Named[] => [...d.source.registry.subscriptions.values()].flatMap((s) => ownField(d, s));

/** Of a plugin's own: an event's type where it hears one, else what all events have. */
function ownField(d: Derivation, definition: SubscriptionDefinition): readonly Named[] {
  const names = eventNames(d);
  const heard = new Map<string, HeardEvent>(
    definition.on.flatMap(({ name }) => {
      const event = d.source.registry.events.get(name);
      const field = event && names.get(event);
      return event && field !== undefined ? [[name, { event, type: eventType(d, event, field) }] as const] : [];
    }),
  );
  const [only, second] = [...heard.values()];
  if (!only) return [];
  const { name, plugin, label, input } = definition;
  if (Object.hasOwn(input, 'after'))
    d.problems.push({ code: 'RESERVED_NAME', plugins: [plugin], subject: `${name}.after`, detail: 'every subscription has it' });
  return [
    {
      name,
      plugin,
      make: () => ({
        type: `${second ? eventInterface(d) : only.type}!`,
        description: describe(label),
        args: { ...inputFields(d, input, { plugin, path: name, name: pascal(name) }), ...after },
        means: { kind: 'subscription', of: { kind: 'own', definition, heard } },
      }),
    },
  ];
}
