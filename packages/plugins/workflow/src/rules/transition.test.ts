/** The state machine over definitions of every shape, and the checker against a simple model of it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemsOf, type World } from './check.ts';
import { type Definition, workflowOf } from './definition.ts';
import { type Facts, hindrances, leaving, transition } from './transition.ts';

const seed = 20_260_101;
const said = (text: string) => ({ en: text, zh: text });
const world: World = {
  entity: 'Thing',
  fieldOf: (_, field) => (field === 'size' ? { type: 'Int', entity: null, isList: false } : null),
  actions: new Map(),
  permissions: new Set(),
  assignees: new Set(),
  clocks: new Set(),
};
const facts = (more: Partial<Facts> = {}): Facts => ({
  record: {},
  data: {},
  actor: { kind: 'staff', staffId: null },
  now: new Date(0),
  permits: () => false,
  isInside: false,
  reason: null,
  ...more,
});

const names = ['A', 'B', 'C', 'D', 'E'];
const events = ['x', 'y', 'z', 'next'];
/** Any shape, whether it can run or not; `F` is a state that is never there. */
const definitions = fc
  .record({
    count: fc.integer({ min: 1, max: 5 }),
    ends: fc.subarray(names),
    edges: fc.array(
      fc.record({
        on: fc.constantFrom('x', 'y', 'z'),
        from: fc.subarray(names, { minLength: 1 }),
        to: fc.constantFrom(...names, 'F'),
        guard: fc.constantFrom(undefined, 'record.size > 3', 'record.size <= 3'),
      }),
      { maxLength: 8 },
    ),
  })
  .map(
    ({ count, ends, edges }): Definition => ({
      id: 'own.any',
      version: 1,
      label: said('Any'),
      initial: 'A',
      final: ends,
      states: Object.fromEntries(names.slice(0, count).map((name) => [name, { label: said(name) }])),
      transitions: edges.map(({ guard, ...edge }) => ({ ...edge, label: said(edge.on), ...(guard !== undefined && { guard }) })),
    }),
  );

/** By walking every path up to the number of states: slow, and plainly right. */
function naive({ states, initial, final, transitions }: Definition): boolean {
  const all = Object.keys(states);
  const named = [initial, ...final, ...transitions.flatMap((t) => [t.to, ...t.from])];
  if (named.some((state) => !all.includes(state)) || final.length === 0) return false;
  const next = (state: string) => transitions.filter((t) => t.from.includes(state)).map((t) => t.to);
  const leadsTo = (from: string, goal: (state: string) => boolean, steps: number): boolean =>
    goal(from) || (steps > 0 && next(from).some((to) => leadsTo(to, goal, steps - 1)));
  const isShadowed = transitions.some((t, i) =>
    transitions.slice(0, i).some((o) => o.on === t.on && o.guard === undefined && o.from.some((state) => t.from.includes(state))),
  );
  return (
    !isShadowed &&
    all.every((state) => leadsTo(initial, (s) => s === state, all.length)) &&
    all.every((state) => leadsTo(state, (s) => final.includes(s), all.length))
  );
}

describe('any definition', () => {
  test('WF-01 the checker accepts exactly what a plain walk over all paths accepts', () => {
    fc.assert(
      fc.property(definitions, (definition) => (problemsOf(definition, world).length === 0) === naive(definition)),
      { seed, numRuns: 1_000 },
    );
  });

  test('WF-01 an accepted one is never left by any events, and answers the same to the same', () => {
    const happenings = fc.array(fc.tuple(fc.constantFrom(...events), fc.integer({ min: 0, max: 6 })), { maxLength: 30 });
    const accepted = definitions.map(onSpine).filter((d) => problemsOf(d, world).length === 0);
    fc.assert(
      fc.property(accepted, happenings, (definition, all) => {
        let state = definition.initial;
        for (const [event, size] of all) {
          const given = facts({ record: { size: BigInt(size) } });
          const answer = transition(definition, state, event, given);
          expect(transition(definition, state, event, given)).toEqual(answer);
          const declared = leaving(definition, state).filter((l) => l.transition.on === event);
          expect(answer.kind === 'NOT_IN_TABLE').toBe(declared.length === 0);
          if (answer.kind !== 'MOVE') continue;
          expect(Object.keys(definition.states)).toContain(answer.to);
          expect(definition.transitions[answer.index]?.from).toContain(state);
          expect(answer.ends).toBe(definition.final.includes(answer.to));
          state = answer.to;
        }
      }),
      { seed, numRuns: 500 },
    );
  });
});

