/** A promise is watched from when it is given until it is settled. */
import { commandRef, type Id, type Row } from '@guanxi/core';
import type { ComplaintsTx } from '../common.ts';
import type { checkPromise } from './check.ts';
import type { ComplaintPromise } from './entities.ts';

const check = commandRef<typeof checkPromise>('checkPromise');
const alertKey = (promise: string): string => `promise:alert:${promise}`;
const dueKey = (promise: string): string => `promise:due:${promise}`;

export async function watchPromise(tx: ComplaintsTx, { id: promise, dueAt }: Pick<Row<ComplaintPromise>, 'id' | 'dueAt'>): Promise<void> {
  const alertAt = (await tx.plugins.calendar.clock('ALWAYS')).add(dueAt, `-${tx.settings.promises.alertBefore}`).at;
  // One that is given for soon is alerted of at once.
  await tx.schedule(check, { promise }, { at: new Date(Math.max(alertAt.getTime(), tx.now.getTime())), key: alertKey(promise) });
  await tx.schedule(check, { promise }, { at: dueAt, key: dueKey(promise) });
}

export async function unwatchPromise(tx: ComplaintsTx, promise: Id<'ComplaintPromise'>): Promise<void> {
  await tx.cancel(alertKey(promise));
  await tx.cancel(dueKey(promise));
}
