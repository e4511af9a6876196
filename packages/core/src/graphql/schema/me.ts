/** Who asks, and what they may do: for an interface that offers nobody what they would be refused. */
import { type Actor, actorReference, reachOf } from '../../access/actor.ts';
import { kernelPermissions } from '../../access/kernel-permissions.ts';
import { globalId } from '../../model/ids.ts';
import { type Label, type Locale, labelIn } from '../../model/label.ts';
import type { Reach } from '../../model/policy.ts';
import type { About } from '../../write/identities.ts';
import type { ApiContext, Arguments } from '../context.ts';
import type { Derivation } from './derivation.ts';
import type { FieldShape } from './types.ts';

interface Me {
  readonly actor: Actor;
  readonly about: About;
}
interface HeldPermission {
  readonly name: string;
  readonly label: Label;
  readonly reach: Exclude<Reach, 'none'>;
}

const localeArgument = { locale: { type: 'Locale', description: "Default: the caller's language." } } as const;
const said = (label: Label, args: Arguments, context: ApiContext): string =>
  labelIn(label, (args['locale'] as Locale | undefined) ?? context.locale);

export function meField(d: Derivation): FieldShape {
  d.types.enum('PermissionReach', 'How far a permission reaches.', {
    OWN: { value: 'own', description: 'Own records (本人).' },
    TEAM: { value: 'team', description: "The team's (本团队)." },
    BELOW: { value: 'below', description: 'The team’s and those below (本团队及下级).' },
    ALL: { value: 'all', description: 'All (全部).' },
  });
  d.types.object('HeldPermission', 'A permission that you have.', () => ({
    name: { type: 'String!', description: 'What it is called in code.', resolve: (p) => (p as HeldPermission).name },
    label: {
      type: 'String!',
      description: 'What it is called.',
      args: localeArgument,
      resolve: (p, args: Arguments, context: ApiContext) => said((p as HeldPermission).label, args, context),
    },
    reach: { type: 'PermissionReach!', description: 'How far it reaches.', resolve: (p) => (p as HeldPermission).reach },
  }));
  d.types.object('HeldRole', 'A role that you have.', () => ({
    key: { type: 'String!', description: 'What it is called in code.', resolve: (r) => (r as About['roles'][number]).key },
    label: {
      type: 'String!',
      description: 'What it is called.',
      args: localeArgument,
      resolve: (r, args: Arguments, context: ApiContext) => said((r as About['roles'][number]).label, args, context),
    },
  }));
  d.types.object('Me', 'Who you are, and what you may do.', () => ({
    kind: { type: 'ActorKind!', description: 'What you are.', resolve: (me) => (me as Me).actor.kind.toUpperCase() },
    id: { type: 'ID!', description: 'Under what your changes are recorded.', resolve: (me) => actorReference((me as Me).actor) },
    permissions: {
      type: '[HeldPermission!]!',
      description: 'What you may do, of what your tenant uses.',
      resolve: (me, _args, context: ApiContext) => held((me as Me).actor, context),
    },
    roles: {
      type: '[HeldRole!]!',
      description: 'What your rights are made of; none where they are not data.',
      resolve: (me) => (me as Me).about.roles,
    },
    session: {
      type: 'ID',
      description: 'Your session; null where you came without one.',
      resolve: (me) => ((me as Me).about.session === null ? null : globalId('ses', (me as Me).about.session as string)),
    },
    expiresAt: {
      type: 'DateTime',
      description: 'When you have to say again who you are; null where that is not known.',
      resolve: (me) => (me as Me).actor.principal?.expiresAt ?? null,
    },
    locale: {
      type: 'Locale!',
      description: 'The language of what you are told.',
      resolve: (_me, _args, context: ApiContext) => context.locale,
    },
  }));
  return {
    type: 'Me!',
    description: 'Who asks (当前用户).',
    resolve: async (_root, _args, { kernel, actor }: ApiContext): Promise<Me> => ({ actor, about: await kernel.identities.about(actor) }),
  };
}

function held(actor: Actor, { kernel }: ApiContext): readonly HeldPermission[] {
  const declared = [
    ...Object.entries(kernelPermissions),
    ...[...kernel.registry.plugins.values()].flatMap((plugin) => [...plugin.permissions]),
  ];
  return declared.flatMap(([name, label]) => {
    const reach = reachOf(actor, name);
    return reach === 'none' ? [] : [{ name, label, reach }];
  });
}
