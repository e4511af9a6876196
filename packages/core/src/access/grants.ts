/** Roles make rights: together they reach as far as the widest of them, so that one more never takes anything away (A12). Pure. */
import type { RoleGrant } from '../model/identity-tables.ts';
import type { Reach } from '../model/policy.ts';

export type Granted = Readonly<Record<string, Reach>>;

const widening: readonly Reach[] = ['none', 'own', 'team', 'below', 'all'];
export const wider = (a: Reach, b: Reach): Reach => (widening.indexOf(a) < widening.indexOf(b) ? b : a);
export const narrower = (a: Reach, b: Reach): Reach => (widening.indexOf(a) < widening.indexOf(b) ? a : b);

const reaches: Readonly<Record<RoleGrant['scope'], Reach>> = { OWN: 'own', TEAM: 'team', BELOW: 'below', ALL: 'all' };
export const reachIn = ({ scope }: Pick<RoleGrant, 'scope'>): Reach => reaches[scope];

/** What the grants of all roles come to. A permission that is named beside `*` never reaches less than `*` does. */
export function composed(grants: readonly RoleGrant[]): Granted {
  const out: Record<string, Reach> = Object.create(null);
  for (const grant of grants) out[grant.permission] = wider(out[grant.permission] ?? 'none', reachIn(grant));
  const everything = out['*'] ?? 'none';
  for (const permission of Object.keys(out)) out[permission] = wider(out[permission] ?? 'none', everything);
  return { ...out };
}

/** The same rights within a list of permissions: it takes away and never adds. */
export function limitedTo(granted: Granted, scopes: readonly string[] | null | undefined): Granted {
  if (!scopes || scopes.includes('*')) return granted;
  const of = (permission: string): Reach =>
    (Object.hasOwn(granted, permission) ? granted[permission] : undefined) ??
    (Object.hasOwn(granted, '*') ? granted['*'] : undefined) ??
    'none';
  return Object.fromEntries(scopes.map((s) => [s, of(s)] as const).filter(([, reach]) => reach !== 'none'));
}

/** Whatever a contact's role says: it is their own customers that a contact sees. */
export const ownOnly = (granted: Granted): Granted =>
  Object.fromEntries(Object.entries(granted).map(([permission, reach]) => [permission, narrower(reach, 'own')]));
