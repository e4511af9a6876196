/** Extension points: registries to which plugins contribute data. Behaviour is named by a command, never passed as a function. */
import type { Label } from './label.ts';

export interface Point<V = unknown> {
  readonly kind: 'point';
  readonly id: string;
  readonly label: Label;
  readonly plugin: string;
  readonly '~v'?: V;
}
export interface ContributionPart {
  readonly kind: 'contribution';
  readonly point: Point;
  readonly id: string;
  readonly value: unknown;
}

/** @example contribute(workflowActions, 'loyalty.award', { command: 'awardPoints', label: label('Award', '奖励') }) */
export function contribute<V>(point: Point<V>, id: string, value: NoInfer<V>): ContributionPart {
  return { kind: 'contribution', point, id, value };
}
