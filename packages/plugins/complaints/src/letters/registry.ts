/** The registry: what is written down when a letter comes, and asked of it when its case is closed. */
import { type Id, type Row, select, sql, t, type z } from '@guanxi/core';
import type { Complaint } from '../cases/entities.ts';
import type { ComplaintsTx } from '../common.ts';
import { LetterEntry } from './entities.ts';
import { letterInFuture, letterUnanswered } from './events.ts';
import { letterFields } from './fields.ts';

export const LetterInput = t.object('LetterInput', {
  /** The date on the letter; where it is older than its receipt, the case is not: limits count from receipt. */
  writtenOn: t.optional(t.date()),
  sender: t.optional(t.text(200)),
});

export async function register(
  tx: ComplaintsTx,
  complaint: Id<'Complaint'>,
  { writtenOn, sender }: z.output<typeof LetterInput>,
  receivedAt: Date,
): Promise<void> {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: tx.zone }).format(tx.now);
  if (writtenOn !== undefined && writtenOn > today) throw letterInFuture({ date: writtenOn }, 'letter.writtenOn');
  const answerDue = (await tx.plugins.calendar.clock('ALWAYS')).add(receivedAt, tx.settings.letterAnswerWithin).at;
  await tx.insert(LetterEntry, { complaintId: complaint, writtenOn: writtenOn ?? null, sender: sender ?? null, answerDue });
}

const wanted = select(letterFields, { answerDue: true, answeredAt: true });
export async function letterOf(tx: ComplaintsTx, complaint: Id<'Complaint'>) {
  const [letter] = await tx.system.read(wanted, { where: (l) => sql`${l.complaintId} = ${complaint}` });
  return letter ?? null;
}

/** @throws for a letter that nobody has answered */
export async function refuseUnanswered(tx: ComplaintsTx, row: Pick<Row<Complaint>, 'id' | 'number'>): Promise<void> {
  const letter = await letterOf(tx, row.id);
  if (letter && letter.answeredAt === null) throw letterUnanswered({ number: row.number }, 'complaint');
}
