/** What suppressions of customers and of contacts have in common: their terms, and who releases them. */
import { GuanxiError, type ValueOf } from '@guanxi/core';
import type { ChannelKind } from '../channels/enums.ts';
import type { CrmTx } from '../common.ts';
import type { ContactPurpose, SuppressionReason } from './enums.ts';
import { alreadyReleased, reasonUntold, suppressionOfAnother, suppressionOfPeople, suppressionOver } from './events.ts';

interface Terms {
  readonly channels?: readonly ValueOf<typeof ChannelKind>[] | undefined;
  readonly purpose?: ValueOf<typeof ContactPurpose> | undefined;
  readonly reason: ValueOf<typeof SuppressionReason>;
  readonly note?: string | undefined;
  readonly until?: Date | undefined;
}

/** @throws where it says nothing, or would never hold */
export function suppressionRow(tx: CrmTx, { channels, purpose, reason, note, until }: Terms) {
  if (reason === 'OTHER' && note === undefined) throw reasonUntold({}, 'note');
  if (until && until <= tx.now) throw suppressionOver({ until: until.toISOString() }, 'until');
  return {
    channels: [...new Set(channels)],
    purpose: purpose ?? null,
    reason,
    note: note ?? null,
    ownerPlugin: tx.caller,
    until: until ?? null,
  };
}

interface Made {
  readonly purpose: ValueOf<typeof ContactPurpose> | null;
  readonly until: Date | null;
  readonly ownerPlugin: string | null;
}
export const toldOf = ({ purpose, until, ownerPlugin }: Made): Made => ({ purpose, until, ownerPlugin });

/** @throws where it was released already, or is another's to release */
export function refuseRelease(
  tx: CrmTx,
  { ownerPlugin, releasedAt }: Pick<Made, 'ownerPlugin'> & { readonly releasedAt: Date | null },
): void {
  if (ownerPlugin === null) refuseOfPeople(tx);
  else if (tx.caller !== ownerPlugin && !isOrphan(tx, ownerPlugin)) throw suppressionOfAnother({ plugin: ownerPlugin }, 'suppression');
  if (releasedAt !== null) throw alreadyReleased({ at: releasedAt.toISOString() }, 'suppression');
}

/** What people have forbidden, no program allows again on its own. */
function refuseOfPeople(tx: CrmTx): void {
  if (tx.caller !== null) throw suppressionOfPeople({}, 'suppression');
  if (!tx.actor.has('crm:suppressions:release')) throw new GuanxiError('FORBIDDEN', { permission: 'crm:suppressions:release' });
}

/** The plugin is not installed any more, or switched off for the tenant: nobody else could release it. */
const isOrphan = (tx: CrmTx, plugin: string): boolean =>
  tx.caller === null && !Object.hasOwn(tx.plugins, plugin) && tx.actor.has('crm:suppressions:release');
