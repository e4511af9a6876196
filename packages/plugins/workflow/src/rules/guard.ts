/**
 * Guards: CEL over `record` (the record's fields and relations), `data` (what was given with the event), `actor` (`kind`, `staffId`) and
 * `now`. What a guard names of the record is found by reading the expression, so that one statement can fetch it beforehand, and a field that
 * does not exist is refused when the definition is saved.
 */
import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import { Exact, registerExact } from './exact.ts';

/** Of an entity, what is needed: fields, and of the records that relations lead to, their own. */
export interface Needs {
  [field: string]: true | { readonly entity: string; readonly needs: Needs };
}
/** What is known of a field; `isMany` of a relation says that it leads to a list. */
interface KnownField {
  readonly type: string | null;
  readonly entity: string | null;
  readonly isList: boolean;
}
export type FieldOf = (entity: string, field: string) => KnownField | null;

interface GuardProblem {
  readonly kind: 'SYNTAX' | 'UNKNOWN_FIELD';
  /** The path that is unknown, such as `record.customer.colour`, or what the parser says. */
  readonly detail: string;
}

export interface GuardFacts {
  readonly record: Readonly<Record<string, unknown>>;
  readonly data: Readonly<Record<string, unknown>>;
  readonly actor: { readonly kind: string; readonly staffId: string | null };
  readonly now: Date;
}

const limits = { maxAstNodes: 500, maxDepth: 24, maxListElements: 100, maxMapEntries: 20, maxCallArguments: 8 };
const environment = registerExact(new Environment({ limits }))
  .registerVariable('record', 'map')
  .registerVariable('data', 'map')
  .registerVariable('actor', 'map')
  .registerVariable('now', 'google.protobuf.Timestamp');

type Parsed = ReturnType<typeof environment.parse>;
const parsed = new Map<string, Parsed>();
const MOST_KEPT = 2_000;

/** Definitions are few and guards short: each is parsed once. */
function parse(text: string): Parsed {
  const known = parsed.get(text);
  if (known) return known;
  if (parsed.size >= MOST_KEPT) parsed.clear();
  const made = environment.parse(text);
  parsed.set(text, made);
  return made;
}

/** Whether it holds; what cannot be decided, such as a field of a record that is not there, does not, and says why. */
export function decide(guard: string, facts: GuardFacts): { readonly holds: boolean; readonly problem: string | null } {
  try {
    return { holds: parse(guard)({ ...facts }) === true, problem: null };
  } catch (error) {
    return { holds: false, problem: firstLine(error) };
  }
}

const firstLine = (error: unknown): string => (error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));

/** Adds to `needs` what the guard names of an `entity`, and says what is wrong about it. */
export function readGuard(guard: string, entity: string, fieldOf: FieldOf, needs: Needs): readonly GuardProblem[] {
  let made: Parsed;
  try {
    made = parse(guard);
  } catch (error) {
    return [{ kind: 'SYNTAX', detail: firstLine(error) }];
  }
  const walker = new Walker(fieldOf);
  walker.walk(made.ast, new Map([['record', { entity, needs, isList: false, path: 'record' }]]));
  const checked = made.check();
  if (!checked.valid && walker.problems.length === 0) return [{ kind: 'SYNTAX', detail: firstLine(checked.error) }];
  if (checked.valid && checked.type !== 'bool' && checked.type !== 'dyn')
    return [{ kind: 'SYNTAX', detail: `a guard is true or false, and this is ${checked.type}` }];
  return walker.problems;
}

/** Whether it looks at what comes with the event, which nobody knows beforehand. */
export function needsData(guard: string): boolean {
  const names = (node: unknown): boolean => {
    if (Array.isArray(node)) return node.some(names);
    if (typeof node !== 'object' || node === null || !('op' in node)) return false;
    const { op, args } = node as ASTNode;
    return op === 'id' ? args === 'data' : names(args);
  };
  return names(parse(guard).ast);
}

/** As `readGuard`, of a plain path such as `customer.name`. */
export function readPath(path: string, entity: string, fieldOf: FieldOf, needs: Needs): readonly GuardProblem[] {
  const walker = new Walker(fieldOf);
  let place: Place | null = { entity, needs, isList: false, path: 'record' };
  for (const name of path.split('.')) {
    if (place === null) return [{ kind: 'UNKNOWN_FIELD', detail: `record.${path}` }];
    place = walker.step(place, name);
  }
  return walker.problems;
}

/** Where in the model an expression stands; null for a plain value. */
interface Place {
  readonly entity: string;
  readonly needs: Needs;
  readonly isList: boolean;
  readonly path: string;
}
type Bound = ReadonlyMap<string, Place | null>;

const macros = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);

class Walker {
  readonly problems: GuardProblem[] = [];
  private readonly fieldOf: FieldOf;
  constructor(fieldOf: FieldOf) {
    this.fieldOf = fieldOf;
  }

  step(at: Place, name: string): Place | null {
    const path = `${at.path}.${name}`;
    const field = at.isList ? null : this.fieldOf(at.entity, name);
    if (field === null || (field.type === null && field.entity === null)) {
      this.problems.push({ kind: 'UNKNOWN_FIELD', detail: path });
      return null;
    }
    if (field.entity === null) {
      at.needs[name] = true;
      return null;
    }
    const known = at.needs[name];
    const needs = typeof known === 'object' ? known.needs : { id: true as const };
    at.needs[name] = { entity: field.entity, needs };
    return { entity: field.entity, needs, isList: field.isList, path };
  }

  walk(node: ASTNode, bound: Bound): Place | null {
    switch (node.op) {
      case 'value':
        return null;
      case 'id':
        return bound.get(node.args) ?? null;
      case '.':
      case '.?': {
        const at = this.walk(node.args[0], bound);
        return at && this.step(at, node.args[1]);
      }
      case '[]':
      case '[?]': {
        const [of, index] = node.args;
        const at = this.walk(of, bound);
        this.walk(index, bound);
        if (at === null) return null;
        if (at.isList) return { ...at, isList: false };
        if (index.op === 'value' && typeof index.args === 'string') return this.step(at, index.args);
        this.problems.push({ kind: 'UNKNOWN_FIELD', detail: `${at.path}[…]` });
        return null;
      }
      case 'rcall': {
        const [name, receiver, args] = node.args;
        const at = this.walk(receiver, bound);
        const [variable] = args;
        const isMacro = macros.has(name) && variable?.op === 'id';
        const inside = isMacro ? new Map([...bound, [variable.args, at && { ...at, isList: false }]]) : bound;
        for (const arg of isMacro ? args.slice(1) : args) this.walk(arg, inside);
        return name === 'filter' ? at : null;
      }
      case 'call':
        for (const arg of node.args[1]) this.walk(arg, bound);
        return null;
      case 'map':
        for (const entry of node.args) for (const part of entry) this.walk(part, bound);
        return null;
      case '!_':
      case '-_':
        this.walk(node.args, bound);
        return null;
      case '?:': {
        const [first, second, third] = node.args.map((arg) => this.walk(arg, bound));
        return first === undefined ? null : (second ?? third ?? null);
      }
      default:
        for (const arg of node.args) this.walk(arg, bound);
        return null;
    }
  }
}

/** A value that was read, as guards have it: decimals stay exact. */
export function guardValue(value: unknown, type: string | null): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'Decimal') return new Exact(value as string);
  if (type === 'Money') {
    const { amount, currency } = value as { readonly amount: string; readonly currency: string };
    return { amount: new Exact(amount), currency };
  }
  return value;
}
