/**
 * The shape of a request: all that its translation asked of the variables beside the values it binds. Each decision is a question with an
 * answer (which keys are there, how long is the list, which direction). A cached plan serves the next request if that gives the same
 * answers. Since translation is deterministic, the same answers lead to the same next question: plans stand in a tree of questions.
 */
import type { TenantAttributes } from '../../model/attributes.ts';

export type Path = readonly (string | number)[];

export interface Question {
  readonly about: 'state' | 'keys' | 'length' | 'value' | 'types' | 'attributes';
  readonly path: Path;
}

/** What questions are answered from. */
export interface Facts {
  /** Coerced: defaults are in. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly attributes: TenantAttributes;
}

/** The value at a path of the variables; undefined where there is none. Only own properties: `constructor` is a name like any other. */
export function valueAt(variables: unknown, path: Path): unknown {
  let value = variables;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[key];
  }
  return value;
}

export function answer(question: Question, facts: Facts): string {
  if (question.about === 'attributes') return facts.attributes.revision;
  const value = valueAt(facts.variables, question.path);
  switch (question.about) {
    case 'state':
      return value === undefined ? 'absent' : value === null ? 'null' : 'value';
    case 'keys':
      return Object.keys(value as object).join(' ');
    case 'length':
      return String((value as readonly unknown[]).length);
    case 'types':
      return idPrefixes(value).join(' ');
    case 'value':
      return JSON.stringify(value) ?? '';
  }
}

/** Which types of records ids are of, by their prefixes: a plan for `node(id)` reads those tables only. */
export function idPrefixes(ids: unknown): readonly string[] {
  const list = Array.isArray(ids) ? ids : [ids];
  return [...new Set(list.map((id) => String(id).split('_', 1)[0] ?? ''))].sort();
}

export interface Asked {
  readonly question: Question;
  readonly answer: string;
}

interface Fork<T> {
  question: Question | null;
  readonly ways: Map<string, Fork<T>>;
  found: T | null;
}
const fork = <T>(): Fork<T> => ({ question: null, ways: new Map(), found: null });

/** Everything translated of one operation, found again by answering the questions. */
export class ShapeTree<T> {
  #root: Fork<T> = fork();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  find(facts: Facts): T | null {
    let at: Fork<T> | undefined = this.#root;
    while (at?.question) at = at.ways.get(answer(at.question, facts));
    return at?.found ?? null;
  }

  /** Answers whether it was new: two requests may have made the same plan at once. */
  add(asked: readonly Asked[], found: T): boolean {
    let at = this.#root;
    for (const { question, answer } of asked) {
      at.question = question;
      const next = at.ways.get(answer) ?? fork<T>();
      at.ways.set(answer, next);
      at = next;
    }
    const isNew = at.found === null;
    at.found = found;
    if (isNew) this.#size += 1;
    return isNew;
  }

  clear(): void {
    this.#root = fork();
    this.#size = 0;
  }
}
