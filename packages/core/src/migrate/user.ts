/** Who is signed in to the database, and whether the walls in it hold for them. */
import { roles } from '../database/roles.ts';
import type { Queryable } from './journal.ts';

export interface DatabaseUser {
  /** Who signed in. */
  readonly name: string;
  /** Under which role statements run. */
  readonly role: string;
  /** Why no wall would hold for the user: `SUPERUSER`, `BYPASSRLS`, `OWNER` of tables in schema crm. */
  readonly unsafe: readonly string[];
  /** Whether anything was migrated here. */
  readonly hasJournal: boolean;
}

const text = `select session_user::text as name, current_user::text as role, u.rolsuper as superuser, u.rolbypassrls as bypasses,
    exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'crm' and c.relkind in ('r', 'p') and pg_has_role(u.oid, c.relowner, 'usage')) as owner,
    exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'crm' and c.relname = 'journal') as "hasJournal"
  from pg_roles u where u.rolname = session_user`;

interface Row extends Omit<DatabaseUser, 'unsafe'> {
  readonly superuser: boolean;
  readonly bypasses: boolean;
  readonly owner: boolean;
}

export async function databaseUser(db: Queryable): Promise<DatabaseUser> {
  const [row] = (await db.query<Row>({ text })).rows as readonly [Row];
  const { name, role, superuser, bypasses, owner, hasJournal } = row;
  const unsafe = [...(superuser ? ['SUPERUSER'] : []), ...(bypasses ? ['BYPASSRLS'] : []), ...(owner && !superuser ? ['OWNER'] : [])];
  return { name, role, unsafe, hasJournal };
}

export const isPlanner = ({ role }: DatabaseUser): boolean => role === roles.planner;
