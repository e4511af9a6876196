/** Lowering a classification, of whatever, is for the custodian only. Of records the kernel sees to it as well, whoever writes them. */
import { GuanxiError } from '@guanxi/core';
import type { CrmTx } from '../common.ts';

const order = ['PUBLIC', 'INTERNAL', 'CONFIDENTIAL'];

export function refuseLowering(tx: CrmTx, from: string, to: string, path: string): void {
  if (order.indexOf(to) < order.indexOf(from) && !tx.actor.has('engine:custodian'))
    throw new GuanxiError('FORBIDDEN', { permission: 'engine:custodian' }, { path: [path] });
}
