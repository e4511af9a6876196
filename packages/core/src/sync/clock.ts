/** The time at which a change was made, by a device whose clock may be wrong: it says what its clock shows while it sends, and that is compared. */
export interface MadeAt {
  /** By the server's clock. */
  readonly at: Date;
  /** The device's clock is too far off, or what it said cannot be: the time is a correction. */
  readonly isCorrected: boolean;
}

/** What the way of a request, and clocks that are looked after, differ by. */
const TOLERANCE_MS = 30_000;

/** @param sentAt What the device's clock showed when it sent; null: it does not say, and is believed. */
export function correctedTime(at: Date, sentAt: Date | null, now: Date): MadeAt {
  const skew = sentAt === null ? 0 : now.getTime() - sentAt.getTime();
  const isSkewed = Math.abs(skew) > TOLERANCE_MS;
  const time = at.getTime() + (isSkewed ? skew : 0);
  // Nothing was made after it was sent.
  const isAhead = time > now.getTime();
  return { at: new Date(isAhead ? now.getTime() : time), isCorrected: isSkewed || time > now.getTime() + TOLERANCE_MS };
}
