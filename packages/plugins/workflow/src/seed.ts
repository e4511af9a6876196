/** What a tenant begins with: the workflows that its plugins ship, so that they can be looked at and changed before any record is on them. */
import { workflowSubjects } from './points.ts';
import type { WorkflowTx } from './running/subject.ts';
import { currentVersion } from './running/versions.ts';

export async function seed(tx: WorkflowTx): Promise<void> {
  for (const { id: type, value } of tx.contributions(workflowSubjects))
    for (const flow of value.flows) await currentVersion(tx, type, flow.id);
}
