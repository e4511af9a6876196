/**
 * Where a device's copy stands: a position of the log, for one device, one choice of entities and one set of rights. While something is
 * paged through (the first download, or what changed) it also says how far that is.
 */
import { encodeCursor, type LogHead, positionOf, resync } from '../log/index.ts';
import { label } from '../model/label.ts';
import { badInput } from '../model/refusals.ts';

/** The last record of a page: its entity by its number in the request, and its id. */
export interface Place {
  readonly entity: number;
  readonly id: string;
}
/** `until`: what changed up to there is being paged through; null: everything is, for the first time. */
export interface Paging {
  readonly until: number | null;
  readonly after: Place;
}
export interface SyncCursor {
  /** Everything up to here is in the copy, once the paging is through. */
  readonly position: number;
  readonly paging: Paging | null;
}

const form = /^([\w-]+)~([\w-]+)(?:~([0-9a-z]*)~(\d+)~([0-9a-f-]{36}))?$/;

/** @param scope Names device, entities and rights. */
export function encodeSyncCursor({ position, paging }: SyncCursor, { epoch }: LogHead, scope: string): string {
  const page = paging ? [paging.until?.toString(36) ?? '', String(paging.after.entity), paging.after.id] : [];
  return Buffer.from([encodeCursor({ epoch, position }), scope, ...page].join('~')).toString('base64url');
}

/** @throws BAD_INPUT for what is no such cursor; RESYNC for one that cannot be followed any more. */
export function decodeSyncCursor(cursor: string, head: LogHead, floor: number, scope: string): SyncCursor {
  const [, log, scoped, until, entity, id] = form.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (log === undefined || scoped === undefined)
    throw badInput(label('this is no cursor of changesSince', '这不是 changesSince 的游标'), ['cursor']);
  const position = positionOf(log, head, floor);
  if (scoped !== scope)
    throw resync(
      label('your rights, your teams, the entities asked for or the device are others now', '权限、团队、同步的记录类型或设备已改变'),
    );
  if (until === undefined || entity === undefined || id === undefined) return { position, paging: null };
  return { position, paging: { until: until === '' ? null : Number.parseInt(until, 36), after: { entity: Number(entity), id } } };
}
