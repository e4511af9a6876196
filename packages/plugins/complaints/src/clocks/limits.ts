/** The limits of one case: which policy, by which clock, until when; and the timers that watch them. */
import { commandRef, type Id, type Instant, select, sql } from '@guanxi/core';
import type { BusinessClock } from '@guanxi/plugin-calendar';
import type { ComplaintsTx } from '../common.ts';
import type { checkComplaintClock } from './commands.ts';
import { ClockPause } from './entities.ts';
import { pauseFields, policyFields } from './fields.ts';
import { type Beginning, type CaseFacts, dueTimes, type Pause, policyFor, warnAt } from './rules.ts';

const check = commandRef<typeof checkComplaintClock>('checkComplaintClock');

const terms = select(policyFields, {
  name: true,
  type: true,
  class: true,
  minSeverity: true,
  keyCustomer: true,
  calendarId: true,
  ackWithin: true,
  handleWithin: true,
  warnBefore: true,
  responsibleRole: true,
});
/** What of a policy a case goes by. Read, not locked: cases that come in at once need not wait for each other. */
export type Policy = NonNullable<(typeof terms)['~out']>;

/** The policy in force that fits a case best; null where none does. */
export async function findPolicy(tx: ComplaintsTx, facts: CaseFacts): Promise<Policy | null> {
  const known = await tx.system.read(terms, { where: (policy) => sql`${policy.retiredAt} is null` });
  return policyFor(known, facts);
}
/** Those that cases began with, whether in force or retired. */
export async function policiesOf(tx: ComplaintsTx, ids: readonly (Id<'SlaPolicy'> | null)[]): Promise<ReadonlyMap<string | null, Policy>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  const known = wanted.length === 0 ? [] : await tx.system.read(terms, { ids: wanted });
  return new Map(known.map((policy) => [policy.id, policy]));
}
export const policyOf = async (tx: ComplaintsTx, id: Id<'SlaPolicy'> | null): Promise<Policy | null> =>
  (await policiesOf(tx, [id])).get(id) ?? null;

export const clockOf = (tx: Pick<ComplaintsTx, 'plugins'>, policy: Pick<Policy, 'calendarId'> | null): Promise<BusinessClock> =>
  tx.plugins.calendar.clock(policy?.calendarId ?? 'ALWAYS');

export const pausesOf = (tx: ComplaintsTx, complaint: Id<'Complaint'>): Promise<readonly Pause[]> =>
  tx.system.read(select(pauseFields, { from: true, to: true }), { where: (pause) => sql`${pause.complaintId} = ${complaint}` });

export interface Limited {
  readonly policyId: Id<'SlaPolicy'> | null;
  readonly ackDue: Instant | null;
  readonly handleDue: Instant | null;
  readonly provisional: boolean;
}
export const unlimited: Limited = { policyId: null, ackDue: null, handleDue: null, provisional: false };

export function limitsBy(policy: Policy | null, clock: BusinessClock, from: Beginning, pauses: readonly Pause[] = []): Limited {
  return policy === null ? unlimited : { policyId: policy.id, ...dueTimes(clock, from, policy, pauses) };
}

const keys = (complaint: string) => ({
  ack: `sla:ack:${complaint}`,
  handle: `sla:handle:${complaint}`,
  warning: `sla:warning:${complaint}`,
});

interface Watched extends Limited {
  readonly id: Id<'Complaint'>;
  readonly receivedAt: Instant;
  readonly acknowledgedAt: Instant | null;
  readonly solvedAt: Instant | null;
  readonly waitingSince: Instant | null;
}

/** Sets the timers of a case anew: for limits that still run, none for the others. */
export async function watch(tx: ComplaintsTx, row: Watched, policy: Policy | null, clock: BusinessClock): Promise<void> {
  const { ack, handle, warning } = keys(row.id);
  const complaint = row.id;
  const runs = row.solvedAt === null && row.waitingSince === null ? row.handleDue : null;
  const warns = runs && policy ? warnAt(clock, runs, policy.warnBefore, row.receivedAt) : null;
  const acknowledge = row.acknowledgedAt === null ? row.ackDue : null;
  if (acknowledge) await tx.schedule(check, { complaint, limit: 'ACKNOWLEDGE' }, { at: acknowledge, key: ack });
  else await tx.cancel(ack);
  if (runs) await tx.schedule(check, { complaint, limit: 'HANDLE' }, { at: runs, key: handle });
  else await tx.cancel(handle);
  if (warns && warns > tx.now) await tx.schedule(check, { complaint, limit: 'HANDLE', warning: true }, { at: warns, key: warning });
  else await tx.cancel(warning);
}

/** Nothing is watched any more. */
export async function unwatch(tx: ComplaintsTx, complaint: Id<'Complaint'>): Promise<void> {
  for (const key of Object.values(keys(complaint))) await tx.cancel(key);
}

/** A wait that lasts is ended now. */
export async function endWait(tx: ComplaintsTx, complaint: Id<'Complaint'>): Promise<void> {
  const [open] = await tx.system.read(select(pauseFields, {}), {
    where: (pause) => sql`${pause.complaintId} = ${complaint} and ${pause.to} is null`,
  });
  if (open) await tx.update(ClockPause, open.id, { to: tx.now });
}
