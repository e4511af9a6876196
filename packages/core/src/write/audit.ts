/**
 * Lines of the audit: what was refused, and what was done that leaves no other trace, such as an export. A refused command leaves its line
 * here, and nothing anywhere else (A11).
 */
import { actorReference } from '../access/actor.ts';
import type { GuanxiError } from '../errors.ts';
import type { Via } from '../read/run.ts';
import type { Call } from './call.ts';
import { insertJson } from './statements.ts';

const columns = {
  id: 'uuid',
  version: 'int',
  created_at: 'timestamptz',
  created_by: 'text',
  updated_at: 'timestamptz',
  updated_by: 'text',
  actor_kind: 'text',
  command: 'text',
  outcome: 'text',
  code: 'text',
  path: 'text',
  subject_type: 'text',
  subject_id: 'uuid',
  details: 'jsonb',
};

type Audited = Pick<Call, 'kernel' | 'actor' | 'now'>;

interface Line {
  readonly command: string;
  readonly outcome: 'DONE' | 'REFUSED';
  readonly code?: string;
  readonly path?: string | null;
  readonly subject?: { readonly type: string; readonly id: string };
  readonly details?: object;
}

const rowOf = ({ kernel, actor, now }: Audited, { subject, ...line }: Line) => {
  const by = actorReference(actor);
  return {
    id: kernel.ids.next(now),
    version: 1,
    created_at: now,
    created_by: by,
    updated_at: now,
    updated_by: by,
    actor_kind: actor.kind,
    ...line,
    subject_type: subject?.type ?? null,
    subject_id: subject?.id ?? null,
  };
};

async function write(audited: Audited, lines: readonly Line[], via?: Via): Promise<void> {
  const to = via ?? (await audited.kernel.database());
  await to.query(
    insertJson(
      'audit',
      columns,
      audited.actor.tenant,
      lines.map((line) => rowOf(audited, line)),
    ),
  );
}

/** In a transaction of its own: the command's was rolled back. A line that cannot be written must not turn a refusal into a failure. */
export async function auditRefusals(audited: Audited, command: string, errors: readonly GuanxiError[]): Promise<void> {
  if (errors.length === 0) return;
  try {
    await write(
      audited,
      errors.map(({ code, path }) => ({ command, outcome: 'REFUSED', code, path: path.length > 0 ? path.join('.') : null })),
    );
  } catch (failure) {
    audited.kernel.log.error('the audit line of a refusal could not be written', {
      command,
      code: errors[0]?.code,
      reason: String(failure),
    });
  }
}

/**
 * Something was done that must be known of: an export, an approval. Fails where it cannot be written, so that nothing is given out of which
 * nobody knows.
 *
 * @param what Such as `exportPerson`.
 * @param via The open transaction, where it is part of one.
 */
export const auditDone = (
  audited: Audited,
  what: string,
  o: { readonly subject?: { readonly type: string; readonly id: string }; readonly details?: object } = {},
  via?: Via,
): Promise<void> => write(audited, [{ command: what, outcome: 'DONE', ...o }], via);
