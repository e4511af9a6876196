import { describe, expect, it } from 'vitest';
import { isOwned } from './owned.ts';

describe('what belongs to a plugin', () => {
  it('begins with its id', () => {
    expect(isOwned('loyalty_account', 'loyalty', ['loyalty'])).toBe(true);
    expect(isOwned('loyaltyaccount', 'loyalty', ['loyalty'])).toBe(false);
    expect(isOwned('after_sales_visit', 'after-sales', ['after-sales'])).toBe(true);
  });

  it('is not what belongs to a plugin with a longer id', () => {
    expect(isOwned('loyalty_plus_tier', 'loyalty', ['loyalty', 'loyalty_plus'])).toBe(false);
    expect(isOwned('loyalty_plus_tier', 'loyalty_plus', ['loyalty', 'loyalty_plus'])).toBe(true);
  });

  it("is never the kernel's", () => {
    expect(isOwned('tenant_plugin', 'tenant', ['tenant'])).toBe(false);
    expect(isOwned('event_inbox', 'event', ['event'])).toBe(false);
  });
});
