/** Points go out of a purse, or it is said why not. */

import { pointsExpired, tooFewPoints } from './events.ts';
import type { HouseBook, Purse } from './purse.ts';

/** First expiring first. @throws LOYALTY_TOO_FEW_POINTS, LOYALTY_POINTS_EXPIRED where there would be enough, had some not expired */
export function spend(purse: Purse, to: HouseBook, asked: number, now: Date, path: string): NonNullable<ReturnType<Purse['spend']>> {
  const spent = purse.spend(to, asked, now);
  if (spent) return spent;
  const available = purse.available(now);
  const expired = purse.points - available;
  if (purse.points >= asked) throw pointsExpired({ available, asked, expired }, path);
  throw tooFewPoints({ available, asked }, path);
}
