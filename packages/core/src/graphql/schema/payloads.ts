/** The types that subscriptions answer with: one for each event and each entity, and `Event` for what any of them has. */
import type { EntityDef } from '../../model/model.ts';
import type { EventDefinition } from '../../write/declarations.ts';
import { actorType, operationType } from './changes.ts';
import type { Derivation } from './derivation.ts';
import { describe, pascal } from './describe.ts';
import { outputFields } from './outputs.ts';
import { changedFields, dataKeys, eventFields, recordKey } from './payload-fields.ts';
import { typeOfPlanned } from './planned.ts';
import type { FieldShape } from './types.ts';

const common = (d: Derivation): Record<string, FieldShape> => ({
  cursor: { type: 'String!', description: 'Where in the log this is: subscribe with `after` it to go on behind it (游标).' },
  id: { type: 'ID!', description: 'Of the event; what is delivered a second time has the same (事件编号).' },
  type: { type: 'String!', description: 'What happened, such as `crm.customer.created` (事件类型).' },
  at: { type: 'DateTime!', description: 'When (时间).' },
  command: { type: 'String!', description: 'By which command (命令).' },
  actor: { type: `${actorType(d)}!`, description: 'Who (操作者).' },
});

/** @param field The name of the root field, after which the type is called. */
export function changedType(d: Derivation, entity: EntityDef, field: string): string {
  const name = `${pascal(field)}Event`;
  const what = describe(entity.label);
  return d.types.once(name, () =>
    d.types.object(name, `A change of one record: ${what}.`, () => ({
      ...common(d),
      command: { type: 'String', description: 'By which command; null where the record is gone.' },
      actor: { type: actorType(d), description: 'Who; null where the record is gone.' },
      operation: {
        type: `${operationType(d)}!`,
        description: 'DELETE where it was removed or you may no longer see it: told once, and which of the two is not told.',
      },
      version: { type: 'Int', description: 'The version that the change led to; null where it is gone.' },
      fields: { type: '[String!]!', description: 'Names of the fields that changed, as far as you may read them.' },
      [recordKey(entity, changedFields)]: {
        type: entity.name,
        description: `As it is at delivery: ${what}. Null where it is gone.`,
      },
    })),
  );
}

/** What every event has. */
export const eventInterface = (d: Derivation): string =>
  d.types.once('Event', () =>
    d.types.interface('Event', 'Something that happened, as the log has it (事件).', typeOfPlanned, () => eventShapes(d)),
  );

const eventShapes = (d: Derivation): Record<string, FieldShape> => ({
  ...common(d),
  subject: { type: 'Node', description: 'The record that it happened to, as it is at delivery (主体).' },
  payload: { type: 'JSON!', description: 'What it says, by its own keys; ids of records that you may not see are null (内容).' },
});

export function eventType(d: Derivation, event: EventDefinition, field: string): string {
  const name = `${pascal(field)}Event`;
  return d.types.once(name, () => {
    const subject = d.source.model.entities.get(event.subject.name);
    const data = Object.keys(event.data).length > 0 ? dataType(d, event, pascal(field)) : null;
    d.types.object(
      name,
      `${describe(event.label)}: \`${event.name}\`.`,
      () => ({
        ...eventShapes(d),
        ...(subject && {
          [recordKey(subject, eventFields)]: { type: subject.name, description: `As it is at delivery: ${describe(subject.label)}.` },
        }),
        ...(data !== null && { data: { type: data, description: 'What it says.' } }),
      }),
      [eventInterface(d)],
    );
  });
}

/** Everything in it may be missing: the log keeps what older versions of the plugin said. */
function dataType(d: Derivation, event: EventDefinition, type: string): string {
  const name = `${type}Data`;
  return d.types.once(name, () =>
    d.types.object(name, `What \`${event.name}\` says.`, () => {
      const at = { plugin: event.plugin, path: event.name, name };
      return Object.fromEntries(
        [...dataKeys(event, d.source.model.entities)].map(([field, { key, schema, of }]): [string, FieldShape] => {
          if (of) {
            const isList = outputFields(d, { [key]: schema }, at)[key]?.type.startsWith('[');
            return [
              field,
              { type: isList ? `[${of.name}]` : of.name, description: `${describe(of.label)}; null where you may not see it.` },
            ];
          }
          const shape = outputFields(d, { [field]: schema }, at)[field] as FieldShape;
          return [field, { ...shape, type: shape.type.replace(/!$/, '') }];
        }),
      );
    }),
  );
}
