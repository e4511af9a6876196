/** The next level of a state's ladder: everybody is told, and its tasks go to somebody else. */
import { label, t } from '@guanxi/core';
import { Task, WorkflowInstance } from '../entities.ts';
import { InstanceEscalated } from '../events.ts';
import { p } from '../plugin.ts';
import { insideOnly } from '../refusals.ts';
import { assign } from '../running/assign.ts';
import { openTasks } from '../running/enter.ts';
import { handOver } from '../running/handover.ts';
import { recordId } from '../running/subject.ts';
import { stillThere } from './elapse.ts';

export const climbLadder = p.command('climbEscalationLadder', {
  label: label('Escalate to the next level', '升级到下一层级'),
  permission: 'workflow:fire',
  input: { instance: t.id(WorkflowInstance), visit: t.int(), level: t.int({ min: 0 }) },
  async run(tx, { instance, visit, level }) {
    if (tx.caller === null) throw insideOnly({ command: 'climbEscalationLadder' });
    const found = await stillThere(tx, instance, visit);
    // Levels are climbed once each, and never down: a ladder has an end, whatever its times are.
    if (!found || found.running.escalationLevel > level) return;
    const { subject, row, running } = found;
    const rung = running.body.states[running.state]?.escalation?.[level];
    if (!rung) return;
    await tx.update(WorkflowInstance, instance, { escalationLevel: level + 1 });
    const [to = null] = rung.assign ? await assign(tx, subject, row, [rung.assign]) : [];
    if (to) {
      const open = await openTasks(tx, instance);
      const rows = await tx.lock(
        Task,
        open.map((task) => task.id),
      );
      await handOver(tx, rows, to, { reason: `${rung.label.en} / ${rung.label.zh}`, by: null });
    }
    await tx.emit(InstanceEscalated, {
      subject: instance,
      subjectType: subject.type,
      record: recordId(tx, subject.type, subject.id),
      workflow: running.key,
      state: running.state,
      level: level + 1,
      toStaffId: to?.ownerId ?? null,
      toTeamId: to?.teamId ?? null,
    });
  },
});
