/** How cases go along their flows: the workflow decides and writes the state, commands of this plugin do the rest. */
import { type Command, commandRef, type Row, type ValueOf } from '@guanxi/core';
import { fire, start } from '@guanxi/plugin-workflow';
import type { Complaint } from '../cases/entities.ts';
import type { ComplaintType } from '../cases/enums.ts';
import type { ComplaintsTx } from '../common.ts';
import { complaintFlow } from './complaint.ts';
import { enquiryFlow, praiseFlow, suggestionFlow } from './others.ts';

export const flows = { COMPLAINT: complaintFlow, ENQUIRY: enquiryFlow, SUGGESTION: suggestionFlow, PRAISE: praiseFlow } as const;
type Flows = typeof flows;
/** What can happen to a case of any type. */
export type CaseEvent = { readonly [T in keyof Flows]: Flows[T]['transitions'][number]['on'] }[keyof Flows];

type Case = Pick<Row<Complaint>, 'id' | 'type'>;
const subject = ({ id }: Pick<Case, 'id'>) => ({ type: 'Complaint', id }) as const;
/** Which of the flows it is, is known when it runs: what the one does not have, the workflow refuses. */
const flowOf = (type: ValueOf<typeof ComplaintType>) => flows[type] as Flows['COMPLAINT'];

export const begin = (tx: ComplaintsTx, row: Case): Promise<unknown> => start(tx, flowOf(row.type), subject(row));

/** G7: what the flow of its type has no such step for from where it is, is refused. */
export async function move(tx: ComplaintsTx, row: Case, event: CaseEvent, reason?: string): Promise<void> {
  const of = event as Flows['COMPLAINT']['transitions'][number]['on'];
  await fire(tx, flowOf(row.type), subject(row), of, reason === undefined ? {} : { reason });
}

const forget = commandRef<Command<{ readonly type: string; readonly ids: string[] }, {}>>('forgetWorkflows');

/** It has become a case of another type, and begins the flow of that, as far as it has come. */
export async function moveOver(tx: ComplaintsTx, row: Case, acknowledged: boolean): Promise<void> {
  await tx.system.run(forget, { type: 'Complaint', ids: [row.id] });
  await begin(tx, row);
  if (acknowledged) await move(tx, row, 'acknowledge');
}
