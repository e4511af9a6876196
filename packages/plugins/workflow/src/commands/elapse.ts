/** A timer of a state is up: its event is fired, if the record is still there and the event is possible then. */
import { type Id, label, select, sql, t } from '@guanxi/core';
import { WorkflowInstance } from '../entities.ts';
import { instanceFields } from '../fields.ts';
import { p } from '../plugin.ts';
import { insideOnly } from '../refusals.ts';
import { type Running, runningOf } from '../running/instance.ts';
import { answerTo, type Firing, move } from '../running/move.ts';
import { lockSubject, type Subject, type SubjectRow, subjectType, type WorkflowTx } from '../running/subject.ts';

export const elapseTimer = p.command('elapseWorkflowTimer', {
  label: label('A timer of a workflow is up', '流程定时到期'),
  permission: 'workflow:fire',
  input: { instance: t.id(WorkflowInstance), visit: t.int(), timer: t.int({ min: 0 }) },
  async run(tx, { instance, visit, timer }) {
    if (tx.caller === null) throw insideOnly({ command: 'elapseWorkflowTimer' });
    const found = await stillThere(tx, instance, visit);
    if (!found) return;
    const { event } = found.running.body.states[found.running.state]?.timers?.[timer] ?? {};
    if (event !== undefined) await fireInside(tx, found, event, 'TIMER');
  },
});

interface There {
  readonly subject: Subject;
  readonly row: SubjectRow;
  readonly running: Running;
}

/** The record, locked, if it has not left the state since; null otherwise, where what was scheduled is void. */
export async function stillThere(tx: WorkflowTx, instance: Id<'WorkflowInstance'>, visit: number | null): Promise<There | null> {
  const [found] = await tx.system.read(select(instanceFields, { subjectType: true, subjectId: true }), {
    where: (i) => sql`${i.id} = ${instance}`,
  });
  if (!found) return null;
  const { subjectType: type, subjectId: id } = found;
  const subject = { ...subjectType(tx, type, 'instance'), type, id };
  const row = await lockSubject(tx, subject);
  const running = (await runningOf(tx, type, [id])).get(id);
  return running && (visit === null || running.visit === visit) ? { subject, row, running } : null;
}

/** Fires if it can be fired; an event that is not possible now is none. @returns whether it was */
export async function fireInside(
  tx: WorkflowTx,
  { subject, row, running }: There,
  event: string,
  cause: Firing['cause'],
): Promise<boolean> {
  const firing: Firing = { event, cause, data: {}, reason: null, isInside: true };
  const answer = await answerTo(tx, subject, running, firing, { permits: () => true });
  if (answer.kind === 'MOVE') await move(tx, subject, row, running, answer, firing);
  else tx.log.info('an event of a workflow was not possible', { workflow: running.key, state: running.state, event, answer: answer.kind });
  return answer.kind === 'MOVE';
}
