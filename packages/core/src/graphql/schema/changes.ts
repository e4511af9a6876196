/** The history of a record: `changes(subject)`, a list of who changed which of its fields, when and by which command (DATA-10). */
import { connectionOf, pageArguments } from './connections.ts';
import type { Derivation } from './derivation.ts';
import { plannedRoot } from './planned.ts';
import type { FieldShape } from './types.ts';

const part = { means: { kind: 'part' } } as const;

export function changesRoot(d: Derivation): Record<string, FieldShape> {
  return {
    changes: {
      type: connectionOf(d, changeType(d), 'a change of a record (变更历史)'),
      description: 'The history of one record, newest first. Null where there is no such record, or you may not see it.',
      args: {
        subject: { type: 'ID!', description: 'Global id of the record; it may have been removed since.' },
        fields: {
          type: '[String!]',
          description:
            'Only changes of these fields, by their names here; `attributes.<key>` for one attribute, `attributes` for all of them.',
        },
        ...pageArguments,
        from: { type: 'DateTime', description: 'Only changes made then or later.' },
        to: { type: 'DateTime', description: 'Only changes made before then.' },
      },
      means: { kind: 'root', root: { kind: 'changes' } },
      resolve: plannedRoot,
    },
  };
}

const changeType = (d: Derivation): string =>
  d.types.once('RecordChange', () =>
    d.types.object('RecordChange', 'What one command changed of a record.', () => ({
      at: { type: 'DateTime!', description: 'When.', ...part },
      actor: { type: `${actorType(d)}!`, description: 'Who.', ...part },
      command: { type: 'String!', description: 'By which command.', ...part },
      operation: { type: `${operationType(d)}!`, description: 'Whether the record was made, changed or removed.', ...part },
      version: { type: 'Int!', description: 'The version of the record that it led to.', ...part },
      fields: {
        type: `[${fieldType(d)}!]!`,
        description: 'The fields that changed, as far as you may read them now.',
        ...part,
      },
    })),
  );

export const actorType = (d: Derivation): string =>
  d.types.once('ChangeActor', () =>
    d.types.object('ChangeActor', 'Who changed a record.', () => ({
      id: { type: 'ID!', description: 'Opaque; of staff and contacts it is their global id.', ...part },
      kind: { type: `${kindType(d)}!`, description: 'Whether a person or a program.', ...part },
    })),
  );

const kindType = (d: Derivation): string =>
  d.types.once('ActorKind', () =>
    d.types.enum('ActorKind', 'Kinds of those who act.', {
      STAFF: { description: 'Staff (员工)' },
      CONTACT: { description: 'A contact of a customer, in a portal (联系人)' },
      SERVICE: { description: 'A program (程序)' },
    }),
  );

export const operationType = (d: Derivation): string =>
  d.types.once('ChangeOperation', () =>
    d.types.enum('ChangeOperation', 'What happened to a record.', {
      INSERT: { description: 'It was made (新建)' },
      UPDATE: { description: 'It was changed (修改)' },
      DELETE: { description: 'It was removed (删除)' },
    }),
  );

const fieldType = (d: Derivation): string =>
  d.types.once('FieldChange', () =>
    d.types.object('FieldChange', 'What changed of one field.', () => ({
      name: { type: 'String!', description: 'The field’s name here; `attributes.<key>` for an attribute.', ...part },
      label: { type: 'String!', description: 'What it is called, in your language.', ...part },
      before: { type: 'JSON', description: 'Its value before, as this API shows it; null where it had none.', ...part },
      after: { type: 'JSON', description: 'Its value afterwards.', ...part },
    })),
  );
