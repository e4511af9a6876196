/** What complaints teach is done by a department, and over when somebody has seen that it helped (CMPL-06). */
import { label, t } from '@guanxi/core';
import { Staff } from '@guanxi/core/crm';
import { Complaint } from '../cases/entities.ts';
import { person } from '../cases/open.ts';
import type { ComplaintsTx } from '../common.ts';
import { p } from '../plugin.ts';
import { ComplaintCause } from '../taxonomy/entities.ts';
import { ImprovementCase, ImprovementItem } from './entities.ts';
import * as events from './events.ts';

type Row = ImprovementItem['row'];
const theItem = { improvement: t.id(ImprovementItem, { subject: true, lock: true }) } as const;
const output = { improvement: t.ref(ImprovementItem) } as const;

async function inState(tx: ComplaintsTx, id: Row['id'], ...wanted: readonly Row['state'][]): Promise<Row> {
  const row = await tx.lock(ImprovementItem, id);
  const { title, state } = row;
  if (!wanted.includes(state)) throw events.improvementNot({ title, state, wanted: wanted.join(', ') }, 'improvement');
  return row;
}

export const openImprovement = p.command('openImprovement', {
  label: label('Begin an improvement', '立项改进'),
  permission: 'complaints:handle',
  input: {
    title: t.text(200),
    department: t.text(100),
    action: t.text(5_000),
    responsible: t.id(Staff),
    complaints: t.list(t.id(Complaint), { min: 1, max: 200 }),
    cause: t.optional(t.id(ComplaintCause)),
    dueAt: t.optional(t.instant()),
  },
  output,
  async run(tx, { complaints, responsible, cause, dueAt, ...given }) {
    const row = { ...given, responsibleId: responsible, causeId: cause ?? null, dueAt: dueAt ?? null };
    const improvement = await tx.insert(ImprovementItem, { ...row, state: 'OPEN' });
    await tx.insert(
      ImprovementCase,
      [...new Set(complaints)].map((complaintId) => ({ improvementId: improvement, complaintId })),
    );
    await tx.emit(events.ImprovementOpened, { subject: improvement, responsibleId: responsible });
    return { improvement };
  },
});

/** A check that it did not help leads back here, with something else that is done. */
export const completeImprovement = p.command('completeImprovement', {
  label: label('Record that an improvement is done', '登记整改完成'),
  permission: 'complaints:handle',
  input: { ...theItem, /** Absent: as it was planned. */ action: t.optional(t.text(5_000)) },
  output,
  async run(tx, { improvement, action }) {
    const row = await inState(tx, improvement, 'OPEN', 'CHECKED');
    const unchecked = { effectCheckedAt: null, effectCheckedById: null, effect: null, effective: null };
    await tx.update(ImprovementItem, improvement, { ...unchecked, state: 'DONE', doneAt: tx.now, action: action ?? row.action });
    await tx.emit(events.ImprovementDone, { subject: improvement, responsibleId: row.responsibleId });
    return { improvement };
  },
});

export const checkImprovementEffect = p.command('checkImprovementEffect', {
  label: label('Check the effect of an improvement', '验证改进效果'),
  permission: 'complaints:handle',
  input: { ...theItem, effect: t.text(5_000), effective: t.bool() },
  output,
  async run(tx, { improvement, effect, effective }) {
    const row = await inState(tx, improvement, 'DONE');
    const check = { effectCheckedAt: tx.now, effectCheckedById: person(tx), effect, effective };
    await tx.update(ImprovementItem, improvement, { ...check, state: 'CHECKED' });
    await tx.emit(events.ImprovementChecked, { subject: improvement, responsibleId: row.responsibleId });
    return { improvement };
  },
});

export const closeImprovement = p.command('closeImprovement', {
  label: label('Close an improvement', '关闭改进事项'),
  permission: 'complaints:handle',
  input: theItem,
  output,
  async run(tx, { improvement }) {
    const row = await inState(tx, improvement, 'OPEN', 'DONE', 'CHECKED');
    if (row.effectCheckedAt === null) throw events.effectUnchecked({ title: row.title }, 'improvement');
    if (row.effective !== true) throw events.ineffective({ title: row.title }, 'improvement');
    await tx.update(ImprovementItem, improvement, { state: 'CLOSED', closedAt: tx.now });
    await tx.emit(events.ImprovementClosed, { subject: improvement, responsibleId: row.responsibleId });
    return { improvement };
  },
});
