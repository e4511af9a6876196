/** What comes again and again, so that somebody does something about it (CMPL-06). */
import { label, select, sql, t } from '@guanxi/core';
import { customerFields } from '@guanxi/core/crm';
import { complaintFields } from '../cases/fields.ts';
import { improvementFields, improvementsOfCase } from '../improvement/fields.ts';
import { p } from '../plugin.ts';
import { ComplaintCause } from '../taxonomy/entities.ts';
import { ComplaintClass } from '../taxonomy/enums.ts';
import { periodTooLong } from './events.ts';
import { grouped } from './rules.ts';

const RecurringCause = t.object('RecurringCause', {
  class: t.nullable(t.enum(ComplaintClass)),
  cause: t.nullable(t.ref(ComplaintCause)),
  complaints: t.int(),
  customers: t.int(),
  /** Improvements that are under way for cases among these, and those that were closed. */
  improvementsOpen: t.int(),
  improvementsClosed: t.int(),
});

const about = select(complaintFields, { class: true, causeId: true, customer: select(customerFields, {}) });
const learnt = select(improvementsOfCase, { improvements: select(improvementFields, { state: true }) });

export const recurringCauses = p.query('recurringCauses', {
  label: label('Recurring causes', '重复发生的原因'),
  permission: 'complaints:read',
  cost: 500,
  input: { from: t.instant(), to: t.instant(), /** Default: two. */ atLeast: t.optional(t.int({ min: 1, max: 100_000 })) },
  output: t.list(RecurringCause),
  async run(scope, { from, to, atLeast = 2 }) {
    if (to <= from) throw periodTooLong({}, 'to');
    const where = (c: { readonly type: unknown; readonly receivedAt: unknown }) =>
      sql`${c.type} = 'COMPLAINT' and ${c.receivedAt} >= ${from} and ${c.receivedAt} < ${to}`;
    const cases = await scope.read(about, { where });
    const items = new Map((await scope.read(learnt, { where })).map((c) => [c.id, c.improvements]));
    return grouped(cases, (c) => [c.class, c.causeId])
      .filter((group) => group.cases.length >= atLeast)
      .map(({ keys: [of = null, cause = null], cases: members }) => {
        const states = new Map(members.flatMap((c) => (items.get(c.id) ?? []).map((item) => [item.id, item.state] as const)));
        const closed = [...states.values()].filter((state) => state === 'CLOSED').length;
        return {
          class: of,
          cause: cause as ComplaintCause['row']['id'] | null,
          complaints: members.length,
          customers: new Set(members.flatMap((c) => c.customer?.id ?? [])).size,
          improvementsOpen: states.size - closed,
          improvementsClosed: closed,
        };
      })
      .toSorted((a, b) => b.complaints - a.complaints);
  },
});
