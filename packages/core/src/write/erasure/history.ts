/** The change log says of erased records that there was something, and not what. */
import type { Statement } from '../../database/port.ts';
import type { EntityDef } from '../../model/model.ts';
import type { Values } from '../buffer.ts';
import type { Work } from '../work.ts';
import type { Shares } from './found.ts';
import { withoutPersonal } from './tombstones.ts';
import type { ErasedValues } from './values.ts';

/** Ids of the definitions of an entity's attributes that are personal. */
export type PersonalAttributes = (entity: EntityDef) => readonly { readonly id: string; readonly isText: boolean }[];

/** Statements for the role that may rewrite the log. */
export async function eraseHistory(
  work: Work,
  shares: readonly Shares[],
  attributesOf: PersonalAttributes,
  values: ErasedValues,
): Promise<readonly Statement[]> {
  const statements: Statement[] = [];
  for (const [entity, records] of shares.flatMap((s) => [...s])) {
    const entries = await work.sql.query<{ id: string; record_id: string; before: string | null; after: string | null }>({
      text: `select id, record_id, before, after from crm.change_log where tenant_id = $1 and entity = $2 and record_id = any($3::uuid[]) order by id`,
      params: [work.call.tenant.id, entity.name, [...records.keys()]],
    });
    const rewritten: object[] = [];
    for (const { id, record_id, before, after } of entries.rows) {
      const share = records.get(record_id);
      if (!share) continue;
      const attributes = share.attributes ? attributesOf(entity) : [];
      const erased = (side: string, text: string | null): Values | null => {
        if (text === null) return null;
        const document = JSON.parse(text) as Values;
        for (const column of share.columns)
          values.note('change_log', id, `${side}.${column.key}`, document[column.key], column.kind === 'text' || column.kind === 'json');
        for (const { id: key, isText } of attributes)
          values.note('change_log', id, `${side}.attrs.${key}`, (document['attrs'] as Values | undefined)?.[key], isText);
        return withoutPersonal(
          entity,
          document,
          share.columns,
          attributes.map((a) => a.id),
        );
      };
      rewritten.push({ id, before: erased('before', before), after: erased('after', after) });
    }
    if (rewritten.length > 0)
      statements.push({
        text: `update crm.change_log l set before = r.before, after = r.after from json_to_recordset($2::json) as r(id uuid, before jsonb, after jsonb)
          where l.tenant_id = $1 and l.id = r.id`,
        params: [work.call.tenant.id, JSON.stringify(rewritten)],
      });
  }
  return statements;
}
