/** Someone who cannot be reached any more is no contact (DATA-03), unless the tenant says otherwise. */
import { type Id, select } from '@guanxi/core';
import { ContactAddress } from '../addresses/entities.ts';
import { contactAddressFields } from '../addresses/fields.ts';
import { ContactChannel } from '../channels/entities.ts';
import { contactChannelFields } from '../channels/fields.ts';
import type { CrmTx } from '../common.ts';
import { p } from '../plugin.ts';
import { unreachable } from './events.ts';
import { contactFields } from './fields.ts';

const ways = select(contactFields, { channels: select(contactChannelFields, {}), addresses: select(contactAddressFields, {}) });
type Removal = { readonly before: { readonly contactId: Id<'Contact'> } | null; readonly after: object | null };

async function stayReachable(tx: CrmTx, changes: readonly Removal[]): Promise<void> {
  if (!tx.settings.contactNeedsChannel) return;
  const ids = [...new Set(changes.flatMap(({ before, after }) => (before && !after ? [before.contactId] : [])))];
  if (ids.length === 0) return;
  // A contact that is itself removed is found no more.
  const found = await tx.system.read(ways, { ids });
  if (found.some(({ channels, addresses }) => channels.length + addresses.length === 0)) throw unreachable({});
}

export const keepChannels = p.guard(ContactChannel, stayReachable);
export const keepAddresses = p.guard(ContactAddress, stayReachable);
