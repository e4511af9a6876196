/** A refused command leaves one line here, and nothing anywhere else (A11). */
import type { GuanxiError } from '../errors.ts';
import { actorJson, type Call } from './call.ts';
import { insertJson } from './statements.ts';

const columns = { id: 'uuid', at: 'timestamptz', actor: 'jsonb', command: 'text', outcome: 'text', code: 'text', path: 'text' };

/** In a transaction of its own: the command's was rolled back. A line that cannot be written must not turn a refusal into a failure. */
export async function auditRefusals(call: Call, command: string, errors: readonly GuanxiError[]): Promise<void> {
  if (errors.length === 0) return;
  const { kernel, tenant, now } = call;
  const actor = JSON.parse(actorJson(call)) as unknown;
  const rows = errors.map(({ code, path }) => ({
    id: kernel.ids.next(now),
    at: now,
    actor,
    command,
    outcome: 'refused',
    code,
    path: path.length > 0 ? path.join('.') : null,
  }));
  try {
    const database = await kernel.database();
    await database.query(insertJson('audit', columns, tenant.id, rows));
  } catch (failure) {
    kernel.log.error('the audit line of a refused command could not be written', {
      command,
      code: errors[0]?.code,
      reason: String(failure),
    });
  }
}
