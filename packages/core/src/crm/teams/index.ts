/** Teams: a tree, along which rights reach. */
import type { Noun } from '../common.ts';
import { createTeam, deleteTeam, moveTeam, updateTeam } from './commands.ts';
import { TeamMoved, treeCircle } from './events.ts';
import { teamFields } from './fields.ts';

export const teams: Noun = {
  model: [teamFields],
  commands: [createTeam, updateTeam, moveTeam, deleteTeam],
  events: [TeamMoved],
  refusals: [treeCircle],
};

export { Team } from './entities.ts';
export { teamFields } from './fields.ts';
export { createTeam, deleteTeam, moveTeam, TeamMoved, updateTeam };
