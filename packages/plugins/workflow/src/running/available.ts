/** What could be fired of records now, and why the rest could not: three statements, however many records there are. */
import type { Label } from '@guanxi/core';
import type { Available } from '../plugin.ts';
import { type Needs, needsData } from '../rules/guard.ts';
import { type Hindrance, hindrances, leaving } from '../rules/transition.ts';
import { hindered } from './hindered.ts';
import { needsOf, type Running, runningOf } from './instance.ts';
import { circumstances } from './move.ts';
import { factsOf, type WorkflowScope } from './subject.ts';

/** By record; one without a workflow is left out. What has a command of its own is as available as that command will find it. */
export async function availableFor(
  scope: WorkflowScope,
  type: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Available[]>> {
  const running = await runningOf(scope, type, ids);
  const needs: Needs = {};
  for (const { body, state } of running.values()) needsOf(scope, type, body, state, { into: needs });
  const facts = await factsOf(scope, type, [...running.keys()], needs);
  return new Map([...running].map(([id, of]) => [id, availableOf(scope, of, facts.get(id) ?? {})]));
}

function availableOf(
  scope: WorkflowScope,
  { body, state, subjectType }: Running,
  record: Readonly<Record<string, unknown>>,
): readonly Available[] {
  const facts = { ...circumstances(scope, { data: {}, reason: null, isInside: true }), record };
  return leaving(body, state).map(({ transition }) => {
    const found = hindrances(transition, facts);
    const asksForData = transition.guard !== undefined && needsData(transition.guard);
    const hindering = found.filter((h) => h.kind !== 'REASON_MISSING' && !(h.kind === 'GUARD' && asksForData));
    return {
      event: transition.on,
      label: transition.label,
      toState: transition.to,
      toLabel: body.states[transition.to]?.label ?? { en: transition.to, zh: transition.to },
      isAvailable: hindering.length === 0,
      needsReason: transition.needsReason ?? false,
      needsData: asksForData,
      reasons: hindering.map((h) => told(scope, subjectType, transition.label, h)),
    };
  });
}

function told(scope: WorkflowScope, type: string, event: Label, hindrance: Hindrance): Available['reasons'][number] {
  const error = hindered(scope, type, event, hindrance);
  return { code: error.code, message: error.in(scope.locale), details: error.details };
}
