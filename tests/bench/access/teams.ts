/** A team policy that bites, at a million customers: 300 of 600 teams may be seen. */
import type { Actor } from '@guanxi/core';
import { filled } from '../filled.ts';
import { teamId } from '../generate.ts';
import { type Measured, medianMs, type Options, under } from '../measured.ts';
import { asking, bothDoors, nested } from './guarded.ts';

const TEAMS = 600;
const SEEN = 300;
/** Lists and counts of all customers are held to it as well. */
const bound = 300;

export async function* teamPolicy({ size }: Options): AsyncGenerator<Measured> {
  const bench = await filled(size, { teams: TEAMS });
  const doors = bothDoors(bench.url, 4);
  const teams = Array.from({ length: SEEN }, (_, n) => teamId(n * 2));
  const actor: Actor = {
    kind: 'staff',
    // Owns nothing, so that what is seen is seen by its team.
    staffId: '01900001-0000-7000-8000-0000000fffff',
    tenant: bench.tenant.id,
    teamIds: teams.slice(0, 1),
    teamIdsBelow: teams,
    permissions: {
      'crm:customers:read': 'below',
      'crm:contacts:read': 'below',
      'crm:interactions:read': 'all',
      'crm:staff:read': 'all',
    },
  };
  const told = `of ${SEEN} teams at ${size} customers`;
  try {
    for (const [name, document, rounds] of [
      ['list, a policy', nested, 41],
      ['count, a policy', '{ customersAggregate { count } }', 7],
      ['count by status, a policy', '{ customersAggregate(groupBy: [{ field: STATUS }]) { group { status } count } }', 7],
    ] as const) {
      const guarded = await medianMs(asking(doors.closed, actor, document), rounds);
      const open = await medianMs(asking(doors.open, actor, document), rounds);
      yield under(`${name} ${told} (without it ${open.toFixed(1)} ms)`, guarded, bound, 'ms');
    }
  } finally {
    await doors.close();
    await bench.close();
  }
}
