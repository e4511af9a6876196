/**
 * Lines of the audit: what was refused, and what was done that leaves no other trace, such as an export. A refused command leaves its line
 * here, and nothing anywhere else (A11).
 */
import { actorReference } from '../access/actor.ts';
import type { Statement } from '../database/port.ts';
import type { GuanxiError } from '../errors.ts';
import type { Via } from '../read/run.ts';
import type { Call } from './call.ts';
import { jsonInsert } from './statements.ts';

const noted = jsonInsert('audit', {
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
});

type Audited = Pick<Call, 'kernel' | 'actor' | 'now'>;

interface AuditSubject {
  readonly type: string;
  readonly id: string;
}
/** Something that was done and must be known of. */
export interface Deed {
  /** Such as `exportPerson`. */
  readonly what: string;
  readonly subject?: AuditSubject;
  readonly details?: object;
}

interface Line {
  readonly command: string;
  readonly outcome: 'DONE' | 'REFUSED';
  readonly code?: string;
  readonly path?: string | null;
  readonly subject?: AuditSubject;
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

const statement = (audited: Audited, lines: readonly Line[]): Statement =>
  noted(
    audited.actor.tenant,
    lines.map((line) => rowOf(audited, line)),
  );

async function write(audited: Audited, lines: readonly Line[], via?: Via): Promise<void> {
  const to = via ?? (await audited.kernel.database());
  await to.query(statement(audited, lines));
}

const refusal = (command: string, { code, path }: GuanxiError): Line => ({
  command,
  outcome: 'REFUSED',
  code,
  path: path.length > 0 ? path.join('.') : null,
});

/** Of commands that were refused inside one that is done all the same; null where there are none. */
export const refusedStatement = (
  audited: Audited,
  refused: readonly { readonly command: string; readonly error: GuanxiError }[],
): Statement | null =>
  refused.length === 0
    ? null
    : statement(
        audited,
        refused.map(({ command, error }) => refusal(command, error)),
      );

/** What a transaction did that must be known of, as part of it; null where there is nothing. */
export const deedStatement = (audited: Audited, deeds: readonly Deed[]): Statement | null =>
  deeds.length === 0
    ? null
    : statement(
        audited,
        deeds.map(({ what, ...deed }) => ({ command: what, outcome: 'DONE', ...deed })),
      );

/** In a transaction of its own: the command's was rolled back. A line that cannot be written must not turn a refusal into a failure. */
export async function auditRefusals(audited: Audited, command: string, errors: readonly GuanxiError[]): Promise<void> {
  if (errors.length === 0) return;
  try {
    await write(
      audited,
      errors.map((error) => refusal(command, error)),
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
export const auditDone = (audited: Audited, what: string, o: Omit<Deed, 'what'> = {}, via?: Via): Promise<void> =>
  write(audited, [{ command: what, outcome: 'DONE', ...o }], via);
