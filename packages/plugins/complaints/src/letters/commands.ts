import { label, sql, t } from '@guanxi/core';
import { openCase, output, theCase } from '../cases/open.ts';
import { p } from '../plugin.ts';
import { LetterEntry } from './entities.ts';
import { LetterAnswered, letterAnswered, noLetter } from './events.ts';
import { letterOf } from './registry.ts';

/** A letter is answered by one: the answer went out, and is filed under a reference. */
export const recordLetterAnswer = p.command('recordLetterAnswer', {
  label: label('Record the answer to a letter', '登记复函'),
  permission: 'complaints:handle',
  input: { ...theCase, reference: t.text(200) },
  output,
  async run(tx, { complaint, reference }) {
    const row = await openCase(tx, complaint);
    const letter = await letterOf(tx, complaint);
    if (!letter) throw noLetter({ number: row.number }, 'complaint');
    if (letter.answeredAt !== null) throw letterAnswered({ at: letter.answeredAt.toISOString() }, 'complaint');
    await tx.update(LetterEntry, letter.id, { answeredAt: tx.now, answerReference: reference, answeredById: tx.actor.staffId });
    await tx.emit(LetterAnswered, { subject: complaint, customerId: row.customerId, inTime: tx.now <= letter.answerDue });
    return { complaint };
  },
});

/** Letters that nobody has answered in time. */
export const overdueLetters = p.list('overdueLetters', {
  label: label('Letters not answered in time', '逾期未复来信'),
  permission: 'complaints:read',
  of: LetterEntry,
  input: {},
  orderBy: 'answerDue',
  where: (letter, _, q) => sql`${letter.answeredAt} is null and ${letter.answerDue} < ${q.now}`,
});
