/** Something happened to a record: its workflow says what follows. */
import { label, Refusals, t, z } from '@guanxi/core';
import { p } from '../plugin.ts';
import { notInTable, notStarted, otherWorkflow } from '../refusals.ts';
import type { Answer } from '../rules/transition.ts';
import { hindered } from '../running/hindered.ts';
import { type Running, runningOf } from '../running/instance.ts';
import { answerTo, type Firing, move, stateLabel } from '../running/move.ts';
import { lockSubject, type Subject, SubjectInput, type SubjectRow, visibleSubject, type WorkflowTx } from '../running/subject.ts';
import { begin } from './begin.ts';

export const fireTransition = p.command('fireTransition', {
  label: label('Fire an event', '触发流程事件'),
  permission: 'workflow:fire',
  input: {
    subject: SubjectInput,
    event: t.text(100),
    /** What guards see as `data`. */
    data: t.optional(t.json()),
    reason: t.optional(t.text(1_000)),
    /** The workflow that is meant: a record in another is refused, and one that is in none yet, being older, begins it where it is. */
    workflow: t.optional(t.text(200)),
  },
  output: { state: t.text(100) },
  async run(tx, { subject: given, event, data, reason, workflow }) {
    const subject = await visibleSubject(tx, given);
    const row = await lockSubject(tx, subject);
    const running = await runningIn(tx, subject, row, workflow ?? null);
    const firing: Firing = {
      event,
      cause: 'EVENT',
      data: z.record(z.string(), z.unknown()).catch({}).parse(data),
      reason: reason ?? null,
      isInside: tx.caller !== null,
    };
    const answer = await answerTo(tx, subject, running, firing);
    if (answer.kind !== 'MOVE') throw refusal(tx, running, event, answer);
    await move(tx, subject, row, running, answer, firing);
    return { state: answer.to };
  },
});

async function runningIn(tx: WorkflowTx, subject: Subject, row: SubjectRow, workflow: string | null): Promise<Running> {
  const known = (await runningOf(tx, subject.type, [subject.id])).get(subject.id);
  if (known && (workflow === null || known.key === workflow)) return known;
  if (known) throw otherWorkflow({ key: known.key, asked: workflow ?? '' }, 'workflow');
  if (workflow === null) throw notStarted({}, 'subject');
  await begin(tx, subject, row, workflow, row[subject.state] as string);
  const begun = (await runningOf(tx, subject.type, [subject.id])).get(subject.id);
  if (!begun) throw notStarted({}, 'subject');
  return begun;
}

function refusal(tx: WorkflowTx, running: Running, event: string, answer: Exclude<Answer, { kind: 'MOVE' }>): Error {
  if (answer.kind === 'NOT_IN_TABLE')
    return notInTable({ event, state: stateLabel(running, running.state), events: answer.events.join(', ') || '—' }, 'event', {
      state: running.state,
      event,
      events: answer.events,
    });
  const said = running.body.transitions[answer.index]?.label ?? event;
  return new Refusals(answer.hindrances.map((h) => hindered(tx, running.subjectType, said, h)));
}
