/** Reads the classes that a tenant has given to fields. */
import { createHash } from 'node:crypto';
import { declaredClasses, type FieldClasses } from '../model/choices.ts';
import type { Classification } from '../model/scalars.ts';
import type { Via } from './run.ts';

export async function loadFieldClasses(via: Via, tenant: string): Promise<FieldClasses> {
  const { rows } = await via.query({
    text: 'select entity, field, classification from crm.field_class where tenant_id = $1::uuid order by entity, field',
    params: [tenant],
    prepare: true,
  });
  if (rows.length === 0) return declaredClasses;
  const classes = new Map(rows.map((row) => [`${row['entity']}.${row['field']}`, row['classification'] as Classification]));
  return {
    // What was decided, and not when: instances that know the same share plans' keys.
    revision: createHash('sha256')
      .update(JSON.stringify([...classes]))
      .digest('base64url')
      .slice(0, 16),
    of: (entity, field) => classes.get(`${entity}.${field}`) ?? null,
  };
}
