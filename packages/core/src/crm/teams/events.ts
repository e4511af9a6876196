import { label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { Team } from './entities.ts';

/** Who sees what may have changed: reaches `team` and `below` follow the tree. */
export const TeamMoved = p.event('crm.team.moved', {
  label: label('Team moved', '团队已调整'),
  subject: Team,
  data: { from: t.optional(t.id(Team)), to: t.optional(t.id(Team)) },
});

/** Of teams and of managers (G12). */
export const treeCircle = p.refusal('CRM_TREE_CIRCLE', {
  en: '{name} stands above, or is the same; the tree would run in a circle.',
  zh: '{name} 位于其上级或即为自身，会形成循环。',
});
