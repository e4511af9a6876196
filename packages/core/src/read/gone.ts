/**
 * Who may hear of records that are there no more. For whoever sees some records of a kind a removed one is a hidden one; whoever may see all
 * of them, whatever the rows say, may know that this one was there. Where only confidential ones are hidden, the change log says whether it
 * was one.
 */
import { accessContext } from '../access/context.ts';
import { hidesConfidential, seesAllUnflagged } from '../access/policy.ts';
import { type Access, rightsOf } from '../access/rights.ts';
import { Sink } from '../access/sink.ts';
import type { EntityDef } from '../model/model.ts';
import type { ReadKernel } from './kernel.ts';

/** Whether every record of the entity may be seen. */
export const seesEvery = ({ model }: Pick<ReadKernel, 'model'>, access: Access, entity: EntityDef): boolean =>
  accessContext(model, rightsOf(access), new Sink()).policy(entity, 't') === true;

/** Of records that are not seen: those that were removed, and were seen by this reader till then. */
export async function goneInSight(
  kernel: Pick<ReadKernel, 'model' | 'database'>,
  access: Access,
  entity: EntityDef | undefined,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (entity === undefined || ids.length === 0) return new Set();
  if (seesEvery(kernel, access, entity)) return new Set(ids);
  const rights = rightsOf(access);
  if (!hidesConfidential(rights, entity) || !seesAllUnflagged(accessContext(kernel.model, rights, new Sink()), entity)) return new Set();
  const database = await kernel.database();
  const { rows } = await database.query({
    text: `select record_id as id from crm.change_log where tenant_id = $1 and entity = $2 and record_id = any($3::uuid[]) and op = 'delete'
      and before ->> 'classification' is distinct from 'CONFIDENTIAL'`,
    params: [access.actor.tenant, entity.name, ids],
    prepare: true,
  });
  return new Set(rows.map((row) => String(row['id'])));
}
