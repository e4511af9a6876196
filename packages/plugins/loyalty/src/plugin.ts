/** Who this plugin is: its permissions, settings and api. Everything else is typed from here. */
import { type Decimal, decimalOf, type Id, isDecimal, type Label, label, pluginKit, z } from '@guanxi/core';
import type { Crm } from '@guanxi/core/crm';

export const permissions = {
  'loyalty:read': label('See points, tiers and benefits', '查看积分、等级和权益'),
  'loyalty:manage': label('Manage the loyalty programme', '管理会员计划'),
  'loyalty:enrol': label('Enrol members', '办理入会'),
  'loyalty:award': label('Award points', '奖励积分'),
  'loyalty:redeem': label('Redeem and transfer points', '兑换和转让积分'),
  'loyalty:adjust': label('Adjust points', '调整积分'),
  'loyalty:gestures:write': label('Keep occasions and gestures', '登记纪念日和关怀'),
} as const satisfies Readonly<Record<string, Label>>;

const decimal = z.custom<Decimal>(
  (value) => typeof value === 'string' && isDecimal(value),
  'is no decimal of at most 15 digits and 4 places',
);

export const LoyaltySettings = z.object({
  /** Whether a customer becomes a member by buying; all their purchases count then, whenever they were. */
  autoEnrol: z.boolean().default(false),
  /** How long points last, counted from what earned them, to the end of the day in the tenant's zone; null: for ever. */
  pointsLastMonths: z.int().min(1).max(1_200).nullable().default(24),
  /** What one point is worth in the tenant's currency, for the liability report. */
  pointValue: decimal.default(decimalOf('0.01')),
  /** How long a reserved reward waits to be confirmed before it is given back. */
  reservationHours: z.int().min(1).max(8_760).default(72),
  /** What benefits may be had together (LOY-03). */
  stacking: z
    .object({
      /** Benefits on one order. */
      most: z.int().min(1).max(20).default(1),
      /** Per cent that all discounts on one order come to at most. */
      discountPercent: z.number().min(0).max(100).default(30),
    })
    .prefault({}),
  /** The indicator of LOY-04, of the axes of SEG-01; a value on the boundary counts as high. */
  indicator: z
    .object({
      /** Months that are looked at. */
      months: z.int().min(1).max(120).default(12),
      /** Orders in these months from which on a customer repurchases often; so many and more are a full score. */
      orders: z.int().min(1).max(10_000).default(4),
      /** Attitude from which on it is favourable, of 0 to 100. */
      attitude: z.number().min(0).max(100).default(60),
      /** An attitude older than this says nothing any more. */
      attitudeLastsMonths: z.int().min(1).max(120).default(12),
    })
    .prefault({}),
});

export interface GrantedBenefit {
  readonly benefit: Id<'LoyaltyBenefit'>;
  readonly name: string;
  readonly ground: 'TIER' | 'RECORD' | 'MEMBERSHIP';
  readonly percent: Decimal;
  /** Null: it may be had. */
  readonly refused: 'USED_UP' | 'STACKING' | null;
}

export interface LoyaltyApi {
  /** Points a customer can spend now, to the millisecond of their expiry; 0 for one who is no member, or whom the actor may not see. */
  balance(customer: Id<'Customer'>): Promise<number>;
  /**
   * What a member may have on an order now, the best first, each with the rule that grants it; what does not go together with those before it,
   * or was had as often as it may be, says so. For whoever prices orders (SALES-08), who says by `useBenefits` what it took.
   */
  benefits(customer: Id<'Customer'>, orderRef: string): Promise<readonly GrantedBenefit[]>;
}

export interface Loyalty {
  id: 'loyalty';
  needs: { crm: Crm };
  permission: keyof typeof permissions;
  settings: z.output<typeof LoyaltySettings>;
  api: LoyaltyApi;
}
export const p = pluginKit<Loyalty>('loyalty', { engine: '^0.1.0', needs: { crm: '^0.1.0' } });
