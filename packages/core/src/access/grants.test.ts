import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RoleGrant } from '../model/identity-tables.ts';
import type { Reach } from '../model/policy.ts';
import { type Actor, reachOf } from './actor.ts';
import { composed, type Granted, limitedTo, ownOnly } from './grants.ts';

const names = ['crm:customers:read', 'crm:customers:write', 'crm:staff:read', 'hotels:stays:read'] as const;
const order: readonly Reach[] = ['none', 'own', 'team', 'below', 'all'];
const grant = fc.record({
  permission: fc.constantFrom(...names, '*'),
  scope: fc.constantFrom('OWN', 'TEAM', 'BELOW', 'ALL'),
}) as fc.Arbitrary<RoleGrant>;
const role = fc.array(grant, { maxLength: 5 });
const reach = (permissions: Granted, name: string): number =>
  order.indexOf(reachOf({ kind: 'staff', staffId: 's', tenant: 't', permissions } as Actor, name));
const of = (roles: readonly (readonly RoleGrant[])[]): Granted => composed(roles.flat());

describe('rights made of roles', () => {
  test('A12 a role more never takes a right away, and one less never adds', () => {
    fc.assert(
      fc.property(fc.array(role, { maxLength: 4 }), role, (roles, another) => {
        const [without, withIt] = [of(roles), of([...roles, another])];
        for (const name of [...names, '*', 'unheard:of']) expect(reach(withIt, name)).toBeGreaterThanOrEqual(reach(without, name));
      }),
      { numRuns: 500 },
    );
  });

  test('A12 they are what the widest of them is, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(role, { maxLength: 4 }), (roles) => {
        const all = of(roles);
        for (const name of [...names, 'unheard:of']) {
          expect(reach(all, name)).toBe(Math.max(0, ...roles.map((r) => reach(of([r]), name))));
          expect(reach(of([...roles].reverse()), name)).toBe(reach(all, name));
        }
      }),
      { numRuns: 500 },
    );
  });

  test('A12 scopes of a token, and being a contact, only take away', () => {
    fc.assert(
      fc.property(role, fc.array(fc.constantFrom(...names, '*', 'openid'), { maxLength: 4 }), (grants, scopes) => {
        const whole = composed(grants);
        for (const name of [...names, 'openid']) {
          expect(reach(limitedTo(whole, scopes), name)).toBeLessThanOrEqual(reach(whole, name));
          expect(reach(ownOnly(whole), name)).toBeLessThanOrEqual(order.indexOf('own'));
          if (!scopes.includes('*') && !(scopes as readonly string[]).includes(name)) expect(reach(limitedTo(whole, scopes), name)).toBe(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('names that objects have anyhow are no rights', () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect(reach(composed([{ permission: 'crm:staff:read', scope: 'ALL' }]), name)).toBe(0);
      expect(limitedTo(composed([]), [name])).toEqual({});
    }
  });
});
