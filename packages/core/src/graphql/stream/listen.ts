/** From a subscription's field and arguments to its interest: which records, which events, and whether its caller may ask for that. */
import { type GraphQLObjectType, getArgumentValues } from 'graphql';
import { forbidden, missingPermission, rightsOf } from '../../access/rights.ts';
import { revived } from '../../jobs/revive.ts';
import type { LoggedEvent } from '../../log/index.ts';
import type { IdOf } from '../../model/entity.ts';
import { parseGlobalId } from '../../model/ids.ts';
import { label } from '../../model/label.ts';
import type { EntityDef } from '../../model/model.ts';
import { openCall } from '../../write/call.ts';
import { checkInput } from '../../write/check-input.ts';
import type { SubscriptionDefinition } from '../../write/declarations.ts';
import { badInput, notFound } from '../../write/problems.ts';
import type { Asking } from '../execute/request.ts';
import { type HeardEvent, meaningOf, type SubscriptionMeaning } from '../schema/meaning.ts';
import { type Collected, collect } from '../translate/collect.ts';
import { Reader } from '../translate/reader.ts';
import type { Translation } from '../translate/translation.ts';
import { changesOf, eventsOf, type Followed, type Interest } from './interest.ts';

export const unbounded = 'engine:events:all';

type Heard = ReadonlyMap<string, HeardEvent>;
type Arguments = Readonly<Record<string, unknown>>;

/** The one field of a subscription, with what it means. @throws BAD_INPUT where directives left none, or it is not of the engine's making. */
export function rootOf(asking: Asking): { readonly c: Collected; readonly meaning: SubscriptionMeaning; readonly t: Translation } {
  const t: Translation = {
    schema: asking.schema,
    model: asking.kernel.model,
    fragments: asking.operation.fragments,
    reader: new Reader(asking.facts, asking.decode),
    marksTypes: true,
  };
  const [c] = collect(t, asking.schema.getSubscriptionType() as GraphQLObjectType, [asking.operation.node.selectionSet]);
  const meaning = c?.field && meaningOf(c.field);
  if (!c || meaning?.kind !== 'subscription') throw badInput(label('the operation subscribes to nothing', '该操作没有订阅任何内容'));
  return { c, meaning: meaning.of, t };
}

export function argumentsOf(asking: Asking, { field, nodes }: Collected): Arguments {
  return field ? getArgumentValues(field, nodes[0], asking.facts.variables) : {};
}

/** @throws NOT_FOUND for an id of no such record; FORBIDDEN for what only some may follow; BAD_INPUT */
export async function interestOf(asking: Asking, meaning: SubscriptionMeaning, args: Arguments): Promise<Interest> {
  switch (meaning.kind) {
    case 'changed':
      return changesOf(followed(meaning.entity, args, 'id') as Followed);
    case 'event': {
      const given = [...meaning.arguments].flatMap(([name, { key, entity }]) => {
        const record = followed(entity, args, name);
        return record ? [{ ...record, key }] : [];
      });
      return bounded(asking, {
        heard: new Map([[meaning.heard.event.name, meaning.heard]]),
        subject: given.find((r) => r.key === null) ?? null,
        named: given.flatMap(({ key, ...record }) => (key === null ? [] : [{ ...record, key }])),
      });
    }
    case 'events':
      return bounded(asking, {
        heard: chosen(asking, meaning.heard, args['types'] as readonly string[] | null | undefined),
        subject: anyRecord(asking, args['subject']),
        about: [...meaning.followed].flatMap(([name, entity]) => followed(entity, args, name) ?? []),
      });
    case 'own':
      return own(asking, meaning.definition, meaning.heard, args);
  }
}

/** Without a record it would be everything that happens. */
function bounded(asking: Asking, wanted: Parameters<typeof eventsOf>[0]): Interest {
  const interest = eventsOf(wanted);
  if (interest.records.length === 0 && !asking.holds(unbounded)) throw forbidden(unbounded);
  return interest;
}

function followed(entity: EntityDef, args: Arguments, name: string): Followed | null {
  const value = args[name];
  if (value === undefined || value === null) return null;
  const id = parseGlobalId(String(value));
  if (id?.prefix !== entity.idPrefix) throw notFound(entity, [name]);
  return { entity, id: id.uuid };
}

function anyRecord({ kernel }: Asking, value: unknown): Followed | null {
  if (value === undefined || value === null) return null;
  const id = parseGlobalId(String(value));
  const entity = id && kernel.model.byPrefix.get(id.prefix);
  if (!entity) throw notFound('record', ['subject']);
  return { entity, id: id.uuid };
}

/** Those asked for by name; else all whose subjects the caller may see any of. */
function chosen({ kernel, access }: Asking, heard: Heard, types: readonly string[] | null | undefined): Heard {
  if (!types) {
    const rights = rightsOf(access);
    return new Map(
      [...heard].filter(([, { event }]) => {
        const subject = kernel.model.entities.get(event.subject.name);
        return subject !== undefined && missingPermission(kernel.model, rights, subject) === null;
      }),
    );
  }
  const unknown = types.find((type) => !heard.has(type));
  if (unknown !== undefined) throw badInput(label(`there is no event "${unknown}"`, `没有名为“${unknown}”的事件`), ['types']);
  return new Map([...heard].filter(([name]) => types.includes(name)));
}

async function own(asking: Asking, definition: SubscriptionDefinition, heard: Heard, args: Arguments): Promise<Interest> {
  if (!asking.holds(definition.permission)) throw forbidden(definition.permission);
  const call = await openCall(asking.kernel, asking.actor);
  const { after: _, ...wire } = args;
  const { value, ids } = checkInput(call, definition.input, wire, true);
  const { route, match } = definition;
  const records = ids.map(({ entity, id, path }): Followed => {
    const def = asking.kernel.model.entities.get(entity);
    if (!def || id === null) throw notFound(def ?? entity, path);
    return { entity: def, id };
  });
  const routed = Object.entries(route).flatMap(([arg, key]) => (value[arg] == null ? [] : [{ key, value: value[arg] }]));
  const occurrence = (event: LoggedEvent) => ({
    id: event.id,
    at: new Date(event.at),
    subject: event.subject?.id as IdOf<never>,
    data: revived(call, heard.get(event.type)?.event.data ?? {}, event.data),
  });
  const interest = eventsOf({ heard, route: routed, matches: match && ((event) => match(occurrence(event), value)) });
  return { ...interest, records };
}
