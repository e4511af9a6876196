/** A record of whatever type and plugin that something is about: checked to be there and visible, kept as type and id. */
import { GuanxiError, parseGlobalId, t, type z } from '@guanxi/core';
import type { CrmTx } from './common.ts';

export const RecordLink = t.object('RecordLinkInput', {
  /** The type's name, such as `Stay`. */
  type: t.text(80),
  id: t.text(80),
});
type RecordLink = z.output<typeof RecordLink>;

/** G2: unknown, hidden, deleted and of another type answer alike. */
export async function linkedRecord(
  tx: CrmTx,
  link: RecordLink,
  path: string,
): Promise<{ readonly linkedType: string; readonly linkedId: string }> {
  const id = parseGlobalId(link.id)?.uuid ?? link.id;
  const found = await tx.readPaths(link.type, { paths: ['id'], ids: [id] }).catch((error: unknown) => {
    if (error instanceof GuanxiError) return [];
    throw error;
  });
  if (found.length === 0) throw new GuanxiError('NOT_FOUND', { what: link.type }, { path: path.split('.') });
  return { linkedType: link.type, linkedId: id };
}
