/** Finds the customers that one may be a duplicate of: a few looks into indexes, then the pure comparison. */
import { globalId, type Id, type Reader, select, sql } from '@guanxi/core';
import { customerAddressFields } from '../addresses/fields.ts';
import { addressKey } from '../addresses/rules.ts';
import { customerChannelFields } from '../channels/fields.ts';
import type { CrmTx } from '../common.ts';
import { customerFields } from '../customers/fields.ts';
import type { Crm } from '../plugin.ts';
import { possibleDuplicate } from './events.ts';
import { nameBlock, registrationKey } from './normalise.ts';
import { type Comparable, compare, type Match } from './rules.ts';

export interface Probe {
  readonly kind: Comparable['kind'];
  readonly name: string;
  readonly registrationNumber: string | null;
  readonly channels: readonly { readonly kind: string; readonly normalised: string }[];
  readonly addresses: readonly { readonly normalised: string }[];
}
export interface Candidate extends Match {
  /** The survivor, where the one that looks alike was merged. */
  readonly id: Id<'Customer'>;
}

/** Names that begin alike are many in one town; the nearest of them are enough. */
const most = 200;
const phoneKinds = ['PHONE', 'MOBILE', 'FAX'];
const emails = (channels: Probe['channels']) => channels.filter((c) => c.kind === 'EMAIL').map((c) => c.normalised);
const phones = (channels: Probe['channels']) => channels.filter((c) => phoneKinds.includes(c.kind)).map((c) => c.normalised);
const keys = (addresses: Probe['addresses']) => addresses.map((a) => a.normalised);

const found = select(customerFields, {
  kind: true,
  name: true,
  registrationNumber: true,
  mergedInto: select(customerFields, {}),
  channels: select(customerChannelFields, { kind: true, normalised: true }),
  addresses: select(customerAddressFields, { lines: true, city: true }),
});

/** From the likeliest on; those under the threshold are left out. */
export async function candidates(reader: Reader, probe: Probe, settings: Crm['settings']['duplicates']): Promise<readonly Candidate[]> {
  const ids = await sharing(reader, probe);
  const key = registrationKey(probe.registrationNumber);
  const rows = await reader.read(found, {
    where: (c) =>
      sql`${c.kind} = ${probe.kind} and (${c.nameBlock} = ${nameBlock(probe.name)} or ${c.registrationKey} = ${key} or ${c.id} = any(${ids}::uuid[]))`,
    limit: most + ids.length,
  });
  const own = { ...probe, phones: phones(probe.channels), emails: emails(probe.channels), addresses: keys(probe.addresses) };
  const best = new Map<Id<'Customer'>, Candidate>();
  for (const row of rows) {
    const other = { ...row, phones: phones(row.channels), emails: emails(row.channels), addresses: row.addresses.map(addressKey) };
    const match = compare(own, other, settings);
    const id = row.mergedInto?.id ?? row.id;
    if (match.score >= settings.threshold && match.score > (best.get(id)?.score ?? -1)) best.set(id, { id, ...match });
  }
  return [...best.values()].toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

/** Customers with one of the numbers, e-mail addresses or addresses. */
async function sharing(reader: Reader, probe: Probe): Promise<readonly Id<'Customer'>[]> {
  const numbers = [...phones(probe.channels), ...emails(probe.channels)];
  const places = keys(probe.addresses);
  const withCustomer = { customer: select(customerFields, {}) };
  const rows = [
    ...(numbers.length === 0
      ? []
      : await reader.read(select(customerChannelFields, withCustomer), {
          where: (c) => sql`${c.normalised} = any(${numbers}::text[])`,
          limit: most,
        })),
    ...(places.length === 0
      ? []
      : await reader.read(select(customerAddressFields, withCustomer), {
          where: (a) => sql`${a.normalised} = any(${places}::text[])`,
          limit: most,
        })),
  ];
  return [...new Set(rows.flatMap((row) => (row.customer ? [row.customer.id] : [])))];
}

/** @throws POSSIBLE_DUPLICATE with the candidates; of those that the caller may not see it is only told that they are there */
export async function refuseDuplicates(tx: CrmTx, probe: Probe): Promise<void> {
  const { duplicates } = tx.settings;
  const all = await candidates(duplicates.includeHidden ? tx.system : tx, probe, duplicates);
  if (all.length === 0) return;
  const visible = new Set((await tx.read(select(customerFields, {}), { ids: all.map((c) => c.id) })).map((c) => c.id));
  const told = all.map(({ id, score, reasons }) => ({ customer: visible.has(id) ? globalId('cus', id) : null, score, reasons }));
  throw possibleDuplicate({ count: all.length }, 'name', { candidates: told });
}
