/** Reads the log behind a position. */
import type { Database, ResultRow } from '../database/port.ts';
import type { LoggedEvent } from './event.ts';

export interface EventQuery {
  /** Null: of all tenants. */
  readonly tenants: readonly string[] | null;
  readonly after: number;
  /** The last position wanted; default: the end. */
  readonly until?: number;
  readonly types?: readonly string[];
  /** Of one record. */
  readonly subject?: string;
  readonly limit: number;
}

export async function readEvents(database: Database, q: EventQuery): Promise<readonly LoggedEvent[]> {
  const params: (string | number | readonly string[])[] = [q.after, q.limit];
  const bound = (value: string | number | readonly string[]): string => `$${params.push(value)}`;
  const where = [
    'position > $1',
    ...(q.until === undefined ? [] : [`position <= ${bound(q.until)}`]),
    ...(q.tenants === null ? [] : [`tenant_id = any(${bound(q.tenants)}::uuid[])`]),
    ...(q.types ? [`type = any(${bound(q.types)}::text[])`] : []),
    ...(q.subject === undefined ? [] : [`subject_id = ${bound(q.subject)}`]),
  ];
  const { rows } = await database.query({
    text: `select tenant_id, position, id, type, version, subject_type, subject_id, data, actor, command, causation, chain, occurred_at
      from crm.event where ${where.join(' and ')} order by position limit $2`,
    params,
    prepare: true,
  });
  return rows.map(eventOf);
}

function eventOf(row: ResultRow): LoggedEvent {
  const command = String(row['command']);
  return {
    tenant: String(row['tenant_id']),
    position: Number(row['position']),
    id: String(row['id']),
    type: String(row['type']),
    version: Number(row['version']),
    subject: row['subject_id'] === null ? null : { type: String(row['subject_type']), id: String(row['subject_id']) },
    data: JSON.parse(String(row['data'])),
    actor: JSON.parse(String(row['actor'])),
    command,
    causation: row['causation'] as string | null,
    chain: row['chain'] === null ? [command] : JSON.parse(String(row['chain'])),
    at: new Date(String(row['occurred_at'])).toISOString(),
  };
}
