/** Plugins: what is installed, what a tenant uses of it, and what was stopped because it blocked the process. */
import { type Engine, GuanxiError } from '@guanxi/core';
import { disablePlugin, enablePlugin } from '@guanxi/core/crm';
import { commandLineActor } from '../actor.ts';
import { command, type ExitCode, exit, UsageError } from '../command.ts';
import { databaseArgs, tenantOf, withEngine } from '../engine.ts';
import type { Output } from '../output.ts';

const actions = ['list', 'enable', 'disable', 'allow'] as const;
type Action = (typeof actions)[number];

export const plugins = command({
  summary: 'List the installed plugins; enable or disable one for a tenant; allow one again that was stopped',
  examples: [
    'guanxi plugins --config guanxi.config.ts --json',
    'guanxi plugins list --tenant acme --data ./data',
    'guanxi plugins disable loyalty --tenant acme --dry-run',
    'guanxi plugins enable loyalty --tenant acme',
    'guanxi plugins allow loyalty --database-url postgres://…',
  ],
  args: {
    action: { type: 'positional', description: `One of ${actions.join(', ')}; default: list`, required: false },
    name: { type: 'positional', description: 'The plugin', required: false },
    tenant: { type: 'string', description: 'Slug of the tenant that uses it, or no longer does', valueHint: 'SLUG' },
    'dry-run': { type: 'boolean', description: 'Only say what would come or go' },
    ...databaseArgs,
  },
  run(args, out) {
    const { action = 'list', name, tenant } = args;
    if (!isAction(action)) throw new UsageError(`"${action}" is none of ${actions.join(', ')}.`);
    if (action === 'list') {
      if (name !== undefined) throw new UsageError(`"${name}" is not expected here.`);
      return withEngine(args, (engine) => (tenant === undefined ? installed(engine, out) : used(engine, tenant, out)), {
        database: tenant === undefined ? 'none' : 'migrated',
      });
    }
    if (name === undefined) throw new UsageError(`Which plugin? guanxi plugins ${action} NAME`);
    if (action === 'allow') return withEngine(args, (engine) => allow(engine, name, out));
    if (tenant === undefined) throw new UsageError(`For which tenant? --tenant SLUG`);
    return withEngine(args, (engine) =>
      choose(engine, { name, tenant, enabled: action === 'enable', isDry: args['dry-run'] === true }, out),
    );
  },
});

const isAction = (text: string): text is Action => (actions as readonly string[]).includes(text);

async function installed(engine: Engine, out: Output): Promise<ExitCode> {
  const lines = engine.plugins.map(({ id, version, label, needs }) => {
    const wants = Object.entries(needs).map(([need, range]) => `${need} ${range}`);
    return `${id} ${version}  ${label.en} (${label.zh})${wants.length > 0 ? `, needs ${wants.join(', ')}` : ''}`;
  });
  out.answer({ plugins: engine.plugins }, lines.join('\n'));
  return exit.ok;
}

interface Used {
  readonly id: string;
  readonly version: string;
  readonly state: string;
  readonly reason: string | null;
  readonly uses: readonly string[];
}

async function used(engine: Engine, slug: string, out: Output): Promise<ExitCode> {
  const { plugins } = await ask<{ plugins: readonly Used[] }>(engine, slug, '{ plugins { id version state reason uses } }');
  const lines = plugins.map(
    ({ id, version, state, reason, uses }) =>
      `${id} ${version}  ${state.toLowerCase()}${reason === null ? '' : `: ${reason}`}${uses.length > 0 ? `, uses ${uses.join(', ')}` : ''}`,
  );
  out.answer({ plugins }, lines.join('\n'));
  return exit.ok;
}

interface Change
  extends Readonly<Record<'types' | 'fields' | 'commands' | 'queries' | 'events' | 'restrictions' | 'permissions', readonly string[]>> {
  readonly obstacle: { readonly kind: string; readonly plugins: readonly string[] } | null;
  readonly isAlready: boolean;
  readonly jobs: number;
  readonly roles: readonly { readonly role: string; readonly permissions: readonly string[] }[];
  readonly values: readonly { readonly field: string; readonly value: string; readonly records: number }[];
}
const changeQuery = `query ($plugin: String!, $enabled: Boolean!) { pluginChange(plugin: $plugin, enabled: $enabled) {
  obstacle { kind plugins } isAlready types fields commands queries events restrictions permissions jobs
  roles { role permissions } values { field value records } } }`;

async function choose(
  engine: Engine,
  {
    name,
    tenant: slug,
    enabled,
    isDry,
  }: { readonly name: string; readonly tenant: string; readonly enabled: boolean; readonly isDry: boolean },
  out: Output,
): Promise<ExitCode> {
  const { pluginChange: change } = await ask<{ pluginChange: Change }>(engine, slug, changeQuery, { plugin: name, enabled });
  if (!isDry) {
    const outcome = await engine
      .as(commandLineActor(await tenantOf(engine, slug)))
      .run(enabled ? enablePlugin : disablePlugin, { plugin: name });
    if (!outcome.ok) throw refusal(outcome.errors[0]);
  }
  const done = enabled ? 'enabled' : 'disabled';
  const head = change.isAlready
    ? `Plugin "${name}" is ${done} for tenant "${slug}" already.`
    : `Plugin "${name}" ${isDry ? `would be ${done}` : `is ${done}`} for tenant "${slug}".`;
  out.answer({ plugin: name, tenant: slug, enabled, done: !isDry, change }, [head, ...told(change, enabled)].join('\n'));
  return isDry && change.obstacle && !change.isAlready ? exit.failed : exit.ok;
}

function told(change: Change, enabled: boolean): readonly string[] {
  const { obstacle, isAlready, restrictions, jobs, roles, values } = change;
  if (isAlready) return [];
  const names = (['types', 'fields', 'commands', 'queries', 'events', 'permissions'] as const).flatMap((what) =>
    change[what].length > 0 ? [`  ${what}: ${change[what].join(', ')}`] : [],
  );
  return [
    ...(obstacle ? [`Refused: ${[obstacle.kind, ...obstacle.plugins].join(' ')}.`] : []),
    ...(names.length > 0 ? [enabled ? 'What comes:' : 'What goes; data and settings are kept:', ...names] : []),
    ...(restrictions.length > 0 ? [`  records that it hides from some: ${restrictions.join(', ')}`] : []),
    ...roles.map(({ role, permissions }) => `  role "${role}": ${permissions.join(', ')}`),
    ...values.map(({ field, value, records }) => `  ${field} is ${value} in ${records} records`),
    ...(jobs > 0 ? [`  ${jobs} jobs ${enabled ? 'go on' : 'wait until it is enabled again'}`] : []),
  ];
}

async function allow(engine: Engine, name: string, out: Output): Promise<ExitCode> {
  const wasStopped = await engine.allowPlugin(name);
  out.answer(
    { plugin: name, wasStopped },
    wasStopped ? `Plugin "${name}" runs again within seconds.` : `Plugin "${name}" was not stopped.`,
  );
  return exit.ok;
}

async function ask<T>(engine: Engine, slug: string, document: string, variables: Readonly<Record<string, unknown>> = {}): Promise<T> {
  const { data, errors } = await engine.as(commandLineActor(await tenantOf(engine, slug))).execute(document, variables);
  if (errors?.[0]) throw refusal({ code: errors[0].extensions.code, message: errors[0].message });
  return data as T;
}

const refusal = (error: { readonly code: string; readonly message: string } | undefined): GuanxiError =>
  new GuanxiError({ code: error?.code ?? 'BAD_INPUT', en: error?.message ?? '', zh: error?.message ?? '' });
