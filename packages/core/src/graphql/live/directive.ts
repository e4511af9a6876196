/** `query @live { … }`: a query that is answered again whenever what it reads has changed. */
import { DirectiveLocation, GraphQLDirective, GraphQLInt, getDirectiveValues } from 'graphql';
import { label } from '../../model/label.ts';
import { badInput } from '../../model/refusals.ts';
import type { Limits } from '../../read/kernel.ts';
import type { Asking } from '../execute/request.ts';

export const liveDirective = new GraphQLDirective({
  name: 'live',
  description:
    'Over a connection that can be answered more than once (WebSocket, SSE): the result now, and what differs whenever what the query reads has changed. See docs/live-queries.md.',
  locations: [DirectiveLocation.QUERY],
  args: {
    debounce: {
      type: GraphQLInt,
      description: 'Milliseconds for which changes are gathered before the query runs again. Default: a setting of the engine.',
    },
  },
});

export interface Live {
  readonly debounceMs: number;
}

/** What an operation asks to be kept live; null for one that does not. @throws BAD_INPUT for a debounce out of bounds */
export function liveOf({ operation, facts }: Pick<Asking, 'operation' | 'facts'>, limits: Limits): Live | null {
  const values = getDirectiveValues(liveDirective, operation.node, facts.variables);
  if (values === undefined) return null;
  const debounceMs = Number(values['debounce'] ?? limits.liveDebounceMs);
  const { minLiveDebounceMs: min, maxLiveDebounceMs: max } = limits;
  if (debounceMs < min || debounceMs > max)
    throw badInput(label(`debounce is from ${min} to ${max} milliseconds`, `debounce 须在 ${min} 到 ${max} 毫秒之间`), ['debounce']);
  return { debounceMs };
}
