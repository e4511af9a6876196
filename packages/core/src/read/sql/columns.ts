/** The select list of one JSON object, and what its keys are in the response. */
import type { PlanContext } from '../plan/context.ts';
import { type Emitted, type Entry, objectShape, plain, type Shape, type Showing } from '../shape.ts';
import { hidden, name, row } from './quote.ts';

export class Columns {
  private readonly parts: string[] = [];
  private readonly entries: Entry[] = [];
  private readonly shows: Showing[] = [];
  private readonly hiddenKeys = new Map<string, string>();
  /** A discriminator, an ordinality or a need is under a key of its own and never in the response. */
  private hasHidden = false;

  private readonly ctx: PlanContext;
  constructor(ctx: PlanContext) {
    this.ctx = ctx;
  }

  add(key: string, sql: string, shape: Shape = plain): void {
    // Postgres cuts a name at 63 bytes; a GraphQL alias has no such end.
    const from = Buffer.byteLength(key) > 63 ? hidden(`k${this.parts.length}`) : key;
    this.parts.push(`${sql} as ${name(from)}`);
    this.entries.push({ from, to: key, shape });
    if (from !== key || shape !== plain) this.ctx.notes.tree = true;
  }
  put(key: string, { sql, shape }: Emitted): void {
    this.add(key, sql, shape);
  }
  /** A value for JavaScript only, once for each expression. */
  hide(sql: string): string {
    const known = this.hiddenKeys.get(sql);
    if (known !== undefined) return known;
    const key = hidden(`h${this.parts.length}`);
    this.hiddenKeys.set(sql, key);
    this.mark(key, sql);
    return key;
  }
  mark(key: string, sql: string): void {
    this.parts.push(`${sql} as ${name(key)}`);
    this.hasHidden = true;
    this.ctx.notes.tree = true;
  }

  /** The row shows something confidential. @param id The record's, as SQL; null where this row does not. */
  tell(entity: string, id: string, fields: readonly string[]): void {
    this.shows.push({ key: this.hide(id), entity, fields });
  }

  list(): string {
    return this.parts.join(', ');
  }
  shape(): Shape {
    return this.hasHidden ? { kind: 'object', entries: this.entries, shows: this.shows } : objectShape(this.entries);
  }
  /** The object of one row; `from` is the rest of its select, empty where the row is that of the select around it. */
  object(from = ''): string {
    return `(select row_to_json(${row}) from (select ${this.list()}${from && ` ${from}`}) ${row})`;
  }
  /** The array of the objects of many rows, in their order. */
  array(from: string): string {
    return `array_to_json(array(select row_to_json(${row}) from (select ${this.list()} ${from}) ${row}))`;
  }
}
