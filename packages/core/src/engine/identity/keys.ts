/** Whose an API key is. */
import type { GivenKey } from '../../access/api-key.ts';
import { keyNames, type ServicePrincipal } from '../../access/principal.ts';
import type { Database } from '../../database/port.ts';

/** Who would come with it; whether the secret is right is looked at when they are made an actor, each time. Null for an unknown prefix. */
export async function keyHolder(database: Database, { tenant, prefix, digest }: GivenKey): Promise<ServicePrincipal | null> {
  const { rows } = await database.query({
    text: 'select id, name from crm.api_key where tenant_id = $1 and prefix = $2',
    params: [tenant, prefix],
    prepare: true,
  });
  const [row] = rows;
  return row ? { kind: 'service', tenant, name: `${keyNames}${String(row['name'])}`, key: { id: String(row['id']), digest } } : null;
}
