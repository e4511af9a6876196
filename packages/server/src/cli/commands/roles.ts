/** Roles of a tenant: what they grant, and how many have them. */
import { type Engine, GuanxiError, type Id, type RoleGrant, select, sql } from '@guanxi/core';
import { roleAssignmentFields, roleFields } from '@guanxi/core/crm';
import { type Asked, asActor, tenantCommandArgs } from '../asking.ts';
import { type CliGroup, command, exit } from '../command.ts';
import { withEngine } from '../engine.ts';

const list = command({
  summary: 'List the roles of a tenant, with what they grant',
  examples: ['guanxi roles list --tenant acme', 'guanxi roles list --tenant acme --json'],
  args: tenantCommandArgs,
  run: (args, out) =>
    withEngine(args, async (engine) => {
      const fields = {
        key: true,
        labelEn: true,
        labelZh: true,
        audience: true,
        builtIn: true,
        grants: true,
        assignments: select(roleAssignmentFields, {}),
      } as const;
      const found = await (await asActor(engine, args)).read(select(roleFields, fields), { orderBy: 'key', direction: 'ASC' });
      const roles = found.map(({ assignments, grants, ...role }) => ({
        ...role,
        grants: grants as readonly RoleGrant[],
        assigned: assignments.length,
      }));
      const lines = roles.map(
        (r) =>
          `${r.key}  ${r.labelEn} / ${r.labelZh}  ${r.audience}  assigned ${r.assigned}×\n    ${r.grants.map((g) => `${g.permission}:${g.scope}`).join(' ')}`,
      );
      out.answer({ roles }, lines.length === 0 ? 'There are none.' : lines.join('\n'));
      return exit.ok;
    }),
});

/** @throws GuanxiError for a key that no role has */
export async function roleOf(engine: Engine, args: Asked, key: string): Promise<Id<'Role'>> {
  const [role] = await (await asActor(engine, args)).read(select(roleFields, {}), { where: (r) => sql`${r.key} = ${key}`, limit: 1 });
  if (!role) throw new GuanxiError('NOT_FOUND', { what: `role "${key}"` });
  return role.id;
}

export const roles: CliGroup = { summary: 'Roles of a tenant', commands: { list } };
