/** A definition as a graph, for people: what Mermaid and Graphviz are given. Pure. */
import type { Label } from '@guanxi/core';
import type { Definition } from './definition.ts';

export type Language = 'en' | 'zh';
/** Where a record is, and the way that it came, as pairs of states. */
export interface Way {
  readonly state: string;
  readonly passed: readonly (readonly [string, string])[];
}

const edgesOf = ({ transitions }: Definition) =>
  transitions.flatMap(({ from, to, label }) => from.map((state) => ({ from: state, to, label })));
const isPassed = (way: Way | null, from: string, to: string): boolean => way?.passed.some(([a, b]) => a === from && b === to) ?? false;
const isVisited = (way: Way | null, state: string): boolean => way?.passed.some((pair) => pair.includes(state)) ?? false;

/** Both languages, one below the other; or one alone. */
const lines = ({ en, zh }: Label, language: Language | null): readonly string[] =>
  language === 'en' ? [en] : language === 'zh' ? [zh] : en === zh ? [en] : [en, zh];

/** Mermaid has no escape for these inside labels; entities are what it reads. */
const mermaidText = (text: string): string => text.replace(/[#"<>:;{}[\]`\\|]/g, (c) => `#${c.charCodeAt(0)};`).replace(/\s+/g, ' ');

/**
 * A Mermaid state diagram. States are numbered, since their names may be words of the language.
 * @example mermaid(complaintFlow, null, 'zh')
 */
export function mermaid(definition: Definition, way: Way | null = null, language: Language | null = null): string {
  const names = Object.keys(definition.states);
  const id = (state: string): string => `s${names.indexOf(state)}`;
  const said = (text: Label): string => lines(text, language).map(mermaidText).join('<br/>');
  const edges = edgesOf(definition);
  return [
    'stateDiagram-v2',
    ...Object.entries(definition.states).map(([state, { label }]) => `  state "${said(label)}" as ${id(state)}`),
    `  [*] --> ${id(definition.initial)}`,
    ...edges.map(({ from, to, label }) => `  ${id(from)} --> ${id(to)}: ${isPassed(way, from, to) ? '✓ ' : ''}${said(label)}`),
    ...definition.final.map((state) => `  ${id(state)} --> [*]`),
    ...(way
      ? [
          '  classDef passed fill:#d6e9d6,stroke:#2e7d32',
          '  classDef current fill:#1565c0,color:#ffffff,stroke:#0d47a1',
          ...names.filter((s) => s !== way.state && isVisited(way, s)).map((s) => `  class ${id(s)} passed`),
          `  class ${id(way.state)} current`,
        ]
      : []),
    '',
  ].join('\n');
}

/** What `viz.render` takes; strings in it are escaped by viz. */
export interface Graph {
  readonly directed: true;
  readonly graphAttributes: Readonly<Record<string, string | number>>;
  readonly nodeAttributes: Readonly<Record<string, string | number>>;
  readonly edgeAttributes: Readonly<Record<string, string | number>>;
  readonly nodes: { readonly name: string; readonly attributes: Readonly<Record<string, string | number>> }[];
  readonly edges: { readonly tail: string; readonly head: string; readonly attributes: Readonly<Record<string, string | number>> }[];
}

/** In DOT a backslash begins an escape, also in a quoted label. */
const dotText = (text: string): string => text.replaceAll('\\', '\\\\');

export function graph(definition: Definition, way: Way | null = null, language: Language | null = null): Graph {
  const said = (text: Label): string => lines(text, language).map(dotText).join('\n');
  const start = '*';
  const look = (state: string) => {
    if (way?.state === state) return { fillcolor: '#1565c0', fontcolor: '#ffffff' };
    return { fillcolor: isVisited(way, state) ? '#d6e9d6' : '#ffffff' };
  };
  return {
    directed: true,
    graphAttributes: { rankdir: 'LR', label: said(definition.label), labelloc: 't', fontname: 'sans-serif' },
    nodeAttributes: { shape: 'box', style: 'rounded,filled', fontname: 'sans-serif', fontsize: 12 },
    edgeAttributes: { fontname: 'sans-serif', fontsize: 10, color: '#757575' },
    nodes: [
      { name: start, attributes: { shape: 'point', label: '' } },
      ...Object.entries(definition.states).map(([state, { label }]) => ({
        name: `s:${state}`,
        attributes: { label: said(label), ...look(state), ...(definition.final.includes(state) && { peripheries: 2 }) },
      })),
    ],
    edges: [
      { tail: start, head: `s:${definition.initial}`, attributes: {} },
      ...edgesOf(definition).map(({ from, to, label }) => ({
        tail: `s:${from}`,
        head: `s:${to}`,
        attributes: { label: said(label), ...(isPassed(way, from, to) && { color: '#2e7d32', penwidth: 2.5 }) },
      })),
    ],
  };
}
