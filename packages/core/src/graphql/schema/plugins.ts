/** What is installed, by the kind of CRM it serves (STRAT-02), and whether the caller's tenant uses it (DATA-13). */

import type { PluginState } from '../../model/enabling.ts';
import { type Label, type Locale, label, labelIn } from '../../model/label.ts';
import type { InstalledPlugin } from '../../write/kernel.ts';
import type { ApiContext, Arguments } from '../context.ts';
import type { Derivation } from './derivation.ts';
import type { FieldShape, Types } from './types.ts';

interface Told {
  readonly plugin: InstalledPlugin;
  readonly state: PluginState;
}
/** Another plugin that one needs. */
interface Need {
  readonly id: string;
  readonly range: string;
  readonly optional: boolean;
}
const of = (told: unknown): InstalledPlugin => (told as Told).plugin;
const stateOf = (told: unknown): PluginState => (told as Told).state;

export function pluginsField({ types }: Derivation): FieldShape {
  addEnums(types);
  types.object('PluginNeed', 'Another plugin that a plugin needs.', () => ({
    id: { type: 'ID!', description: 'The plugin.', resolve: (n) => (n as Need).id },
    range: { type: 'String!', description: 'Which versions, as a semver range.', resolve: (n) => (n as Need).range },
    optional: { type: 'Boolean!', description: 'Whether it also works without.', resolve: (n) => (n as Need).optional },
  }));
  types.object('PluginInfo', 'An installed plugin.', () => ({
    id: { type: 'ID!', description: 'Its id.', resolve: (p) => of(p).id },
    version: { type: 'String!', description: 'Its version.', resolve: (p) => of(p).version },
    label: {
      type: 'String!',
      description: 'What it is called.',
      args: { locale: { type: 'Locale', description: "Default: the caller's language." } },
      resolve: (p, args: Arguments, context: ApiContext) => labelIn(of(p).label, (args['locale'] as Locale | undefined) ?? context.locale),
    },
    capability: { type: 'CapabilityClass!', description: 'Which kind of CRM it serves.', resolve: (p) => of(p).capability },
    needs: { type: '[PluginNeed!]!', description: 'Other plugins it needs.', resolve: (p) => needsOf(of(p)) },
    uses: {
      type: '[String!]!',
      description: 'Permissions of other plugins that its own work has, whoever asked for it.',
      resolve: (p) => of(p).uses,
    },
    enabled: { type: 'Boolean!', description: 'Whether your tenant uses it.', resolve: (p) => stateOf(p).state === 'ENABLED' },
    state: {
      type: 'PluginState!',
      description: 'Whether your tenant uses it, and if not, whose doing that is.',
      resolve: (p) => stateOf(p).state,
    },
    reason: {
      type: 'String',
      description: 'Why it is unavailable.',
      resolve: (p, _args, context: ApiContext) => {
        const text = reasonOf(stateOf(p));
        return text && labelIn(text, context.locale);
      },
    },
  }));
  return {
    type: '[PluginInfo!]!',
    description: 'The installed plugins (插件).',
    args: { class: { type: 'CapabilityClass', description: 'Only of this kind.' } },
    async resolve(_root, args: Arguments, { kernel, actor }: ApiContext): Promise<readonly Told[]> {
      const { states } = await kernel.choices(actor.tenant);
      return [...kernel.narrowed(null).registry.plugins.values()]
        .filter((p) => args['class'] == null || p.capability === args['class'])
        .map((plugin) => ({ plugin, state: states.get(plugin.id) ?? { state: 'ENABLED' } }));
    },
  };
}

const needsOf = ({ needs, required }: InstalledPlugin): readonly Need[] =>
  Object.entries(needs).map(([id, range]) => ({ id, range, optional: !required.includes(id) }));

function reasonOf(state: PluginState): Label | null {
  if (state.state !== 'UNAVAILABLE') return null;
  if (state.why === 'stopped')
    return label('It blocked the server again and again; the operator allows it again.', '它多次阻塞服务器，须由运维人员重新允许。');
  const { needs } = state.why;
  return label(`It needs plugin "${needs}", which is not there.`, `它所需的插件“${needs}”不可用。`);
}

function addEnums(types: Types): void {
  types.enum('CapabilityClass', 'Which of the three kinds of CRM a plugin serves.', {
    OPERATIONAL: { description: 'Sales, marketing and service as they are done (运营型).' },
    ANALYTICAL: { description: 'What the data says (分析型).' },
    COLLABORATIVE: { description: 'Working together, and with customers (协作型).' },
  });
  types.enum('Locale', 'A language of labels and messages.', {
    EN: { value: 'en', description: 'English.' },
    ZH_CN: { value: 'zh-CN', description: 'Simplified Chinese (简体中文).' },
  });
  types.enum('PluginState', 'Whether a tenant uses a plugin.', {
    ENABLED: { description: 'It does (已启用).' },
    DISABLED: { description: 'It chose not to; what was stored is kept (已停用).' },
    UNAVAILABLE: { description: 'It cannot: what it needs is not there, or it was stopped (不可用).' },
  });
}
