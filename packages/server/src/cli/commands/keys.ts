/** API keys of a tenant: made, listed, revoked. */
import { globalId, type Id, parseGlobalId, select } from '@guanxi/core';
import { apiKeyFields, createApiKey, revokeApiKey, roleAssignmentFields, roleFields } from '@guanxi/core/crm';
import { asActor, ask, tenantCommandArgs } from '../asking.ts';
import { type CliGroup, command, exit, UsageError } from '../command.ts';
import { withEngine } from '../engine.ts';
import { roleOf } from './roles.ts';

const words = (text: string): readonly string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

const create = command({
  summary: 'Make an API key; it is shown this once',
  examples: [
    'guanxi keys create shop --roles sales --tenant acme',
    'guanxi keys create reports --roles custodian --scopes crm:customers:read,crm:facts:read --expires 2027-01-01T00:00:00Z --tenant acme',
  ],
  args: {
    name: { type: 'positional', description: 'What the program is called', required: true },
    roles: { type: 'string', description: 'Keys of its roles, by commas', valueHint: 'LIST', required: true },
    scopes: { type: 'string', description: 'Permissions that it is limited to, by commas', valueHint: 'LIST' },
    expires: { type: 'string', description: 'When it ends; ISO 8601; default: never', valueHint: 'TIME' },
    ...tenantCommandArgs,
  },
  run(args, out) {
    const { name, scopes, expires } = args;
    if (expires !== undefined && Number.isNaN(Date.parse(expires)))
      throw new UsageError(`"${expires}" is no instant such as 2027-01-01T00:00:00Z.`);
    return withEngine(args, async (engine) => {
      const roles: Id<'Role'>[] = [];
      for (const key of words(args.roles)) roles.push(await roleOf(engine, args, key));
      const input = { name, roles, ...(scopes && { scopes: [...words(scopes)] }), ...(expires && { expiresAt: new Date(expires) }) };
      const { apiKey, key } = await ask(engine, args, createApiKey, input);
      const id = globalId('key', apiKey);
      out.answer({ id, name, key }, `${key}\n\nThat is ${id} "${name}". Keep it: it is not shown again.`);
      return exit.ok;
    });
  },
});

const list = command({
  summary: 'List the API keys of a tenant',
  examples: ['guanxi keys list --tenant acme'],
  args: tenantCommandArgs,
  run: (args, out) =>
    withEngine(args, async (engine) => {
      const fields = {
        name: true,
        prefix: true,
        scopes: true,
        expiresAt: true,
        lastUsedAt: true,
        revokedAt: true,
        assignments: select(roleAssignmentFields, { role: select(roleFields, { key: true }) }),
      } as const;
      const found = await (await asActor(engine, args)).read(select(apiKeyFields, fields), { orderBy: 'name', direction: 'ASC' });
      const keys = found.map(({ id, assignments, ...key }) => ({
        id: globalId('key', id),
        ...key,
        roles: assignments.flatMap((a) => a.role?.key ?? []),
      }));
      const at = (time: Date | null): string => (time === null ? '' : new Date(time).toISOString());
      const lines = keys.map((k) => {
        const state = k.revokedAt ? `revoked ${at(k.revokedAt)}` : k.expiresAt ? `until ${at(k.expiresAt)}` : 'for good';
        return `${k.id}  ${k.name}  ${k.prefix}…  ${state}  ${k.lastUsedAt ? `used ${at(k.lastUsedAt)}` : 'never used'}  ${k.roles.join(', ')}`;
      });
      out.answer({ keys }, lines.length === 0 ? 'There are none; "guanxi keys create" makes one.' : lines.join('\n'));
      return exit.ok;
    }),
});

const revoke = command({
  summary: 'Revoke an API key, at once and for good',
  examples: ['guanxi keys revoke key_0190f5c28a3b7cde8f0123456789abcd --tenant acme'],
  args: { key: { type: 'positional', description: 'Id of the key', required: true }, ...tenantCommandArgs },
  run(args, out) {
    const parsed = parseGlobalId(args.key);
    if (parsed?.prefix !== 'key') throw new UsageError(`"${args.key}" is no id of a key; "guanxi keys list" shows them.`);
    return withEngine(args, async (engine) => {
      await ask(engine, args, revokeApiKey, { apiKey: parsed.uuid as Id<'ApiKey'> });
      out.answer({ id: args.key }, 'It opens nothing any more; running servers refuse it within seconds.');
      return exit.ok;
    });
  },
});

export const keys: CliGroup = { summary: 'API keys of a tenant', commands: { create, list, revoke } };
