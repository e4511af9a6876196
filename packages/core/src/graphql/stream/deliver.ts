/**
 * Events into answers, with the rights of this moment: one statement for all events of a type at once, read and written as text once for
 * all equal subscribers. An event whose subject they may not see leaves no trace.
 */
import { encodeCursor, type LoggedEvent } from '../../log/index.ts';
import { globalId } from '../../model/ids.ts';
import { logAccess } from '../../read/access-log.ts';
import { goneInSight } from '../../read/gone.ts';
import type { Tree } from '../context.ts';
import { noIds } from '../execute/commands.ts';
import { executeHybrid } from '../execute/hybrid.ts';
import { assemble, idsIn, idsOf } from '../execute/outcome.ts';
import { run, treeOf } from '../execute/reads.ts';
import { type Asking, readBy } from '../execute/request.ts';
import { typeKey } from '../schema/planned.ts';
import type { Followed, Interest } from './interest.ts';
import { planPayload } from './payload.ts';
import type { StreamAnswer } from './queue.ts';
import type { Streaming } from './streaming.ts';
import { changeValue, eventValue, goneValue } from './values.ts';

export type Now = Pick<Streaming, 'asking' | 'reads'>;

export interface Delivered {
  readonly position: number;
  /** Null for an event that is none of this subscriber's business. */
  readonly answer: StreamAnswer | null;
  /** It says that the record is gone for this subscriber: told once. */
  readonly isGone: boolean;
}

/** One for each event, in their order. */
export async function deliver(now: Now, interest: Interest, events: readonly LoggedEvent[], epoch: string): Promise<readonly Delivered[]> {
  const byType = new Map<string, LoggedEvent[]>();
  for (const event of events) byType.set(event.type, [...(byType.get(event.type) ?? []), event]);
  const all = await Promise.all([...byType.values()].map((same) => deliverType(now, interest, same, epoch)));
  return all.flat().sort((a, b) => a.position - b.position);
}

async function deliverType(
  { asking, reads }: Now,
  interest: Interest,
  events: readonly LoggedEvent[],
  epoch: string,
): Promise<readonly Delivered[]> {
  const heard = interest.heard?.get(events[0]?.type ?? '') ?? null;
  const planned = planPayload(reads, asking, interest, heard);
  const { outcome, subject, about, responseKey, type, confidential } = planned.rest;
  const cursors = events.map(({ position }) => encodeCursor({ epoch, position }));
  const values = events.map((event, i) => {
    const cursor = cursors[i] as string;
    return heard
      ? eventValue(asking.kernel.model, heard, event, cursor)
      : changeValue(asking, interest.records[0] as Followed, event, cursor);
  });
  const ids: Record<string, string[]> = {
    [idsOf(subject)]: events.map((e) => (heard ? (e.subject?.id ?? '') : (interest.records[0]?.id ?? ''))),
  };
  for (const [i, root] of about.entries()) ids[idsOf(root)] = [interest.records[i]?.id ?? ''];
  for (const value of values) idsIn(outcome, value, ids);
  const tree = treeOf(await run(asking, planned, { ...noIds(planned.plan.roots), ...ids }));

  const subjectEntity = heard ? heard.event.subject.name : (interest.records[0]?.entity.name ?? '');
  const { kernel, access } = asking;
  const subjects = ids[idsOf(subject)] ?? [];
  const unseen = subjects.filter((_, i) => !isShown(tree, subject, i));
  const gone = await goneInSight(kernel, access, kernel.model.entities.get(subjectEntity), unseen);
  const follows = await all(
    interest.records,
    async (r, i) => isShown(tree, about[i] ?? '', 0) || (await goneInSight(kernel, access, r.entity, [r.id])).has(r.id),
  );
  const seen = events.map((_, i) => isShown(tree, subject, i) || gone.has(subjects[i] ?? ''));
  if (confidential.length > 0)
    await noteHeard(asking, events, subjectEntity, confidential, (i) => heard !== null && seen[i] === true && follows);
  const shown = values.map((value, i) => (heard === null && !seen[i] ? goneValue(value) : value));
  const payloads = assemble({ kind: 'list', of: outcome }, shown, tree) as readonly Tree[];
  return Promise.all(
    events.map(async ({ position }, i): Promise<Delivered> => {
      const isGone = heard === null && !seen[i];
      if (heard !== null && !(seen[i] && follows)) return { position, answer: null, isGone };
      const root = { [responseKey]: { ...payloads[i], [typeKey]: type } };
      const { data, errors } = await executeHybrid(reads, asking, { root });
      const text = JSON.stringify(errors.length === 0 ? { data } : { errors, data });
      return { position, answer: { text, cursor: cursors[i] as string }, isGone };
    }),
  );
}

/** That confidential contents of events are told, before they are. */
async function noteHeard(
  asking: Asking,
  events: readonly LoggedEvent[],
  entity: string,
  keys: readonly string[],
  isTold: (i: number) => boolean,
): Promise<void> {
  const prefix = asking.kernel.model.entities.get(entity)?.idPrefix ?? '';
  const told = events.flatMap((e, i) => (isTold(i) ? [e] : []));
  if (told.length === 0) return;
  const records = [...new Set(told.map((e) => globalId(prefix, e.subject?.id ?? '')))];
  const fields = keys.map((key) => `${told[0]?.type} ${key}`);
  await logAccess(asking.kernel, readBy(asking), asking.now, [{ entity, fields, records, count: records.length }]);
}

async function all<T>(items: readonly T[], holds: (item: T, i: number) => Promise<boolean>): Promise<boolean> {
  return (await Promise.all(items.map(holds))).every(Boolean);
}

const isShown = (tree: Tree, root: string, i: number): boolean => Array.isArray(tree[root]) && (tree[root][i] ?? null) !== null;
