/** Who of those at hand gets which task: pure, so that the fairness of it can be tested. */
import type { Assignment } from './definition.ts';

export interface Colleague {
  readonly id: string;
  readonly teamId: string | null;
  /** Open tasks. */
  readonly load: number;
}
export interface Rota {
  /** Those who work here now and may be meant. */
  readonly colleagues: readonly Colleague[];
  readonly holders: ReadonlyMap<string, { readonly staff: readonly string[]; readonly teams: readonly string[] }>;
  readonly responsible: string | null;
  readonly actor: string | null;
}
interface Picked {
  readonly ownerId: string | null;
  readonly teamId: string | null;
}

/**
 * In order; whoever gets one has one more when the next is given. Of equally loaded ones the first by id, which is who came first. A task
 * for nobody at hand is nobody's, and stays to be handed to somebody.
 */
export function pick(assignments: readonly Assignment[], { colleagues, holders, responsible, actor }: Rota): readonly Picked[] {
  const loads = new Map(colleagues.map((c) => [c.id, c.load]));
  const leastLoaded = (of: (c: Colleague) => boolean): Colleague | undefined =>
    colleagues
      .filter(of)
      .toSorted((a, b) => (loads.get(a.id) ?? 0) - (loads.get(b.id) ?? 0) || (a.id < b.id ? -1 : 1))
      .at(0);
  const person = (id: string | null): Colleague | undefined => colleagues.find((c) => c.id === id);
  const chosen = (a: Assignment): Colleague | undefined => {
    switch (a.to) {
      case 'PERSON':
        return person(a.staff);
      case 'RESPONSIBLE':
        return person(responsible);
      case 'ACTOR':
        return person(actor);
      case 'LEAST_LOADED':
        return leastLoaded((c) => c.teamId === a.team);
      case 'ROLE': {
        const { staff = [], teams = [] } = holders.get(a.role) ?? {};
        return leastLoaded((c) => staff.includes(c.id) || (c.teamId !== null && teams.includes(c.teamId)));
      }
      case 'TEAM':
        return undefined;
    }
  };
  return assignments.map((a) => {
    if (a.to === 'TEAM') return { ownerId: null, teamId: a.team };
    const one = chosen(a);
    if (one) loads.set(one.id, (loads.get(one.id) ?? 0) + 1);
    return { ownerId: one?.id ?? null, teamId: one?.teamId ?? (a.to === 'LEAST_LOADED' ? a.team : null) };
  });
}
