/** Tenants: made with their plugins' seeds and a first administrator, listed, removed. */
import { type Engine, GuanxiError, type Id, parseGlobalId, type Tenant } from '@guanxi/core';
import { assignRole } from '@guanxi/core/crm';
import { commandLineActor } from '../actor.ts';
import { ask } from '../asking.ts';
import { type CliGroup, command, exit } from '../command.ts';
import { databaseArgs, tenantOf, withEngine } from '../engine.ts';
import { roleOf } from './roles.ts';

const create = command({
  summary: 'Make a tenant with its first administrator',
  examples: [
    "guanxi tenant create '上海会展' --slug expo --zone Asia/Shanghai --currency CNY --admin-name 王芳 --admin-email fang@example.com --data ./data",
  ],
  args: {
    name: { type: 'positional', description: 'What the tenant is called', required: true },
    slug: {
      type: 'string',
      description: 'Its name in commands: lower-case letters, digits and hyphens',
      valueHint: 'SLUG',
      required: true,
    },
    zone: { type: 'string', description: 'IANA time zone; default UTC', valueHint: 'ZONE' },
    currency: { type: 'string', description: 'ISO 4217; default CNY', valueHint: 'CODE' },
    locale: { type: 'enum', options: ['en', 'zh-CN'], description: 'Language of messages; default zh-CN' },
    'admin-name': { type: 'string', description: 'First administrator', valueHint: 'NAME' },
    'admin-email': { type: 'string', description: 'Their e-mail address', valueHint: 'EMAIL' },
    ...databaseArgs,
  },
  run: (args, out) =>
    withEngine(args, async (engine) => {
      const { name, slug, zone, currency } = args;
      const locale = args.locale as Tenant['locale'] | undefined;
      const tenant = await engine.tenants.create({
        name,
        slug,
        ...(zone && { zone }),
        ...(currency && { currency }),
        ...(locale && { locale }),
      });
      const administrator = await administratorOf(engine, tenant, args['admin-name'] ?? 'Administrator', args['admin-email']);
      out.answer({ tenant, administrator }, `Tenant "${tenant.slug}" is ${tenant.id}.\nIts first administrator is ${administrator}.`);
      return exit.ok;
    }),
});

/** Where the administrator is refused there is no tenant either: half of the two would have to be cleaned up by hand. */
async function administratorOf(engine: Engine, tenant: Tenant, name: string, email: string | undefined): Promise<string> {
  const document = 'mutation($input: CreateStaffInput!) { createStaff(input: $input) { staff { id } userErrors { code message path } } }';
  const answer = await engine.execute({
    document,
    variables: { input: { name, ...(email !== undefined && { email }) } },
    actor: commandLineActor(tenant),
  });
  const { createStaff } = (JSON.parse(answer.text) as { data?: { createStaff?: Made } }).data ?? {};
  if (createStaff?.staff) {
    await appoint(engine, tenant, createStaff.staff.id);
    return createStaff.staff.id;
  }
  await engine.tenants.remove(tenant.id, { confirm: true });
  const [first] = createStaff?.userErrors ?? [];
  throw new GuanxiError({ code: first?.code ?? 'BAD_INPUT', en: first?.message ?? answer.text, zh: first?.message ?? answer.text });
}
async function appoint(engine: Engine, tenant: Tenant, staff: string): Promise<void> {
  const asked = { tenant: tenant.slug };
  const id = (parseGlobalId(staff) as { readonly uuid: string }).uuid as Id<'Staff'>;
  await ask(engine, asked, assignRole, { role: await roleOf(engine, asked, 'administrator'), staff: id });
}

interface Made {
  readonly staff: { readonly id: string } | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

const list = command({
  summary: 'List the tenants',
  examples: ['guanxi tenant list --data ./data'],
  args: databaseArgs,
  run: (args, out) =>
    withEngine(args, async (engine) => {
      const tenants = await engine.tenants.list();
      const lines = tenants.map((t) => `${t.slug}  ${t.name}  ${t.zone}  ${t.currency}  ${t.locale}  ${t.id}`);
      out.answer({ tenants }, lines.length === 0 ? 'There is no tenant yet: guanxi tenant create.' : lines.join('\n'));
      return exit.ok;
    }),
});

const remove = command({
  summary: 'Remove a tenant with everything it has; without --yes only say what would go',
  examples: ['guanxi tenant remove expo --data ./data', 'guanxi tenant remove expo --yes --data ./data'],
  args: {
    slug: { type: 'positional', description: 'Slug of the tenant', required: true },
    yes: { type: 'boolean', description: 'Do it' },
    ...databaseArgs,
  },
  run: (args, out) =>
    withEngine(args, async (engine) => {
      const { id } = await tenantOf(engine, args.slug);
      const removal = await engine.tenants.remove(id, { confirm: args.yes === true });
      const rows = Object.entries(removal.rows).map(([table, count]) => `  ${table}: ${count}`);
      const head = removal.removed
        ? `Tenant "${args.slug}" is removed, with these rows:`
        : `This would remove tenant "${args.slug}" with these rows (--yes does it):`;
      out.answer(removal, [head, ...rows].join('\n'));
      return exit.ok;
    }),
});

export const tenant: CliGroup = { summary: 'Make, list and remove tenants', commands: { create, list, remove } };
