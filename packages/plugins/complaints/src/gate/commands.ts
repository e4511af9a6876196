import { label, t } from '@guanxi/core';
import { Complaint } from '../cases/entities.ts';
import { output, person, theCase } from '../cases/open.ts';
import { p } from '../plugin.ts';
import { unblock } from './blocking.ts';
import { BlockLifted, nothingBlocked } from './events.ts';

/** Against the rule, by whoever has the role for it, who answers for it by name and reason. */
export const liftPromotionBlock = p.command('liftPromotionBlock', {
  label: label('Lift the block on promotion', '解除推销限制'),
  permission: 'complaints:override',
  input: { ...theCase, reason: t.text(2_000) },
  output,
  async run(tx, { complaint, reason }) {
    const row = await tx.lock(Complaint, complaint);
    const by = person(tx);
    if ((await unblock(tx, complaint, { liftedById: by, liftedReason: reason })) === 0)
      throw nothingBlocked({ number: row.number }, 'complaint');
    tx.audit('complaints.block.lifted', { subject: { entity: Complaint, id: complaint }, details: { reason } });
    await tx.emit(BlockLifted, { subject: complaint, customerId: row.customerId, by });
    return { complaint };
  },
});
