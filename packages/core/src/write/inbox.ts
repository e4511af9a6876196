/** The event inbox: events are written in the transaction that they tell of, after the rows, and read from there by the log. */
import type { Statement } from '../database/port.ts';
import { GuanxiError } from '../errors.ts';
import { actorJson, type Call } from './call.ts';
import type { EventDefinition } from './declarations.ts';
import { insertJson } from './statements.ts';
import { strict } from './strict.ts';

/** An event of this transaction. */
export interface Emitted {
  readonly id: string;
  readonly definition: EventDefinition;
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The event whose hook emitted it; null at the root. */
  readonly cause: Emitted | null;
}

const columns = {
  id: 'uuid',
  type: 'text',
  version: 'integer',
  subject_type: 'text',
  subject_id: 'uuid',
  data: 'jsonb',
  causation: 'uuid',
};

/** Checks an event's data as its definition says. @throws GuanxiError PLUGIN_FAILED: what does not fit is a mistake of the emitting plugin. */
export function makeEvent(
  call: Call,
  plugin: string,
  definition: EventDefinition,
  given: Readonly<Record<string, unknown>>,
  cause: Emitted | null,
): Emitted {
  const { subject, ...data } = given;
  const parsed = strict(definition.data).safeParse(data);
  if (!parsed.success || typeof subject !== 'string') {
    const issue = parsed.success ? 'subject is missing' : `${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`;
    throw new GuanxiError('PLUGIN_FAILED', { plugin, where: `event ${definition.name}`, reason: issue });
  }
  return { id: call.kernel.ids.next(call.now), definition, subject, data: parsed.data, cause };
}

export function inboxStatement(call: Call, command: string, events: readonly Emitted[]): Statement | null {
  if (events.length === 0) return null;
  const rows = events.map((e) => ({
    id: e.id,
    type: e.definition.name,
    version: e.definition.version,
    subject_type: e.definition.subject.name,
    subject_id: e.subject,
    data: e.data,
    causation: e.cause?.id ?? null,
  }));
  return insertJson('event_inbox', columns, call.tenant.id, rows, {
    actor: ['jsonb', actorJson(call)],
    command: ['text', command],
    occurred_at: ['timestamptz', call.now.toISOString()],
  });
}
