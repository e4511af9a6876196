/** Cursors: where a reader of the log is. Opaque to whoever holds one; a cursor of another epoch, or of a position that is gone, is told to resync. */
import { errorTexts, GuanxiError } from '../errors.ts';
import { type Label, label } from '../model/label.ts';
import { badInput } from '../model/refusals.ts';
import type { LogHead } from './head.ts';

/** An epoch is known by its beginning. */
const EPOCH_LENGTH = 8;
const short = (epoch: string): string => epoch.replaceAll('-', '').slice(0, EPOCH_LENGTH);
const form = /^([0-9a-f]{8})\.([0-9a-z]{1,11})$/;

/** @example encodeCursor(head) // 'MWY5ZDRjMmEuM2s' */
export const encodeCursor = ({ epoch, position }: LogHead): string =>
  Buffer.from(`${short(epoch)}.${position.toString(36)}`).toString('base64url');

/**
 * The position a reader goes on behind.
 * @param floor The tenant's events up to here are no longer kept.
 * @throws GuanxiError BAD_INPUT for what is no cursor; RESYNC for one of another epoch, ahead of the log, or past retention.
 */
export function positionOf(cursor: string, head: LogHead, floor: number): number {
  const [, epoch, digits] = form.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (epoch === undefined || digits === undefined) throw badInput(label('this is no cursor of the log', '这不是日志游标'), ['after']);
  const position = Number.parseInt(digits, 36);
  if (epoch !== short(head.epoch)) throw resync(label('the database was restored or promoted since', '数据库已恢复或切换'));
  if (position > head.position) throw resync(label('it is ahead of the log', '游标超前于日志'));
  requireKept(position, floor);
  return position;
}

/** @throws GuanxiError RESYNC for a reader at a position whose next events may be gone */
export function requireKept(position: number, floor: number): void {
  if (position < floor) throw resync(label('what came after it is no longer kept', '其后的记录已不再保留'));
}

/** The reason is said in both languages. */
export function resync(reason: Label): GuanxiError {
  const { en, zh } = errorTexts.RESYNC;
  return new GuanxiError({ code: 'RESYNC', en: en.replace('{reason}', reason.en), zh: zh.replace('{reason}', reason.zh) });
}
