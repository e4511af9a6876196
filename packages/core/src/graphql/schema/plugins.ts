/** What is installed, by the kind of CRM it serves (STRAT-02). */
import { type Locale, labelIn } from '../../model/label.ts';
import type { InstalledPlugin } from '../../write/kernel.ts';
import type { ApiContext, Arguments } from '../context.ts';
import type { Derivation } from './derivation.ts';
import type { FieldShape } from './types.ts';

export function pluginsField(d: Derivation): FieldShape {
  d.types.enum('CapabilityClass', 'Which of the three kinds of CRM a plugin serves.', {
    OPERATIONAL: { description: 'Sales, marketing and service as they are done (运营型).' },
    ANALYTICAL: { description: 'What the data says (分析型).' },
    COLLABORATIVE: { description: 'Working together, and with customers (协作型).' },
  });
  d.types.enum('Locale', 'A language of labels and messages.', {
    EN: { value: 'en', description: 'English.' },
    ZH_CN: { value: 'zh-CN', description: 'Simplified Chinese (简体中文).' },
  });
  d.types.object('PluginNeed', 'Another plugin that a plugin needs.', () => ({
    id: { type: 'ID!', description: 'The plugin.' },
    range: { type: 'String!', description: 'Which versions, as a semver range.' },
  }));
  d.types.object('PluginInfo', 'An installed plugin.', () => ({
    id: { type: 'ID!', description: 'Its id.', resolve: (p) => (p as InstalledPlugin).id },
    version: { type: 'String!', description: 'Its version.', resolve: (p) => (p as InstalledPlugin).version },
    label: {
      type: 'String!',
      description: 'What it is called.',
      args: { locale: { type: 'Locale', description: "Default: the caller's language." } },
      resolve: (p, args: Arguments, context: ApiContext) =>
        labelIn((p as InstalledPlugin).label, (args['locale'] as Locale | undefined) ?? context.locale),
    },
    capability: {
      type: 'CapabilityClass!',
      description: 'Which kind of CRM it serves.',
      resolve: (p) => (p as InstalledPlugin).capability,
    },
    needs: {
      type: '[PluginNeed!]!',
      description: 'Other plugins it needs.',
      resolve: (p) => Object.entries((p as InstalledPlugin).needs).map(([id, range]) => ({ id, range })),
    },
    enabled: {
      type: 'Boolean!',
      description: 'Whether your tenant uses it.',
      resolve: (p, _args, context: ApiContext) => context.enabled?.has((p as InstalledPlugin).id) ?? true,
    },
  }));
  return {
    type: '[PluginInfo!]!',
    description: 'The installed plugins (插件).',
    args: { class: { type: 'CapabilityClass', description: 'Only of this kind.' } },
    resolve: (_root, args: Arguments, context: ApiContext) =>
      [...context.kernel.registry.plugins.values()].filter((p) => args['class'] == null || p.capability === args['class']),
  };
}
