/** What may become of a customer. Pure. */
import type { ValueOf } from '@guanxi/core';
import type { CustomerKind, CustomerStatus } from './enums.ts';

type Status = ValueOf<typeof CustomerStatus>;

/** The state table (G7). MERGED is entered and left by merging and unmerging only. */
export const statusChanges: Readonly<Record<Status, readonly Status[]>> = {
  PROSPECT: ['ACTIVE', 'INACTIVE', 'TERMINATED'],
  ACTIVE: ['INACTIVE', 'TERMINATED'],
  INACTIVE: ['ACTIVE', 'TERMINATED'],
  // A lost customer can be won back: as a prospect first, or at once by a purchase.
  TERMINATED: ['PROSPECT', 'ACTIVE'],
  MERGED: [],
};
export const mayBecome = (from: Status, to: Status): boolean => statusChanges[from].includes(to);

/** INDIVIDUAL is the sector of persons; the other three of the core's are of organisations. Plugins' sectors suit either. */
export function sectorFits(kind: ValueOf<typeof CustomerKind>, sector: string | null): boolean {
  if (sector === 'INDIVIDUAL') return kind === 'PERSON';
  return !(kind === 'PERSON' && (sector === 'GOVERNMENT' || sector === 'ENTERPRISE_OR_INSTITUTION' || sector === 'SCHOOL'));
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/**
 * A customer's code where none was given: 60 of the random bits of its id, in letters that cannot be misread. No counter is asked, so that
 * two who create customers never wait for each other.
 * @example codeOf('0190f5c2-8a3b-7cde-8f01-23456789abcd') // 'C-Y0938NKRKAYD'
 */
export function codeOf(id: string): string {
  let bits = BigInt(`0x${id.replaceAll('-', '').slice(-15)}`);
  let text = '';
  for (let i = 0; i < 12; i++, bits >>= 5n) text = crockford.charAt(Number(bits & 31n)) + text;
  return `C-${text}`;
}