/** Of any definition one that can run as a rule: a way through all its states, and what else there is of it. */
function onSpine(definition: Definition): Definition {
  const all = Object.keys(definition.states);
  const isThere = (state: string) => all.includes(state);
  const spine = all.slice(1).map((to, i) => ({ on: 'next', from: [all[i] as string], to, label: said('Next') }));
  const rest = definition.transitions
    .map((t) => ({ ...t, from: t.from.filter(isThere) }))
    .filter((t) => isThere(t.to) && t.from.length > 0);
  return { ...definition, final: [all.at(-1) as string], transitions: [...spine, ...rest] };
}

const flow = workflowOf({
  id: 'own.flow',
  version: 1,
  label: said('Flow'),
  initial: 'NEW',
  final: ['DONE'],
  states: { NEW: { label: said('New'), tasks: [{ key: 'a', label: said('A'), assign: { to: 'ACTOR' } }] }, DONE: { label: said('Done') } },
  transitions: [
    { on: 'go', from: ['NEW'], to: 'NEW', guard: 'record.size > 3', label: said('Again') },
    { on: 'go', from: ['NEW'], to: 'DONE', requires: ['size', 'of.name'], label: said('Go') },
    { on: 'force', from: ['NEW'], to: 'DONE', label: said('Force'), permission: 'p:x', internal: true, needsReason: true },
  ],
});

describe('one definition', () => {
  test('guards are branches; what the chosen one demands must then be met', () => {
    expect(transition(flow, 'NEW', 'go', facts({ record: { size: 4n } }))).toMatchObject({
      kind: 'MOVE',
      index: 0,
      to: 'NEW',
      ends: false,
    });
    expect(transition(flow, 'NEW', 'go', facts({ record: { size: 1n, of: { name: '' } } }))).toEqual({
      kind: 'HINDERED',
      index: 1,
      hindrances: [{ kind: 'FIELDS_MISSING', fields: ['of.name'] }],
    });
    expect(transition(flow, 'NEW', 'go', facts({ record: { size: 1n, of: { name: 'x' } } }))).toMatchObject({
      kind: 'MOVE',
      to: 'DONE',
      ends: true,
    });
    expect(transition(flow, 'DONE', 'go', facts())).toEqual({ kind: 'NOT_IN_TABLE', events: [] });
  });

  test('everything that hinders is told at once', () => {
    const force = flow.transitions[2];
    expect(hindrances(force as (typeof flow.transitions)[number], facts()).map((h) => h.kind)).toEqual([
      'PLUGINS_ONLY',
      'PERMISSION_MISSING',
      'REASON_MISSING',
    ]);
    expect(transition(flow, 'NEW', 'force', facts({ isInside: true, permits: (p) => p === 'p:x', reason: 'so' }))).toMatchObject({
      kind: 'MOVE',
    });
  });
});

test('WF-01 a transition to an unknown state does not compile', () => {
  const states = { A: { label: said('A') } };
  const about = { id: 'x', version: 1, label: said('x'), final: ['A'], states } as const;
  const go = { on: 'go', from: ['A'], label: said('Go') } as const;
  // @ts-expect-error MOON is no state
  workflowOf({ ...about, initial: 'A', transitions: [{ ...go, to: 'MOON' }] });
  // @ts-expect-error MOON is no state
  workflowOf({ ...about, initial: 'MOON', transitions: [] });
  expect(flow.initial).toBe('NEW');
});
