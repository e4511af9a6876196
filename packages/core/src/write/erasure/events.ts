/** Events hold ids and names of fields. Where a plugin's event says that one of its keys is personal data, that key is overwritten. */
import type { Statement } from '../../database/port.ts';
import type { EventDefinition } from '../declarations.ts';
import type { Work } from '../work.ts';
import { erasedText } from './tombstones.ts';
import type { ErasedValues } from './values.ts';

const tables = ['event', 'event_inbox'] as const;

/** Statements for the role that may rewrite the log. */
export async function eraseEvents(work: Work, ids: readonly string[], values: ErasedValues): Promise<readonly Statement[]> {
  const { call, sql } = work;
  const definitions = [...call.kernel.narrowed(null).registry.events.values()].filter((d) => Object.keys(d.personal).length > 0);
  const statements: Statement[] = [];
  for (const definition of definitions)
    for (const table of tables)
      for (const [names, keys] of byPerson(definition)) {
        const of = names === 'subject' ? 'subject_id = any($3::uuid[])' : 'data ->> $4 = any($3::text[])';
        const params = [call.tenant.id, definition.name, ids, ...(names === 'subject' ? [] : [names])];
        const { rows } = await sql.query<{ id: string; data: string }>({
          text: `select id, data from crm.${table} where tenant_id = $1 and type = $2 and ${of} order by id`,
          params,
        });
        if (rows.length === 0) continue;
        const rewritten = rows.map(({ id, data }) => {
          const said = JSON.parse(data) as Record<string, unknown>;
          for (const key of keys) {
            values.note(table, id, `data.${key}`, said[key], true);
            if (said[key] !== null && said[key] !== undefined) said[key] = tombstoneFor(said[key]);
          }
          return { id, data: said };
        });
        statements.push({
          text: `update crm.${table} e set data = r.data from json_to_recordset($2::json) as r(id uuid, data jsonb) where e.tenant_id = $1 and e.id = r.id`,
          params: [call.tenant.id, JSON.stringify(rewritten)],
        });
      }
  return statements;
}

/** Keys that are personal, by the key that names the person. */
function byPerson({ personal }: EventDefinition): ReadonlyMap<string, readonly string[]> {
  const out = new Map<string, string[]>();
  for (const [key, names] of Object.entries(personal)) out.set(names, [...(out.get(names) ?? []), key]);
  return out;
}

/** Of the same kind, as far as there is a neutral one: readers check what they are given. */
const tombstoneFor = (value: unknown): unknown => {
  if (typeof value === 'string') return erasedText;
  if (Array.isArray(value)) return [];
  return typeof value === 'object' ? {} : null;
};
