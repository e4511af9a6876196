/**
 * Where a statement's parameters and tables are gathered while its text is put together. A fragment that is thrown away again leaves no
 * trace: placeholders get their numbers last, from what is left in the text.
 */
import type { Parameter } from '../database/port.ts';
import type { Locale } from '../model/label.ts';
import type { ActorBindings } from './actor.ts';

/** What a plan is bound with, time after time. */
export interface BindRequest {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly actor: ActorBindings;
  readonly now: Date;
  /** The caller's language, for labels in an answer; default English. */
  readonly locale?: Locale;
}
export type Bind = (request: BindRequest) => Parameter;
/** The ids of rows that a request names. */
export type RowIds = (variables: BindRequest['variables']) => readonly string[];

// A character that no SQL of ours or of a plugin holds stands around a placeholder until it has its number.
const mark = '\u0001';
const placeholder = new RegExp(`${mark}(\\d+)${mark}`, 'g');

export class Sink {
  /** What is read of which tables: the rows that the request names, or null for any row. */
  readonly tables = new Map<string, readonly RowIds[] | null>();
  private readonly binds: { readonly bind: Bind; readonly isSteady: boolean; readonly isTimed: boolean }[] = [];
  private readonly named = new Map<string, string>();
  private aliases = 0;

  /**
   * A parameter; one with a key stands once, however often it is used. `isSteady`: by its value alone the database would not choose another
   * way to run the statement, since it is always the same, or names one row by its key, or is only shown. `isTimed`: it hangs on when the request is made.
   */
  param(bind: Bind, key?: string, { isSteady = false, isTimed = false } = {}): string {
    const known = key === undefined ? undefined : this.named.get(key);
    if (known !== undefined) return known;
    const text = `${mark}${this.binds.push({ bind, isSteady, isTimed }) - 1}${mark}`;
    if (key !== undefined) this.named.set(key, text);
    return text;
  }

  tenant(): string {
    return `${this.param((r) => r.actor.tenant, 'tenant', { isSteady: true })}::uuid`;
  }
  now(): string {
    return `${this.param((r) => r.now.toISOString(), 'now', { isSteady: true, isTimed: true })}::timestamptz`;
  }
  alias(): string {
    this.aliases += 1;
    return `t${this.aliases}`;
  }
  /** A table for a FROM clause, noted as read. @param only Where no row is read but those named. */
  table(name: string, only: RowIds | null = null): string {
    const known = this.tables.get(name);
    this.tables.set(name, only === null || known === null ? null : [...(known ?? []), only]);
    return `crm."${name}"`;
  }

  /** `isSteady`: all its parameters are; `isTimed`: one of them is. */
  finish(text: string): {
    readonly text: string;
    readonly isSteady: boolean;
    readonly isTimed: boolean;
    readonly bind: (request: BindRequest) => Parameter[];
  } {
    const order = new Map<number, number>();
    const numbered = text.replace(placeholder, (_, index: string) => {
      const i = Number(index);
      const n = order.get(i) ?? order.size + 1;
      order.set(i, n);
      return `$${n}`;
    });
    const used = [...order.keys()].map((i) => this.binds[i] as (typeof this.binds)[number]);
    return {
      text: numbered,
      isSteady: used.every((p) => p.isSteady),
      isTimed: used.some((p) => p.isTimed),
      bind: (request) => used.map(({ bind }) => bind(request)),
    };
  }
}
