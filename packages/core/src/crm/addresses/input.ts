/** Addresses as they come in. */
import { t, type z } from '@guanxi/core';
import { AddressKind } from './enums.ts';
import { addressKey, countryCodeOf } from './rules.ts';

export const AddressInput = t.object('AddressInput', {
  kind: t.optional(t.enum(AddressKind)),
  lines: t.list(t.text(200), { min: 1, max: 6 }),
  city: t.optional(t.text(100)),
  region: t.optional(t.text(100)),
  postalCode: t.optional(t.text(20)),
  country: t.optional(t.text(100)),
  isPrimary: t.optional(t.bool()),
});
export const addressesInput = t.optional(t.list(AddressInput, { max: 20 }));
type Given = z.output<typeof AddressInput>;

/** The row of an address, without whose it is. */
export function addressRow(address: Given) {
  const { kind, lines, city, region, postalCode, country, isPrimary } = address;
  return {
    kind: kind ?? ('OFFICE' as const),
    lines: [...lines],
    city: city ?? null,
    region: region ?? null,
    postalCode: postalCode ?? null,
    country: country ?? null,
    countryCode: country === undefined ? null : countryCodeOf(country),
    isPrimary: isPrimary ?? false,
    normalised: addressKey(address),
  };
}

/** Without a flag the first is the one to use. */
export const addressRows = (addresses: readonly Given[] | undefined) =>
  (addresses ?? []).map((address, i, all) => ({
    ...addressRow(address),
    isPrimary: all.some((a) => a.isPrimary) ? address.isPrimary === true : i === 0,
  }));
