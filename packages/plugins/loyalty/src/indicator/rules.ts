/**
 * The loyalty indicator: behaviour (does the customer buy again) and attitude (do they prefer us), in the four classes of Dick and Basu (1994,
 * "Customer Loyalty: Toward an Integrated Conceptual Framework"; SEG-01). Pure. With one of the two missing there is no indicator (LOY-04).
 */
export interface IndicatorSettings {
  readonly orders: number;
  readonly attitude: number;
}
export interface Known {
  /** Orders in the months that are looked at; null: nothing was ever bought, so that there is no behaviour to speak of. */
  readonly orders: number | null;
  /** 0 to 100; null: nobody asked lately. */
  readonly attitude: number | null;
}
export type LoyaltyClassName = 'LOYAL' | 'LATENT' | 'SPURIOUS' | 'NOT_LOYAL' | 'UNCLASSIFIED';
export interface Indicator {
  readonly isComplete: boolean;
  readonly class: LoyaltyClassName;
  /** 0 to 100, of both in equal parts; null while one is missing. */
  readonly score: number | null;
  readonly behaviour: number | null;
  readonly attitude: number | null;
  readonly missing: readonly ('BEHAVIOUR' | 'ATTITUDE')[];
}

/** On the boundary is high. */
export function indicate({ orders, attitude }: Known, settings: IndicatorSettings): Indicator {
  const behaviour = orders === null ? null : Math.min(Math.round((orders / settings.orders) * 100), 100);
  if (orders === null || behaviour === null || attitude === null) {
    const missing = [...(orders === null ? (['BEHAVIOUR'] as const) : []), ...(attitude === null ? (['ATTITUDE'] as const) : [])];
    return { isComplete: false, class: 'UNCLASSIFIED', score: null, behaviour, attitude, missing };
  }
  const [often, favourable] = [orders >= settings.orders, attitude >= settings.attitude];
  const found = often ? (favourable ? 'LOYAL' : 'SPURIOUS') : favourable ? 'LATENT' : 'NOT_LOYAL';
  return { isComplete: true, class: found, score: Math.round((behaviour + attitude) / 2), behaviour, attitude, missing: [] };
}
