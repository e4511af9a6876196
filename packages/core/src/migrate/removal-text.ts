/** A removal's plan as lines to read before one agrees to it. */
import type { RemovalPlan } from './removal-plan.ts';

export function removalText(plan: RemovalPlan): string {
  const { deletes, kept } = plan;
  const lines = [
    `Removing plugin "${plan.plugin}" would drop:`,
    ...plan.drops.map(({ kind, name }) => `  ${kind} crm.${name}${kind === 'table' ? `, ${counted(plan.rows[name] ?? 0, 'row')}` : ''}`),
    'and delete:',
    `  ${counted(deletes.journal, 'migration')} from the journal`,
    `  the settings of ${counted(deletes.settings, 'tenant')}`,
    `  ${counted(deletes.attributes, 'attribute')} that tenants defined on its records`,
    `  ${counted(deletes.jobs, 'job')} that wait, and its permissions from ${counted(deletes.grants, 'role')}`,
    'and keep:',
    `  ${counted(kept.changes, 'entry', 'entries')} of the change log, ${counted(kept.events, 'event')}`,
  ];
  return [...lines, plan.refusal === null ? 'Nothing refers to it.' : `It is refused: ${plan.refusal.message}`].join('\n');
}

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
