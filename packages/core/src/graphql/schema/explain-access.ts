/** `explainAccess`: why one may or may not see something; about others only with a right. */
import { type Actor, holds } from '../../access/actor.ts';
import { forbidden } from '../../access/rights.ts';
import { GuanxiError } from '../../errors.ts';
import { parseGlobalId } from '../../model/ids.ts';
import { type Locale, label, labelIn } from '../../model/label.ts';
import { type AccessExplanation, type AccessStep, accessQuestion, explainAccess } from '../../read/explain-access.ts';
import type { ApiContext, Arguments } from '../context.ts';
import type { Derivation } from './derivation.ts';
import type { FieldShape } from './types.ts';

const steps = {
  TENANT: 'Whose record it is (租户).',
  PLUGIN: 'Whether its plugin is used (插件).',
  PERMISSION: 'The right to see such records, and how far it reaches (权限).',
  POLICY: 'Which of them are shown (可见规则).',
  RESTRICTION: 'What another plugin hides (限制).',
  RECORD_CLASS: 'The classification of the record (记录密级).',
  FIELD_PERMISSION: 'The right to see the field (字段权限).',
  FIELD_POLICY: 'Whether it is shown on this record (字段可见规则).',
  FIELD_CLASS: 'The classification of the field (字段密级).',
  PURPOSE: 'What it is read for (用途).',
} as const;

export function explainAccessField(d: Derivation): FieldShape {
  d.types.enum(
    'AccessStepName',
    'What is asked before something is shown.',
    Object.fromEntries(Object.entries(steps).map(([value, description]) => [value, { value, description }])),
  );
  d.types.object('AccessStep', 'One of the questions, and its answer.', () => ({
    step: { type: 'AccessStepName!', description: 'What was asked.', resolve: (s) => (s as AccessStep).step },
    granted: { type: 'Boolean!', description: 'Whether it lets one through.', resolve: (s) => (s as AccessStep).granted },
    text: {
      type: 'String!',
      description: 'The answer in words.',
      args: { locale: { type: 'Locale', description: "Default: the caller's language." } },
      resolve: (s, args: Arguments, context: ApiContext) =>
        labelIn((s as AccessStep).text, (args['locale'] as Locale | undefined) ?? context.locale),
    },
  }));
  d.types.object('AccessExplanation', 'Why something may be seen, or not.', () => ({
    mayRead: { type: 'Boolean!', description: 'Whether it may be seen.', resolve: (e) => (e as AccessExplanation).mayRead },
    steps: { type: '[AccessStep!]!', description: 'In the order in which they are asked.', resolve: (e) => (e as AccessExplanation).steps },
  }));
  return {
    type: 'AccessExplanation',
    description: 'Why you, or with a right somebody else, may or may not see a record and a field of it (访问权限说明).',
    args: {
      subject: { type: 'ID!', description: 'The record. One that you do not see yourself is not found.' },
      field: { type: 'String', description: 'A field of it, as on the API.' },
      actor: { type: 'ID', description: 'A member of staff or a contact. Default: you.' },
    },
    resolve: async (_root, args: Arguments, { kernel, actor }: ApiContext): Promise<AccessExplanation> => {
      const question = accessQuestion(kernel.model, String(args['subject']), (args['field'] as string | null | undefined) ?? null);
      const choices = await kernel.choices(actor.tenant);
      const about = await somebody({ kernel, actor }, (args['actor'] as string | null | undefined) ?? null);
      return explainAccess(kernel, { actor, ...choices }, { actor: about, ...choices }, question);
    },
  };
}

/** Rights of others are made of the tenant's roles; whoever has none there may see nothing. */
async function somebody({ kernel, actor }: Pick<ApiContext, 'kernel' | 'actor'>, id: string | null): Promise<Actor> {
  if (id === null) return actor;
  if (!holds(actor, 'engine:access:explain')) throw forbidden('engine:access:explain', ['actor']);
  const parsed = parseGlobalId(id);
  const principal =
    parsed?.prefix === 'stf'
      ? ({ kind: 'staff', tenant: actor.tenant, staffId: parsed.uuid } as const)
      : parsed?.prefix === 'con'
        ? ({ kind: 'contact', tenant: actor.tenant, contactId: parsed.uuid } as const)
        : null;
  const found = principal && (await kernel.identities.actorOf(principal));
  if (!found) throw new GuanxiError('NOT_FOUND', { what: label('person who may act', '可操作的人员') }, { path: ['actor'] });
  return found;
}
