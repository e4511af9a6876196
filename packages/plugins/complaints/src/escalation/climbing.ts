/** A case goes up the ladder: at once for what it is, later for how old it becomes. */
import { commandRef, type Id, type Row, select, sql, type ValueOf } from '@guanxi/core';
import { Complaint } from '../cases/entities.ts';
import { complaintFields } from '../cases/fields.ts';
import type { ComplaintsTx } from '../common.ts';
import { move } from '../flows/move.ts';
import type { escalateByAge } from './commands.ts';
import { Escalation } from './entities.ts';
import type { EscalationCause } from './enums.ts';
import { ComplaintEscalated } from './events.ts';
import { escalationFields, ruleFields } from './fields.ts';
import { climb, type Step } from './rules.ts';

const byAge = commandRef<typeof escalateByAge>('escalateByAge');
const rungs = select(ruleFields, { level: true, cause: true, threshold: true, after: true, minSeverity: true, role: true });

/** Which levels a case has been at, or was kept from. */
async function levelsOf(tx: ComplaintsTx, complaint: Id<'Complaint'>): Promise<ReadonlySet<number>> {
  const known = await tx.system.read(select(escalationFields, { level: true }), { where: (e) => sql`${e.complaintId} = ${complaint}` });
  return new Set(known.map((e) => e.level));
}

/** Complaints of the same customer within the days that count, the case among them; 1 where it is not known whose it is. */
async function complaintsOf(tx: ComplaintsTx, { customerId, receivedAt }: Row<Complaint>): Promise<number> {
  if (customerId === null) return 1;
  const since = new Date(receivedAt.getTime() - tx.settings.repetitionDays * 86_400_000);
  const found = await tx.system.read(select(complaintFields, {}), {
    where: (c) =>
      sql`${c.customerId} = ${customerId} and ${c.type} = 'COMPLAINT' and ${c.receivedAt} >= ${since} and ${c.receivedAt} <= ${receivedAt}`,
  });
  return found.length;
}

type Rules = readonly NonNullable<(typeof rungs)['~out']>[];
const rulesInUse = (tx: ComplaintsTx): Promise<Rules> => tx.system.read(rungs, { where: (rule) => sql`${rule.active}`, orderBy: 'level' });

/** Looks how a case is now, and takes it where it has to go. Praise goes nowhere. */
export async function escalateFor(tx: ComplaintsTx, row: Row<Complaint>): Promise<void> {
  if (row.type !== 'COMPLAINT' || row.closedAt !== null) return;
  const rules = await rulesInUse(tx);
  const situation = {
    severity: row.severity,
    keyCustomer: row.keyCustomer,
    complaints: rules.some((rule) => rule.cause === 'REPETITION') ? await complaintsOf(tx, row) : 1,
    breached: row.handleBreachedAt !== null,
  };
  await take(tx, row, climb(rules, situation, await levelsOf(tx, row.id)));
}

/** The rungs of age, each at its time. */
export async function watchAge(tx: ComplaintsTx, row: Pick<Row<Complaint>, 'id' | 'type' | 'receivedAt'>): Promise<void> {
  if (row.type !== 'COMPLAINT') return;
  const always = await tx.plugins.calendar.clock('ALWAYS');
  for (const rule of await rulesInUse(tx)) {
    if (rule.cause !== 'AGE' || rule.after === null) continue;
    const { at } = always.add(row.receivedAt, rule.after);
    await tx.schedule(byAge, { complaint: row.id, rule: rule.id }, { at, key: `age:${row.id}:${rule.id}` });
  }
}

/** @throws nothing: a level that was reached or suppressed before is left out */
export async function take(
  tx: ComplaintsTx,
  row: Row<Complaint>,
  steps: readonly (Step & { readonly note?: string; readonly byId?: Id<'Staff'> })[],
): Promise<void> {
  const known = steps.length > 0 ? await levelsOf(tx, row.id) : new Set<number>();
  const fresh = steps.filter((step) => !known.has(step.level));
  const top = fresh.at(-1);
  if (!top) return;
  for (const { level, cause, role, note, byId } of fresh) {
    const of = cause as ValueOf<typeof EscalationCause>;
    await tx.insert(Escalation, { complaintId: row.id, level, cause: of, role, at: tx.now, note: note ?? null, byId: byId ?? null });
    const told = { subject: row.id, customerId: row.customerId, responsibleId: row.ownerId };
    await tx.emit(ComplaintEscalated, { ...told, level, cause: of, role });
  }
  await tx.update(Complaint, row.id, { escalatedAt: row.escalatedAt ?? tx.now, escalationLevel: Math.max(row.escalationLevel, top.level) });
  if (row.state !== 'ESCALATED') await move(tx, row, 'escalate');
}
