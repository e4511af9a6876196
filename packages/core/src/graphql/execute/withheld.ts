/** Who asked for something confidential and did not get it stands in the audit (DATA-12): a line for each field, however many rows. */
import { confidentialPermissions } from '../../access/clearance.ts';
import { GuanxiError } from '../../errors.ts';
import { auditRefusals } from '../../write/audit.ts';
import type { AnswerError } from './errors.ts';
import { type Asking, operationName } from './request.ts';

/** Lines of one operation. */
const MAX_LINES = 20;

const isWithheld = ({ extensions: { code, details } }: AnswerError): boolean =>
  code === 'PURPOSE_REQUIRED' ||
  (code === 'FORBIDDEN' && (details as { readonly permission?: unknown } | undefined)?.permission === confidentialPermissions[0]);

export async function auditWithheld(asking: Asking, errors: readonly AnswerError[]): Promise<void> {
  const places = new Map<string, GuanxiError>();
  for (const error of errors.filter(isWithheld)) {
    const path = (error.path ?? []).filter((part) => typeof part === 'string');
    const code = error.extensions.code as 'FORBIDDEN' | 'PURPOSE_REQUIRED';
    places.set(`${code} ${path.join('.')}`, new GuanxiError(code, {}, { path }));
    if (places.size === MAX_LINES) break;
  }
  const { node } = asking.operation;
  await auditRefusals(asking, `${node.operation} ${operationName(node)}`.trim(), [...places.values()]);
}
