import { describe, expect, it } from 'vitest';
import { ownerAmong } from './owned.ts';

describe('what belongs to a plugin', () => {
  it('begins with its id', () => {
    expect(ownerAmong(['loyalty'])('loyalty_account')).toBe('loyalty');
    expect(ownerAmong(['loyalty'])('loyaltyaccount')).toBeUndefined();
    expect(ownerAmong(['after-sales'])('after_sales_visit')).toBe('after-sales');
  });

  it('is not what belongs to a plugin with a longer id', () => {
    expect(ownerAmong(['loyalty', 'loyalty_plus'])('loyalty_plus_tier')).toBe('loyalty_plus');
    expect(ownerAmong(['loyalty_plus', 'loyalty'])('loyalty_tier')).toBe('loyalty');
  });

  it("is never the kernel's", () => {
    expect(ownerAmong(['tenant'])('tenant_plugin')).toBeUndefined();
    expect(ownerAmong(['event'])('event_inbox')).toBeUndefined();
  });
});
