import { expect, test } from 'vitest';
import { workflowOf } from './definition.ts';
import { graph, mermaid } from './diagram.ts';

const flow = workflowOf({
  id: 'own.drawn',
  version: 1,
  label: { en: 'Drawn', zh: '绘制' },
  initial: 'end',
  final: ['B'],
  states: { end: { label: { en: 'A "quoted"; one', zh: '甲' } }, B: { label: { en: 'B\\n', zh: '乙' } } },
  transitions: [{ on: 'go', from: ['end'], to: 'B', label: { en: 'Go', zh: '走' } }],
});

test('Mermaid: words of the language are no names, what would break a label is escaped, the way is marked', () => {
  expect(mermaid(flow, { state: 'B', passed: [['end', 'B']] })).toBe(`stateDiagram-v2
  state "A #34;quoted#34;#59; one<br/>甲" as s0
  state "B#92;n<br/>乙" as s1
  [*] --> s0
  s0 --> s1: ✓ Go<br/>走
  s1 --> [*]
  classDef passed fill:#d6e9d6,stroke:#2e7d32
  classDef current fill:#1565c0,color:#ffffff,stroke:#0d47a1
  class s0 passed
  class s1 current
`);
  expect(mermaid(flow, null, 'zh')).toContain('s0 --> s1: 走\n');
});

test('Graphviz: one node a state, an edge a transition, the way and the end marked', () => {
  const { nodes, edges } = graph(flow, { state: 'B', passed: [['end', 'B']] }, 'en');
  expect(nodes.map((n) => [n.name, n.attributes['label'], n.attributes['peripheries'] ?? 1])).toEqual([
    ['*', '', 1],
    ['s:end', 'A "quoted"; one', 1],
    ['s:B', 'B\\\\n', 2],
  ]);
  expect(edges[1]).toMatchObject({ tail: 's:end', head: 's:B', attributes: { penwidth: 2.5 } });
});
