/** Whether a person may be reached by a channel for a purpose, and if not, why. Pure: everything it goes by is given. */
import type { ValueOf } from '@guanxi/core';
import type { Kind } from '../channels/rules.ts';
import type { ContactPurpose, SuppressionReason } from './enums.ts';

type Purpose = ValueOf<typeof ContactPurpose>;

export interface Asked {
  /** Null: in person, or by a means that is not chosen yet, as with a suggestion to one's own staff. */
  readonly channel: Kind | null;
  readonly purpose: Purpose;
  readonly now: Date;
}

export interface ConsentEntry {
  readonly id: string;
  readonly channel: Kind | null;
  readonly purpose: Purpose;
  readonly given: boolean;
  readonly at: Date;
  readonly validUntil: Date | null;
}
/** One that was not released, of the person or of a customer whose contact the person is. */
export interface SuppressionEntry {
  readonly channels: readonly Kind[];
  readonly purpose: Purpose | null;
  readonly reason: ValueOf<typeof SuppressionReason>;
  readonly ownerPlugin: string | null;
  readonly until: Date | null;
}
export interface Reachability {
  /** Of the channels that the person has. */
  readonly kinds: readonly Kind[];
  readonly consents: readonly ConsentEntry[];
  readonly suppressions: readonly SuppressionEntry[];
}
export interface Policy {
  /** Purposes for which a person must have agreed; for the others it is enough that nothing was said against it. */
  readonly needsConsent: readonly Purpose[];
  /** Purposes that a suppression without a purpose leaves alone. */
  readonly exempt: readonly Purpose[];
}

export type Reason =
  | { readonly code: 'NO_CHANNEL' | 'NO_CONSENT' | 'CONSENT_WITHDRAWN' | 'CONSENT_EXPIRED' }
  | ({ readonly code: 'SUPPRESSED' } & Pick<SuppressionEntry, 'reason' | 'ownerPlugin' | 'until'>);

/** All that speaks against it; nothing: the person may be reached. */
export function reasonsAgainst(asked: Asked, state: Reachability, policy: Policy): readonly Reason[] {
  const lacks = asked.channel !== null && !state.kinds.includes(asked.channel);
  const consent = consentTo(asked, state.consents, policy.needsConsent.includes(asked.purpose));
  const suppressed = state.suppressions
    .filter((s) => holds(s, asked, policy.exempt))
    .map(({ reason, ownerPlugin, until }) => ({ code: 'SUPPRESSED' as const, reason, ownerPlugin, until }));
  return [...(lacks ? [{ code: 'NO_CHANNEL' as const }] : []), ...(consent ? [{ code: consent }] : []), ...distinct(suppressed)];
}

function holds(
  { channels, purpose, until }: SuppressionEntry,
  { channel, purpose: wanted, now }: Asked,
  exempt: readonly Purpose[],
): boolean {
  if (until !== null && until <= now) return false;
  if (purpose === null ? exempt.includes(wanted) : purpose !== wanted) return false;
  return channels.length === 0 || (channel !== null && channels.includes(channel));
}

type Standing = 'GIVEN' | 'NO_CONSENT' | 'CONSENT_WITHDRAWN' | 'CONSENT_EXPIRED';

/** What the person last said of the purpose counts, by this channel or by all; what they took back holds for every purpose. */
function consentTo(
  { channel, purpose, now }: Asked,
  entries: readonly ConsentEntry[],
  isNeeded: boolean,
): Exclude<Standing, 'GIVEN'> | null {
  const said = entries.filter((e) => e.purpose === purpose && e.at <= now);
  const by = (kind: Kind | null): Standing =>
    standing(
      said.filter((e) => e.channel === null || e.channel === kind),
      now,
    );
  // Where no channel is chosen, any by which they may be reached will do.
  const standings = channel === null ? [...new Set([null, ...said.map((e) => e.channel)])].map(by) : [by(channel)];
  const fits = (s: Standing): boolean => s === 'GIVEN' || (!isNeeded && s !== 'CONSENT_WITHDRAWN');
  if (standings.some(fits)) return null;
  const [worst] = (['CONSENT_WITHDRAWN', 'CONSENT_EXPIRED', 'NO_CONSENT'] as const).filter((s) => standings.includes(s));
  return worst ?? null;
}

function standing(entries: readonly ConsentEntry[], now: Date): Standing {
  const last = entries.reduce<ConsentEntry | null>((best, e) => (best === null || isLater(e, best) ? e : best), null);
  if (last === null) return 'NO_CONSENT';
  if (!last.given) return 'CONSENT_WITHDRAWN';
  return last.validUntil !== null && last.validUntil <= now ? 'CONSENT_EXPIRED' : 'GIVEN';
}

/** Of two things said at one moment, what was recorded last: ids are made in the order of time. */
const isLater = (a: ConsentEntry, b: ConsentEntry): boolean => (a.at.getTime() === b.at.getTime() ? a.id > b.id : a.at > b.at);

/** Two customers that are suppressed for one reason are one: how many there are is nobody's business. */
function distinct(reasons: readonly Extract<Reason, { code: 'SUPPRESSED' }>[]): readonly Reason[] {
  const known = new Map(reasons.map((r) => [`${r.reason} ${r.ownerPlugin} ${r.until?.getTime()}`, r]));
  return [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, r]) => r);
}
