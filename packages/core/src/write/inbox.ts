/** The event inbox: events are written in the transaction that they tell of, after the rows, and read from there by the log. */
import type { Statement } from '../database/port.ts';
import { GuanxiError } from '../errors.ts';
import { type ChangedRecord, recordsChanged, recordsData } from '../log/index.ts';
import type { EntityDef } from '../model/model.ts';
import type { Entry } from './buffer.ts';
import { actorJson, type Call } from './call.ts';
import { sameValue } from './canonical.ts';
import type { EventDefinition } from './declarations.ts';
import { jsonInsert } from './statements.ts';
import { strict } from './strict.ts';

/** An event of this transaction. */
export interface Emitted {
  readonly id: string;
  readonly definition: EventDefinition;
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The event whose hook emitted it; null at the root. */
  readonly cause: Emitted | null;
  /** Commands, events and hooks on the way to it, outermost first. */
  readonly chain: readonly string[];
}

const told = jsonInsert(
  'event_inbox',
  {
    id: 'uuid',
    type: 'text',
    version: 'integer',
    subject_type: 'text',
    subject_id: 'uuid',
    data: 'jsonb',
    causation: 'uuid',
    chain: 'jsonb',
  },
  { actor: 'jsonb', command: 'text', occurred_at: 'timestamptz' },
);

/** Checks an event's data as its definition says. @throws GuanxiError PLUGIN_FAILED: what does not fit is a mistake of the emitting plugin. */
export function makeEvent(
  call: Call,
  plugin: string,
  definition: EventDefinition,
  given: Readonly<Record<string, unknown>>,
  { cause, chain }: Pick<Emitted, 'cause' | 'chain'>,
): Emitted {
  const { subject, ...data } = given;
  const parsed = strict(definition.data).safeParse(data);
  if (!parsed.success || typeof subject !== 'string') {
    const issue = parsed.success ? 'subject is missing' : `${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`;
    throw new GuanxiError('PLUGIN_FAILED', { plugin, where: `event ${definition.name}`, reason: issue });
  }
  return { id: call.kernel.ids.next(call.now), definition, subject, data: parsed.data, cause, chain };
}

/** What was said, and after it the line of the records that changed; null where there is neither. */
export function inboxStatement(call: Call, command: string, events: readonly Emitted[], changed: readonly Entry[]): Statement | null {
  if (events.length === 0 && changed.length === 0) return null;
  const rows: object[] = events.map((e) => ({
    id: e.id,
    type: e.definition.name,
    version: e.definition.version,
    subject_type: e.definition.subject.name,
    subject_id: e.subject,
    data: e.data,
    causation: e.cause?.id ?? call.origin?.causation,
    // Told only where it is more than the command itself.
    ...(e.chain.length > 1 && { chain: e.chain }),
  }));
  if (changed.length > 0)
    rows.push({
      id: call.kernel.ids.next(call.now),
      type: recordsChanged,
      version: 1,
      data: recordsData(changed.map(changedRecord)),
      causation: call.origin?.causation,
      ...(call.origin && { chain: [...call.origin.chain, command] }),
    });
  return told(call.tenant.id, rows, actorJson(call), command, call.now.toISOString());
}

const stamps = new Set(['version', 'updatedAt', 'updatedBy']);

function changedRecord({ entity, id, base, row }: Entry): ChangedRecord {
  const version = row ? Number(row['version']) : Number(base?.['version'] ?? 0) + 1;
  const named = { entity: entity.name, id, version, fields: [] };
  if (base === null) return { ...named, op: 'insert' };
  if (row === null) return { ...named, op: 'delete' };
  return { ...named, op: 'update', fields: toldColumns(entity).filter((key) => !sameValue(base[key], row[key])) };
}

const toldOf = new WeakMap<EntityDef, readonly string[]>();
function toldColumns(entity: EntityDef): readonly string[] {
  const known = toldOf.get(entity);
  if (known) return known;
  const made = [...entity.columns.keys()].filter((key) => !stamps.has(key) && !isDerived(key));
  toldOf.set(entity, made);
  return made;
}

/** Grams and index slots only repeat what other columns say. */
const isDerived = (key: string): boolean => key === 'grams' || /^attr[TND]\d$/.test(key);
