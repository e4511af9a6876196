/**
 * What a transaction changes, before the database hears of it. Each record has one entry: as the transaction found it, as the database
 * has it by now, and as it is now. Writes of one record are coalesced where the order of foreign keys allows it.
 */
import { GuanxiError } from '../errors.ts';
import type { EntityDef } from '../model/model.ts';
import { sameValue } from './canonical.ts';
import { notFound } from './problems.ts';

export type Values = Readonly<Record<string, unknown>>;

export interface Entry {
  readonly entity: EntityDef;
  readonly id: string;
  /** False while its row has not been read: changes wait for it. */
  read: boolean;
  /** As the transaction found it; null: it was not there. */
  base: Values | null;
  /** As the database has it. */
  stored: Values | null;
  /** As it is; null: removed. */
  row: Values | null;
  /** The last of its operations that the database has not heard of. */
  pending: Operation | null;
  /** Overwritten by an erasure: no guard is asked. */
  erased?: boolean;
}

export type Operation =
  | { readonly kind: 'insert'; readonly entry: Entry; values: Values }
  | { readonly kind: 'update'; readonly entry: Entry; values: Values; readonly patches: Values[] }
  | { readonly kind: 'remove'; readonly entry: Entry };

/** How rows are completed: checks, defaults, attributes, search grams; given by `complete.ts`. */
export interface Completion {
  insert(entity: EntityDef, given: Values): Values;
  /** The columns that a patch changes in `row`, derived ones among them. */
  update(entity: EntityDef, row: Values, patch: Values): Values;
  readonly now: Date;
  readonly by: string;
}

export class Buffer {
  readonly entries = new Map<string, Entry>();
  operations: Operation[] = [];
  private undo: (() => void)[] | null = null;
  /** The database has heard of something since the mark: it can no longer be gone back to. */
  private spoiled = false;
  private readonly complete: Completion;

  constructor(complete: Completion) {
    this.complete = complete;
  }

  find(entity: EntityDef, id: string): Entry | undefined {
    return this.entries.get(`${entity.name}:${id}`);
  }

  /** A row that was read and locked. Changes that waited for it are applied. */
  adopt(entity: EntityDef, row: Values): Entry {
    const known = this.find(entity, row['id'] as string);
    if (known?.read) return known;
    const entry: Entry = known ?? { entity, id: row['id'] as string, read: true, base: row, stored: row, row, pending: null };
    this.entries.set(`${entity.name}:${entry.id}`, entry);
    Object.assign(entry, { read: true, base: row, stored: row, row });
    for (const op of this.operations) {
      if (op.entry !== entry) continue;
      if (op.kind === 'remove') this.set(entry, { row: null });
      else if (op.kind === 'update') for (const patch of op.patches.splice(0)) this.change(entry, op, patch);
    }
    return entry;
  }

  insert(entity: EntityDef, id: string, given: Values): void {
    if (this.find(entity, id)) throw new GuanxiError('DUPLICATE', { what: entity.label, columns: 'id' }, { path: ['id'] });
    const row = this.complete.insert(entity, { ...given, id });
    const entry = this.add({ entity, id, read: true, base: null, stored: null, row, pending: null });
    this.push({ kind: 'insert', entry, values: row });
  }

  update(entity: EntityDef, id: string, patch: Values): void {
    const entry = this.entryOf(entity, id);
    const { pending } = entry;
    const op = pending && pending.kind !== 'remove' && !this.refersToLater(entity, patch, pending) ? pending : null;
    const into = op ?? { kind: 'update' as const, entry, values: {}, patches: [] };
    if (entry.read) {
      if (this.change(entry, into, patch) && !op) this.push(into);
      return;
    }
    if (into.kind === 'update') {
      into.patches.push(patch);
      this.onUndo(() => void into.patches.pop());
    }
    if (!op) this.push(into);
  }

  /** For erasure alone: values are put in as they are, and `base` is what will be said to have been before. Guards are not asked. */
  overwrite(entry: Entry, base: Values, values: Values): void {
    if (entry.row === null || entry.base === null || Object.keys(values).length === 0) return;
    const { now, by } = this.complete;
    const stamp = { version: (entry.base['version'] as number) + 1, updatedAt: now, updatedBy: by };
    Object.assign(entry, { base, erased: true });
    this.push({ kind: 'update', entry, values, patches: [] });
    this.set(entry, { row: { ...entry.row, ...values, ...stamp } });
  }

