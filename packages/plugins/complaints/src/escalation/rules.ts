/** How far up a case has to go by now: pure (CMPL-07). */

export interface Rung {
  readonly level: number;
  readonly cause: string;
  readonly threshold: number | null;
  readonly minSeverity: number;
  readonly role: string;
}
export interface Situation {
  readonly severity: number;
  readonly keyCustomer: boolean;
  /** Complaints of the customer within the time that counts, this one among them. */
  readonly complaints: number;
  readonly breached: boolean;
}
export interface Step {
  readonly level: number;
  readonly cause: string;
  readonly role: string;
}

const holds: Readonly<Record<string, (rung: Rung, s: Situation) => boolean>> = {
  SEVERITY: ({ threshold }, { severity }) => threshold !== null && severity >= threshold,
  REPETITION: ({ threshold }, { complaints }) => threshold !== null && complaints >= threshold,
  KEY_CUSTOMER: (_, { keyCustomer }) => keyCustomer,
  BREACH: (_, { breached }) => breached,
};

/**
 * The rungs that are to be climbed now, one for each level, lowest first. Levels between are left out: who is told at once of something
 * grave need not wait for those below. Age has a time of its own and is climbed when it comes.
 */
export function climb(rungs: readonly Rung[], situation: Situation, climbed: ReadonlySet<number>): readonly Step[] {
  const steps = new Map<number, Step>();
  for (const rung of rungs) {
    if (climbed.has(rung.level) || steps.has(rung.level) || situation.severity < rung.minSeverity) continue;
    if (holds[rung.cause]?.(rung, situation)) steps.set(rung.level, { level: rung.level, cause: rung.cause, role: rung.role });
  }
  return [...steps.values()].sort((a, b) => a.level - b.level);
}
