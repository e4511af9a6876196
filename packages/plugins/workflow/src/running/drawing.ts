/** What is drawn: a version, with the way of a record where one is given, as Mermaid or through Graphviz as SVG. */
import { select, sql } from '@guanxi/core';
import { stepFields } from '../fields.ts';
import { workflowSubjects } from '../points.ts';
import { unknownWorkflow } from '../refusals.ts';
import type { Definition } from '../rules/definition.ts';
import { type Graph, graph, type Language, mermaid, type Way } from '../rules/diagram.ts';
import type { Running } from './instance.ts';
import type { ModelScope, WorkflowScope } from './subject.ts';
import { storedDefinition } from './versions.ts';

export async function draw(body: Definition, way: Way | null, language: Language | null, format: 'SVG' | 'MERMAID'): Promise<string> {
  return format === 'MERMAID' ? mermaid(body, way, language) : svg(graph(body, way, language));
}

/** Graphviz is a WebAssembly module of a megabyte: it is loaded when the first picture is asked for. */
async function svg(of: Graph): Promise<string> {
  const { instance } = await import('@viz-js/viz');
  const viz = await instance();
  return viz.renderString(of as Parameters<typeof viz.renderString>[0], { format: 'svg' });
}

export async function wayOf(scope: WorkflowScope, { id, state }: Running): Promise<Way> {
  const steps = await scope.system.read(select(stepFields, { fromState: true, toState: true }), {
    where: (s) => sql`${s.instanceId} = ${id}`,
    orderBy: 'at',
  });
  return { state, passed: steps.flatMap(({ fromState, toState }) => (fromState === null ? [] : [[fromState, toState] as const])) };
}

/** A version by number, or the current one; of a workflow that no record has begun yet, as its plugin ships it. */
export async function bodyOf(scope: WorkflowScope, key: string, number: number | null): Promise<Definition> {
  const stored = await storedDefinition(scope, key);
  const wanted = number ?? stored?.currentNumber;
  const found = stored ? stored.versions.find((v) => v.number === wanted)?.body : number === null ? shippedUnder(scope, key) : undefined;
  if (!found) throw unknownWorkflow({ key: number === null ? key : `${key} ${number}`, type: '—' }, 'workflow');
  return found;
}

const shippedUnder = (scope: ModelScope, key: string): Definition | undefined =>
  scope
    .contributions(workflowSubjects)
    .flatMap((c) => c.value.flows)
    .find((flow) => flow.id === key);
