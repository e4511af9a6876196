/**
 * Events into answers, with the rights of this moment: one statement for all events of a type at once, read and written as text once for
 * all equal subscribers. An event whose subject they may not see leaves no trace.
 */
import { accessContext } from '../../access/context.ts';
import { rightsOf } from '../../access/rights.ts';
import { Sink } from '../../access/sink.ts';
import { encodeCursor, type LoggedEvent } from '../../log/index.ts';
import type { EntityDef } from '../../model/model.ts';
import type { Tree } from '../context.ts';
import { noIds } from '../execute/commands.ts';
import { executeHybrid } from '../execute/hybrid.ts';
import { assemble, idsIn, idsOf } from '../execute/outcome.ts';
import { run, treeOf } from '../execute/reads.ts';
import type { Asking } from '../execute/request.ts';
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
  const { outcome, subject, about, responseKey, type } = planned.rest;
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
  const isPrivy = seesEveryRecord(asking, asking.kernel.model.entities.get(subjectEntity));
  const follows = interest.records.every((r, i) => isShown(tree, about[i] ?? '', 0) || seesEveryRecord(asking, r.entity));
  const seen = events.map((_, i) => isShown(tree, subject, i) || isPrivy);
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

const isShown = (tree: Tree, root: string, i: number): boolean => Array.isArray(tree[root]) && (tree[root][i] ?? null) !== null;

/** Whoever may see every record of a kind also hears of those that are there no more: for anyone else a removed record is a hidden one. */
function seesEveryRecord({ kernel, access }: Asking, entity: EntityDef | undefined): boolean {
  return entity !== undefined && accessContext(kernel.model, rightsOf(access), new Sink()).policy(entity, 't') === true;
}
