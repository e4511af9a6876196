/** A person asks what is known of them: everything, page by page, over all plugins. */
import { globalId, label, t } from '@guanxi/core';
import { p } from '../plugin.ts';
import { PersonExport } from './entities.ts';
import { PersonExported } from './events.ts';
import { PersonInput, personOf } from './persons.ts';

/** A command and not a query, since that it was done has to be known: the first page leaves a record, each page a line of the audit. */
export const exportPerson = p.command('exportPerson', {
  label: label('Export what is known of a person', '导出个人信息'),
  permission: 'crm:privacy:export',
  input: {
    person: PersonInput,
    reason: t.text(1_000),
    /** `next` of the page before. */
    after: t.optional(t.text(500)),
  },
  output: {
    /** `records`, then their `history`, then `events`. */
    part: t.text(20),
    type: t.nullable(t.text(100)),
    label: t.nullable(t.text(200)),
    /** In the caller's language; what others may not know is left out where it is not the person's own. */
    items: t.json(),
    next: t.nullable(t.text(500)),
  },
  async run(tx, { person: named, reason, after }) {
    const { type, entity, id, ids } = await personOf(tx, named);
    const page = await tx.disclose(entity, ids, { after: after ?? null });
    if (after === undefined) {
      const made = await tx.insert(PersonExport, { personType: type, personId: id, reason, exportedById: tx.actor.staffId });
      await tx.emit(PersonExported, { subject: made, personType: type, personId: globalId(entity.options?.idPrefix ?? '', id) });
    }
    return page;
  },
});
