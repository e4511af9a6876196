/** After `run`: guards over what changed and hooks on what was said, again and again until nothing new comes of it. */
import { GuanxiError } from '../errors.ts';
import { blame } from './blame.ts';
import type { Entry, Values } from './buffer.ts';
import { deeper, type Frame } from './frame.ts';
import type { Emitted } from './inbox.ts';
import { transactionLater } from './transaction.ts';
import { readWaiting } from './work.ts';

const MAX_ROUNDS = 32;

export async function settle(frame: Frame): Promise<void> {
  const guarded = new Map<Entry, Values | null>();
  let heard = 0;
  for (let round = 0; ; round += 1) {
    // What there is nothing of is not waited for either: every command comes through here, most of them twice.
    if (frame.work.buffer.unread().length > 0) await readWaiting(frame.work);
    const fresh = frame.work.buffer.changed().filter((e) => guarded.get(e) !== e.row && !e.erased);
    if (fresh.length > 0) await guard(frame, guarded, fresh);
    const events = frame.work.events.slice(heard);
    heard += events.length;
    if (events.length > 0) await during(frame, events);
    if (fresh.length === 0 && events.length === 0) return;
    if (round >= MAX_ROUNDS)
      throw new GuanxiError('HOOK_LOOP', {
        chain: [...frame.chain, ...new Set([...guarded.keys()].map((e) => `guard ${e.entity.name}`))].join(' → '),
      });
  }
}

/** Each guard sees all changes of its entity's records that it has not seen as they are now. */
async function guard(frame: Frame, guarded: Map<Entry, Values | null>, fresh: readonly Entry[]): Promise<void> {
  const { work } = frame;
  for (const entry of fresh) guarded.set(entry, entry.row);
  for (const entity of new Set(fresh.map((e) => e.entity))) {
    const hooks = work.call.kernel.registry.guards.get(entity.name);
    if (!hooks) continue;
    const changes = fresh.filter((e) => e.entity === entity).map((e) => ({ id: e.id, before: e.base, after: guarded.get(e) ?? null }));
    for (const hook of hooks) {
      const where = `guard ${entity.name}`;
      const run = () => hook.run(transactionLater(deeper(frame, `${where} (${hook.plugin})`), hook.plugin), changes as never);
      await blame(hook.plugin, where, run, work.entered);
    }
  }
}

/** Each hook hears all occurrences of its event at once. */
async function during(frame: Frame, events: readonly Emitted[]): Promise<void> {
  const { call } = frame.work;
  for (const name of new Set(events.map((e) => e.definition.name))) {
    const occurrences = events.filter((e) => e.definition.name === name);
    const [cause = null] = occurrences;
    const hooks = call.kernel.registry.during.get(name);
    if (!hooks) continue;
    const all = occurrences.map((e) => ({ id: e.id, at: call.now, subject: e.subject, data: { ...e.data, subject: e.subject } }));
    for (const hook of hooks) {
      const inside = deeper({ ...frame, cause, chain: chainOf(frame, cause) }, `during ${name} (${hook.plugin})`);
      await blame(hook.plugin, `during ${name}`, () => hook.run(transactionLater(inside, hook.plugin), all as never), frame.work.entered);
    }
  }
}

/** The events that led to this one, for the message when they never end. */
function chainOf(frame: Frame, event: Emitted | null): readonly string[] {
  const names: string[] = [];
  for (let at = event?.cause ?? null; at; at = at.cause) names.unshift(at.definition.name);
  return [...frame.chain, ...names];
}
