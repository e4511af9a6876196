/** The shape of a definition that comes as data. What it means is checked by `check.ts`. */
import { t, z } from '@guanxi/core';
import type { Definition } from './definition.ts';

const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,59}$/, 'is no name of letters, digits and underscores');
const label = z.strictObject({ en: t.text(200), zh: t.text(200) });
const wait = { after: t.duration(), clock: t.optional(t.text(80)) };

const assignment = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('PERSON'), staff: t.text(80) }),
  z.strictObject({ to: z.literal('ROLE'), role: t.text(80) }),
  z.strictObject({ to: z.literal('TEAM'), team: t.text(80) }),
  z.strictObject({ to: z.literal('LEAST_LOADED'), team: t.text(80) }),
  z.strictObject({ to: z.literal('RESPONSIBLE') }),
  z.strictObject({ to: z.literal('ACTOR') }),
]);

const state = z.strictObject({
  label,
  tasks: t.optional(t.list(z.strictObject({ key: name, label, assign: assignment, due: t.optional(z.strictObject(wait)) }), { max: 20 })),
  timers: t.optional(t.list(z.strictObject({ ...wait, event: name }), { max: 10 })),
  escalation: t.optional(t.list(z.strictObject({ ...wait, label, assign: t.optional(assignment) }), { max: 10 })),
  whenDone: t.optional(name),
});

const transition = z.strictObject({
  on: name,
  from: t.list(name, { min: 1, max: 100 }),
  to: name,
  label,
  guard: t.optional(t.text(2_000)),
  guardLabel: t.optional(label),
  requires: t.optional(t.list(t.text(200), { max: 50 })),
  permission: t.optional(t.text(120)),
  internal: t.optional(t.bool()),
  needsReason: t.optional(t.bool()),
  actions: t.optional(t.list(z.strictObject({ action: t.text(200), input: t.optional(z.record(z.string(), z.unknown())) }), { max: 20 })),
});

const body = z.strictObject({
  label,
  initial: name,
  final: t.list(name, { max: 100 }),
  states: z.record(name, state).refine((states) => Object.keys(states).length <= 200, 'has more than 200 states'),
  transitions: t.list(transition, { max: 500 }),
});

/** Without its name and number, which the tenant's list of workflows gives it. */
type Body = Omit<Definition, 'id' | 'version'>;

export type Parsed =
  | { readonly ok: true; readonly body: Body }
  | { readonly ok: false; readonly problems: readonly { readonly path: readonly string[]; readonly detail: string }[] };

export function parseBody(given: unknown): Parsed {
  const parsed = body.safeParse(given);
  if (parsed.success) return { ok: true, body: parsed.data as Body };
  return { ok: false, problems: parsed.error.issues.map((i) => ({ path: i.path.map(String), detail: i.message })) };
}
