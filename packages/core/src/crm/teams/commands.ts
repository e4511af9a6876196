import { label, select, t } from '@guanxi/core';
import type { CrmTx } from '../common.ts';
import { given } from '../common.ts';
import { above, closesCircle, parents } from '../hierarchy.ts';
import { p } from '../plugin.ts';
import { Team } from './entities.ts';
import { TeamMoved, treeCircle } from './events.ts';
import { teamFields } from './fields.ts';

const output = { team: t.ref(Team) };
const node = select(teamFields, { parentId: true });
const tree = async (tx: CrmTx) => parents(await tx.system.read(node, {}));

export const createTeam = p.command('createTeam', {
  label: label('Create a team', '新建团队'),
  permission: 'crm:staff:manage',
  input: { name: t.text(200), parent: t.optional(t.id(Team)), externalRef: t.optional(t.text(100)) },
  output,
  run: async (tx, { parent, ...own }) => ({ team: await tx.insert(Team, { ...given(own), parentId: parent ?? null }) }),
});

export const updateTeam = p.command('updateTeam', {
  label: label('Change a team', '修改团队'),
  permission: 'crm:staff:manage',
  input: { team: t.id(Team, { subject: true }), set: t.patch(Team, ['name', 'active', 'externalRef']) },
  output,
  async run(tx, { team, set }) {
    await tx.update(Team, team, set);
    return { team };
  },
});

export const moveTeam = p.command('moveTeam', {
  label: label('Move a team in the tree', '调整团队层级'),
  permission: 'crm:staff:manage',
  input: { team: t.id(Team, { subject: true }), /** Absent: to the top. */ parent: t.optional(t.id(Team)) },
  output,
  async run(tx, { team, parent }) {
    // Whoever moves another part of the same branch waits here, and then sees this move.
    const chain = parent ? [parent, ...above(parent, await tree(tx))] : [];
    const locked = await tx.lock(Team, [...new Set([team, ...chain])]);
    if (parent && closesCircle(team, parent, await tree(tx)))
      throw treeCircle({ name: locked.find((row) => row.id === team)?.name ?? '' }, 'parent');
    await tx.update(Team, team, { parentId: parent ?? null });
    await tx.emit(TeamMoved, { subject: team, from: locked.find((row) => row.id === team)?.parentId ?? undefined, to: parent });
    return { team };
  },
});

/** Refused while it has members, teams below it or customers (REFERENCED). */
export const deleteTeam = p.command('deleteTeam', {
  label: label('Delete a team', '删除团队'),
  permission: 'crm:staff:manage',
  input: { team: t.id(Team, { subject: true }) },
  run: (tx, { team }) => tx.remove(Team, team),
});
