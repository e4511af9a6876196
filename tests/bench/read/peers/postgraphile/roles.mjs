/**
 * Whom PostGraphile signs in as: users that may read the tables that are asked about, so that its schema has these alone. One sees all rows;
 * the other those of the tenant that its transaction names, by the tables' policies.
 */
import pg from 'pg';

const tables = ['customer', 'staff', 'contact', 'contact_link', 'contact_channel', 'interaction', 'fact'].map((name) => `crm.crm_${name}`);

/** Makes the user where there is none, and returns how it signs in. */
export async function signedIn(ownerUrl, isSecured) {
  const user = isSecured ? 'bench_tenant' : 'bench_all';
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [user]);
  if (rowCount === 0)
    await client.query(`create role ${user} login password '${user}' ${isSecured ? 'nobypassrls' : 'bypassrls'};
      grant usage on schema crm to ${user}; grant select on ${tables.join(', ')} to ${user}`);
  await client.end();
  const url = new URL(ownerUrl);
  url.username = user;
  url.password = user;
  return url.href;
}
