/** An event as readers of the log get it, and what it says of records. */

/** The line that a transaction leaves beside its events: which records it changed. */
export const recordsChanged = 'engine.records.changed';

export type ChangeOperation = 'insert' | 'update' | 'delete';
export interface ChangedRecord {
  readonly entity: string;
  readonly id: string;
  readonly op: ChangeOperation;
  readonly version: number;
  /** Columns that an update changed, by key. */
  readonly fields: readonly string[];
}

export interface LoggedEvent {
  readonly tenant: string;
  /** Dense over all tenants; greater is later. */
  readonly position: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  /** Null in the line of changed records. */
  readonly subject: { readonly type: string; readonly id: string } | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly command: string;
  /** The event whose hook led to this one. */
  readonly causation: string | null;
  /** Commands, events and hooks on the way here, outermost first. */
  readonly chain: readonly string[];
  readonly at: string;
}

const letters: Readonly<Record<string, ChangeOperation>> = { i: 'insert', u: 'update', d: 'delete' };

type Line = readonly [id: string, op: string, version: number, fields?: readonly string[]];

/** As the inbox has it: by entity, a line a record. Written once a transaction, so it is kept short. */
export function recordsData(records: readonly ChangedRecord[]): Readonly<Record<string, readonly Line[]>> {
  const out = new Map<string, Line[]>();
  for (const { entity, id, op, version, fields } of records) {
    const line: Line = op === 'update' ? [id, 'u', version, fields] : [id, op.charAt(0), version];
    const lines = out.get(entity);
    if (lines) lines.push(line);
    else out.set(entity, [line]);
  }
  return Object.fromEntries(out);
}

/** The records that an event of type `engine.records.changed` names; none for any other. */
export function changedRecords(event: Pick<LoggedEvent, 'type' | 'data'>): readonly ChangedRecord[] {
  if (event.type !== recordsChanged) return [];
  return Object.entries(event.data as Readonly<Record<string, readonly Line[]>>).flatMap(([entity, lines]) =>
    lines.map(([id, op, version, fields = []]) => ({ entity, id, op: letters[op] ?? 'update', version, fields })),
  );
}