  remove(entity: EntityDef, id: string): void {
    const entry = this.entryOf(entity, id);
    const isNew = entry.read && entry.stored === null;
    this.replaceOperations(this.operations.filter((o) => o.entry !== entry));
    this.set(entry, { row: null, pending: null });
    if (!isNew) this.push({ kind: 'remove', entry });
  }

  /** Rows whose changes wait for them to be read. */
  unread(): readonly Entry[] {
    return [...this.entries.values()].filter((e) => !e.read);
  }

  /** What the database must hear now, in order; after it, the database has every row as it is. */
  take(): readonly Operation[] {
    const perEntry = new Map<Entry, number>();
    for (const { entry } of this.operations) perEntry.set(entry, (perEntry.get(entry) ?? 0) + 1);
    const out = this.operations.filter((op) => (perEntry.get(op.entry) ?? 0) > 1 || !this.isIdle(op));
    this.operations = [];
    if (this.undo && this.undo.length > 0) this.spoiled = true;
    if (this.undo) this.undo = [];
    for (const { entry } of out) entry.stored = entry.row;
    for (const entry of this.entries.values()) entry.pending = null;
    return out;
  }

  /** Records that are not as the transaction found them. */
  changed(): readonly Entry[] {
    return [...this.entries.values()].filter((e) => e.read && e.base !== e.row);
  }

  /** Begins to remember, so that `back` can undo everything since; it answers false where a flush has told the database. */
  mark(): { back(): boolean } {
    this.undo = [];
    this.spoiled = false;
    return {
      back: () => {
        const steps = this.undo ?? [];
        this.undo = null;
        if (this.spoiled) return false;
        for (const step of steps.reverse()) step();
        return true;
      },
    };
  }

  private change(entry: Entry, op: Exclude<Operation, { kind: 'remove' }>, patch: Values): boolean {
    const row = entry.row as Values;
    const changed = Object.entries(this.complete.update(entry.entity, row, patch)).filter(([key, value]) => !sameValue(row[key], value));
    if (changed.length === 0) return false;
    const values = Object.fromEntries(changed);
    const before = op.values;
    const { now, by } = this.complete;
    // A row made in this transaction is at its first version however often it is touched.
    const stamp = entry.base === null ? {} : { version: (entry.base['version'] as number) + 1, updatedAt: now, updatedBy: by };
    this.set(entry, { row: { ...row, ...values, ...stamp } });
    op.values = { ...before, ...values };
    this.onUndo(() => {
      op.values = before;
    });
    return true;
  }

  /** An update that leaves the row as the database has it, after all: nothing happened. */
  private isIdle(op: Operation): boolean {
    const { entry } = op;
    if (op.kind !== 'update' || entry.stored === null || entry.row === null) return false;
    const { stored } = entry;
    const differing = Object.entries(op.values).filter(([key, value]) => !sameValue(stored[key], value));
    op.values = Object.fromEntries(differing);
    if (differing.length > 0) return false;
    entry.row = stored;
    return true;
  }

  private refersToLater(entity: EntityDef, patch: Values, op: Operation): boolean {
    const references = Object.keys(patch).filter((key) => entity.columns.get(key)?.reference && patch[key] !== null);
    if (references.length === 0) return false;
    const later = this.operations.slice(this.operations.indexOf(op) + 1);
    return references.some((key) =>
      later.some(
        (o) => o.kind === 'insert' && o.entry.entity.tableName === entity.columns.get(key)?.reference?.table && o.entry.id === patch[key],
      ),
    );
  }

  private entryOf(entity: EntityDef, id: string): Entry {
    const known = this.find(entity, id);
    if (known && (known.pending?.kind === 'remove' || (known.read && known.row === null))) throw notFound(entity);
    return known ?? this.add({ entity, id, read: false, base: null, stored: null, row: null, pending: null });
  }

  private add(entry: Entry): Entry {
    const key = `${entry.entity.name}:${entry.id}`;
    this.entries.set(key, entry);
    this.onUndo(() => void this.entries.delete(key));
    return entry;
  }

  private push(op: Operation): void {
    this.operations.push(op);
    this.onUndo(() => void this.operations.pop());
    this.set(op.entry, { pending: op });
  }

  private replaceOperations(next: Operation[]): void {
    const before = this.operations;
    this.operations = next;
    this.onUndo(() => {
      this.operations = before;
    });
  }

  private set(entry: Entry, { row = entry.row, pending = entry.pending }: Partial<Pick<Entry, 'row' | 'pending'>>): void {
    const before = { row: entry.row, pending: entry.pending };
    entry.row = row;
    entry.pending = pending;
    this.onUndo(() => void Object.assign(entry, before));
  }

  private onUndo(step: () => void): void {
    this.undo?.push(step);
  }
}
