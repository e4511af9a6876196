/**
 * The second wall: roles, grants and row policies, made by the step that follows the migrations. It compares and does what is missing, so
 * it can be run at any time, by any number at once.
 */

import { pgError } from '../database/pg-error.ts';
import type { Database } from '../database/port.ts';
import { GuanxiError } from '../errors.ts';
import { missingGrants, type Plugins } from './grants.ts';
import type { Queryable } from './journal.ts';
import { type LockOptions, locked } from './lock.ts';
import { kernelName } from './order.ts';
import { forbidden, makeRoles, missingRoles } from './roles.ts';

const lockNotAvailable = '55P03';
const notPermitted = '42501';

/** Throws ROLES_FORBIDDEN, with the SQL for whoever may run it, or MIGRATION_LOCKED. */
export async function raiseWalls(db: Database, plugins: Plugins, lock: LockOptions = {}): Promise<void> {
  await makeRoles(db, withoutKernel(plugins.installed));
  if ((await missingGrants(db, plugins)).length === 0) return;
  await locked(db, lock, async (tx) => {
    const missing = await missingGrants(tx, plugins);
    await tx.flight(missing.map((text) => ({ text }))).catch((cause: unknown) => {
      const code = pgError(cause)?.code;
      if (code === notPermitted) throw forbidden(missing, cause);
      throw code === lockNotAvailable ? new GuanxiError('MIGRATION_LOCKED', { migration: 'roles', statement: 1 }, { cause }) : cause;
    });
  });
}

/** What is missing, told to somebody who need not be the owner. */
export async function missingWalls(db: Queryable, plugins: Plugins): Promise<readonly string[]> {
  return [...(await missingRoles(db, withoutKernel(plugins.installed), false)), ...(await missingGrants(db, plugins))];
}

const withoutKernel = (plugins: readonly string[]): readonly string[] => plugins.filter((plugin) => plugin !== kernelName);
