/**
 * Where a statement's parameters and tables are gathered while its text is put together. A fragment that is thrown away again leaves no
 * trace: placeholders get their numbers last, from what is left in the text.
 */
import type { Parameter } from '../database/port.ts';
import type { ActorBindings } from './actor.ts';

/** What a plan is bound with, time after time. */
export interface BindRequest {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly actor: ActorBindings;
  readonly now: Date;
}
export type Bind = (request: BindRequest) => Parameter;

// A character that no SQL of ours or of a plugin holds stands around a placeholder until it has its number.
const mark = '\u0001';
const placeholder = new RegExp(`${mark}(\\d+)${mark}`, 'g');

export class Sink {
  readonly tables = new Set<string>();
  private readonly binds: Bind[] = [];
  private readonly named = new Map<string, string>();
  private aliases = 0;

  /** A parameter; one with a key stands once, however often it is used. */
  param(bind: Bind, key?: string): string {
    const known = key === undefined ? undefined : this.named.get(key);
    if (known !== undefined) return known;
    const text = `${mark}${this.binds.push(bind) - 1}${mark}`;
    if (key !== undefined) this.named.set(key, text);
    return text;
  }

  tenant(): string {
    return `${this.param((r) => r.actor.tenant, 'tenant')}::uuid`;
  }
  now(): string {
    return `${this.param((r) => r.now.toISOString(), 'now')}::timestamptz`;
  }
  alias(): string {
    this.aliases += 1;
    return `t${this.aliases}`;
  }
  /** A table for a FROM clause, noted as read. */
  table(name: string): string {
    this.tables.add(name);
    return `crm."${name}"`;
  }

  finish(text: string): { readonly text: string; readonly bind: (request: BindRequest) => Parameter[] } {
    const order = new Map<number, number>();
    const numbered = text.replace(placeholder, (_, index: string) => {
      const i = Number(index);
      const n = order.get(i) ?? order.size + 1;
      order.set(i, n);
      return `$${n}`;
    });
    const used = [...order.keys()].map((i) => this.binds[i] as Bind);
    return { text: numbered, bind: (request) => used.map((bind) => bind(request)) };
  }
}
