/** A case is given to somebody to handle, and handed on. */
import { label, select, t } from '@guanxi/core';
import { Staff, staffFields } from '@guanxi/core/crm';
import { notAcknowledged } from '../clocks/events.ts';
import { move } from '../flows/move.ts';
import { p } from '../plugin.ts';
import { classMissing } from '../taxonomy/events.ts';
import { Complaint } from './entities.ts';
import { ComplaintAssigned, handlerInactive } from './events.ts';
import { type CaseRow, openCase, output, theCase } from './open.ts';

/** From these a complaint comes into the hands of its handler; later it only changes hands. */
const begins: ReadonlySet<CaseRow['state']> = new Set<CaseRow['state']>([
  'RECEIVED',
  'ACKNOWLEDGED',
  'CLASSIFIED',
  'REOPENED',
  'ESCALATED',
]);

export const assignComplaint = p.command('assignComplaint', {
  label: label('Assign a case', '分派个案'),
  permission: 'complaints:handle',
  input: { ...theCase, handler: t.id(Staff) },
  output,
  async run(tx, { complaint, handler }) {
    const row = await openCase(tx, complaint);
    const [person] = await tx.system.read(select(staffFields, { name: true, active: true, teamId: true }), { id: handler });
    if (!person?.active) throw handlerInactive({ name: person?.name ?? '' }, 'handler');
    if (row.type === 'COMPLAINT' && row.class === null) throw classMissing({}, 'complaint');
    if (row.state === 'ESCALATED' && row.acknowledgedAt === null) throw notAcknowledged({ number: row.number }, 'complaint');
    await tx.update(Complaint, complaint, { ownerId: handler, teamId: person.teamId, firstHandlerId: row.firstHandlerId ?? handler });
    if (row.type === 'COMPLAINT' && begins.has(row.state)) await move(tx, row, 'assign');
    await tx.emit(ComplaintAssigned, { subject: complaint, customerId: row.customerId, from: row.ownerId, to: handler });
    return { complaint };
  },
});
