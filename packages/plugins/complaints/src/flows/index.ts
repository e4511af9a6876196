/** Each type of case has a flow of its own, on the workflow engine. */
import { workflowOn } from '@guanxi/plugin-workflow';
import { Complaint } from '../cases/entities.ts';
import type { Noun } from '../common.ts';
import { p } from '../plugin.ts';
import { flows as all } from './move.ts';

const caseFlows = workflowOn(p, Complaint, {
  state: 'state',
  responsible: 'ownerId',
  customer: 'customerId',
  flows: Object.values(all),
});

export const flows: Noun = { model: caseFlows.model, hooks: caseFlows.hooks };
