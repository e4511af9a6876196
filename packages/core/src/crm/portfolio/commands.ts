import { type Id, label, type Row, select, sql, t } from '@guanxi/core';
import type { CrmTx } from '../common.ts';
import { contactFields, contactLinkFields } from '../contacts/fields.ts';
import { Customer } from '../customers/entities.ts';
import { CustomerOwnerChanged, customerMerged, ownerInactive } from '../customers/events.ts';
import { customerFields } from '../customers/fields.ts';
import { p } from '../plugin.ts';
import { Staff } from '../staff/entities.ts';
import { Handover, HandoverLine } from './entities.ts';
import { nothingOwned, notOwned, PortfolioReassigned, sameOwner } from './events.ts';
import { summary } from './rules.ts';

/** All or nothing (DATA-07): customers, what plugins own of them, and a summary for the new owner. */
export const reassignPortfolio = p.command('reassignPortfolio', {
  label: label('Hand customers over', '移交客户'),
  permission: 'crm:portfolio:reassign',
  input: {
    from: t.id(Staff),
    to: t.id(Staff),
    /** Absent: all that `from` owns. */
    customers: t.optional(t.list(t.id(Customer), { min: 1, max: 5000 })),
    note: t.optional(t.text(4000)),
  },
  output: { handover: t.ref(Handover) },
  async run(tx, { from, to, customers, note }) {
    if (from === to) throw sameOwner({}, 'to');
    const staff = await tx.lock(Staff, [from, to]);
    const of = (id: Id<'Staff'>) => staff.find((s) => s.id === id) as Row<Staff>;
    if (!of(to).active) throw ownerInactive({ name: of(to).name }, 'to');
    const ids = [...new Set(customers ?? (await ownedBy(tx, from)))];
    if (ids.length === 0) throw nothingOwned({ name: of(from).name }, 'from');
    for (const customer of await tx.lock(Customer, ids)) {
      if (customer.status === 'MERGED') throw customerMerged({}, 'customers');
      if (customer.ownerId !== from) throw notOwned({ name: customer.name }, 'customers');
    }

    await tx.update(Customer, ids, { ownerId: to, teamId: of(to).teamId });
    const handover = await tx.insert(Handover, { fromId: from, toId: to, customerCount: ids.length, note: note ?? null });
    await summarise(tx, handover, ids);
    for (const id of ids) await tx.emit(CustomerOwnerChanged, { subject: id, from, to });
    await tx.emit(PortfolioReassigned, { subject: handover, from, to, customers: ids });
    return { handover };
  },
});

const ownedBy = async (tx: CrmTx, staff: Id<'Staff'>) =>
  (await tx.system.read(select(customerFields, {}), { where: (c) => sql`${c.ownerId} = ${staff} and ${c.status} <> 'MERGED'` })).map(
    (c) => c.id,
  );

const told = select(customerFields, {
  code: true,
  name: true,
  status: true,
  contactLinks: select(contactLinkFields, { isPrimary: true, validTo: true, contact: select(contactFields, { name: true }) }),
});

async function summarise(tx: CrmTx, handover: Id<'Handover'>, customers: readonly Id<'Customer'>[]): Promise<void> {
  const rows = await tx.system.read(told, { ids: customers });
  const lines = rows.map(({ id, contactLinks, ...customer }) => {
    const open = contactLinks.filter((l) => l.validTo === null).toSorted((a, b) => Number(b.isPrimary) - Number(a.isPrimary));
    const contacts = open.flatMap(({ contact }) => (contact ? [contact.name] : []));
    return { handoverId: handover, customerId: id, topic: 'customer', text: summary({ ...customer, contacts }, tx.locale) };
  });
  await tx.insert(HandoverLine, lines);
}

/** For plugins that hear `crm.portfolio.reassigned`: what the new owner should know of what they moved. */
export const noteHandover = p.command('noteHandover', {
  label: label('Add to the summary of a handover', '补充移交摘要'),
  permission: 'crm:portfolio:reassign',
  input: { handover: t.id(Handover), customer: t.id(Customer), topic: t.text(60), text: t.text(2000) },
  output: { line: t.ref(HandoverLine) },
  run: async (tx, { handover, customer, topic, text }) => ({
    line: await tx.insert(HandoverLine, { handoverId: handover, customerId: customer, topic, text }),
  }),
});
