/** Records are deleted, and what their workflows were goes with them. */
import { label, t } from '@guanxi/core';
import { WorkflowInstance } from '../entities.ts';
import { p } from '../plugin.ts';
import { insideOnly } from '../refusals.ts';
import { leaveState } from '../running/enter.ts';
import { runningOf } from '../running/instance.ts';

export const forgetWorkflows = p.command('forgetWorkflows', {
  label: label('Forget the workflows of deleted records', '清除已删除记录的流程'),
  permission: 'workflow:fire',
  input: { type: t.text(80), ids: t.list(t.text(80)) },
  async run(tx, { type, ids }) {
    if (tx.caller === null) throw insideOnly({ command: 'forgetWorkflows' });
    const running = [...(await runningOf(tx, type, ids)).values()];
    for (const { id, body, state } of running) await leaveState(tx, id, body.states[state]);
    await tx.remove(
      WorkflowInstance,
      running.map((r) => r.id),
    );
  },
});
