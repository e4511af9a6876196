/**
 * Who is cleared for which class of data. PUBLIC is for whoever sees the row. INTERNAL is for the house: a customer's contact needs a
 * permission of its own. CONFIDENTIAL needs a permission and, each time, a purpose. A plugin's own rights are not a reader's: code that
 * calculates with what it may not show answers for what it gives out.
 */
import { GuanxiError } from '../errors.ts';
import type { Classification } from '../model/scalars.ts';
import { type Actor, hasPurpose } from './actor.ts';
import type { KernelPermission } from './kernel-permissions.ts';

/** Those who hold either are cleared: no record can be hidden from the custodian (DATA-07). */
export const confidentialPermissions = ['engine:confidential:read', 'engine:custodian'] as const satisfies readonly KernelPermission[];
/** For who hears of things without reading them, such as an endpoint of a webhook. */
const hearPermission = 'engine:events:confidential' satisfies KernelPermission;
export const internalPermission = 'engine:internal:read' satisfies KernelPermission;

export interface Clearance {
  /** Why values of this class are withheld; null where they are not. */
  withholds(classification: Classification): GuanxiError | null;
  /** Why confidential contents of events are withheld; null where they are not. */
  readonly hears: GuanxiError | null;
  /** Whether what is confidential is shown to somebody, and has to be noted: not where code calculates with it. */
  readonly notes: boolean;
}

const everything: Clearance = { withholds: () => null, hears: null, notes: false };

export function clearanceOf(actor: Actor, isSystem: boolean, has: (permission: string) => boolean): Clearance {
  if (isSystem) return everything;
  const seesInternal = actor.kind !== 'contact' || has(internalPermission);
  const hasReason = hasPurpose(actor);
  const mayRead = confidentialPermissions.some(has);
  const mayHear = mayRead || has(hearPermission);
  // Rights are made for every request, and an error takes its stack when it is made: so they are made when they are asked for.
  const confidential = (may: boolean, permission: KernelPermission): GuanxiError | null => {
    if (!may) return forbiddenBy(permission);
    return hasReason ? null : new GuanxiError('PURPOSE_REQUIRED');
  };
  return {
    notes: mayRead && hasReason,
    get hears() {
      return confidential(mayHear, hearPermission);
    },
    withholds(classification) {
      if (classification === 'PUBLIC') return null;
      if (classification === 'INTERNAL') return seesInternal ? null : forbiddenBy(internalPermission);
      return confidential(mayRead, confidentialPermissions[0]);
    },
  };
}

const forbiddenBy = (permission: KernelPermission): GuanxiError => new GuanxiError('FORBIDDEN', { permission });

/** Refusals for want of a right or of a purpose. */
export const isRefusal = (error: unknown): error is GuanxiError =>
  error instanceof GuanxiError && (error.code === 'FORBIDDEN' || error.code === 'PURPOSE_REQUIRED');

const order: readonly Classification[] = ['PUBLIC', 'INTERNAL', 'CONFIDENTIAL'];
export const isLower = (a: Classification, b: Classification): boolean => order.indexOf(a) < order.indexOf(b);
export const highest = (classes: readonly Classification[]): Classification => classes.reduce((a, b) => (isLower(a, b) ? b : a), 'PUBLIC');
