/** What was known of a person before: each change of what is theirs, from the change log. */
import { globalId } from '../../model/ids.ts';
import { type Locale, labelIn } from '../../model/label.ts';
import type { EntityDef } from '../../model/model.ts';
import type { Values } from '../buffer.ts';
import { sameValue } from '../canonical.ts';
import { ask, type Work } from '../work.ts';
import { type Tellable, toldValue } from './fields.ts';

interface HistoryOptions {
  readonly entity: EntityDef;
  readonly records: readonly string[];
  readonly fields: readonly Tellable[];
  readonly after: string | null;
  readonly limit: number;
  readonly locale: Locale;
}

export async function historyPage(
  work: Work,
  { entity, records, fields, after, limit, locale }: HistoryOptions,
): Promise<{ readonly items: readonly object[]; readonly last: string | null }> {
  const { model } = work.call.kernel.narrowed(null);
  const [result] = await ask(work, [
    {
      text: `select id, record_id, at, command, before, after from crm.change_log where tenant_id = $1 and entity = $2 and record_id = any($3::uuid[])
        and ($4::uuid is null or id > $4::uuid) order by id limit ${limit}`,
      params: [work.call.tenant.id, entity.name, records, after],
    },
  ]);
  const rows = result?.rows ?? [];
  const documentOf = (text: unknown): Values => (typeof text === 'string' ? (JSON.parse(text) as Values) : {});
  const items = rows.flatMap((row) => {
    const [before, now] = [documentOf(row['before']), documentOf(row['after'])];
    const changes = fields.flatMap((field) => {
      const [was, is] = [toldValue(model, entity, field, before, locale), toldValue(model, entity, field, now, locale)];
      return sameValue(was, is) ? [] : [{ name: field.name, label: labelIn(field.label, locale), before: was, after: is }];
    });
    if (changes.length === 0) return [];
    return [
      {
        id: globalId(entity.idPrefix, String(row['record_id'])),
        at: new Date(String(row['at'])).toISOString(),
        command: row['command'],
        changes,
      },
    ];
  });
  return { items, last: rows.length < limit ? null : String(rows.at(-1)?.['id']) };
}
