/** Work for later, above all what was put aside: listed, looked at, tried again, thrown away. */
import { type Command, type Engine, GuanxiError, globalId, type Id, parseGlobalId, select, sql } from '@guanxi/core';
import { discardJob, jobFields, retryJob } from '@guanxi/core/crm';
import { actorArgs, commandLineActor } from '../actor.ts';
import { wholeNumber } from '../args.ts';
import { type CliGroup, command, exit, UsageError } from '../command.ts';
import { databaseArgs, tenantArgs, tenantOf, withEngine } from '../engine.ts';

const shared = { ...tenantArgs, ...actorArgs, ...databaseArgs };
const one = { job: { type: 'positional', description: 'Its id', required: true }, ...shared } as const;
interface Asked {
  readonly tenant: string;
  readonly permissions?: string | undefined;
}

const asActor = async (engine: Engine, { tenant, permissions }: Asked) =>
  engine.as(commandLineActor(await tenantOf(engine, tenant), permissions));

const idOf = (text: string): Id<'Job'> => {
  const parsed = parseGlobalId(text);
  if (parsed?.prefix !== 'job') throw new UsageError(`"${text}" is no id of a job; "guanxi jobs list" shows them.`);
  return parsed.uuid as Id<'Job'>;
};
const shown = <J extends { readonly id: string }>(job: J) => ({ ...job, id: globalId('job', job.id) });
const reason = (error: unknown): string => {
  const { code, message } = (error ?? {}) as { readonly code?: string; readonly message?: string };
  return code === undefined ? '' : `  ${code}: ${message}`;
};

const list = command({
  summary: 'List jobs, those that were put aside unless another state is asked for',
  examples: ['guanxi jobs list --tenant acme', 'guanxi jobs list --state WAITING --plugin loyalty --tenant acme --json'],
  args: {
    state: { type: 'enum', options: ['DEAD', 'WAITING', 'ALL'], description: 'Default DEAD' },
    kind: { type: 'enum', options: ['AFTER', 'TIMER', 'CRON', 'OPERATION', 'WEBHOOK'], description: 'Only of one kind' },
    plugin: { type: 'string', description: 'Only of one plugin', valueHint: 'ID' },
    name: { type: 'string', description: 'Only of one event, command, job or operation', valueHint: 'NAME' },
    limit: { type: 'string', description: 'At most; default 100', valueHint: 'COUNT' },
    ...shared,
  },
  run: (args, out) =>
    withEngine(args, async (engine) => {
      const limit = wholeNumber(args.limit, 'limit', 1, 10_000) ?? 100;
      const { state = 'DEAD', kind = null, plugin = null, name = null } = args;
      const fields = {
        kind: true,
        plugin: true,
        name: true,
        key: true,
        state: true,
        runAt: true,
        attempts: true,
        lastError: true,
      } as const;
      const found = await (await asActor(engine, args)).read(select(jobFields, fields), {
        where: (job) => sql`(${state} = 'ALL' or ${job.state} = ${state}) and (${kind}::text is null or ${job.kind} = ${kind})
          and (${plugin}::text is null or ${job.plugin} = ${plugin}) and (${name}::text is null or ${job.name} = ${name})`,
        orderBy: 'runAt',
        direction: 'ASC',
        limit,
      });
      const jobs = found.map(shown);
      const lines = jobs.map(
        (j) => `${j.id}  ${j.state}  ${j.kind}  ${j.plugin}  ${j.name}  ${j.runAt.toISOString()}  ${j.attempts}×${reason(j.lastError)}`,
      );
      out.answer({ jobs }, lines.length === 0 ? 'There are none.' : lines.join('\n'));
      return exit.ok;
    }),
});

const show = command({
  summary: 'Show a job with its input, its last error, and what led to it',
  examples: ['guanxi jobs show job_0190… --tenant acme'],
  args: one,
  run: (args, out) =>
    withEngine(args, async (engine) => {
      const fields = {
        kind: true,
        plugin: true,
        name: true,
        key: true,
        state: true,
        runAt: true,
        attempts: true,
        input: true,
        chain: true,
        lastError: true,
        leasedBy: true,
        leasedUntil: true,
      } as const;
      const [found] = await (await asActor(engine, args)).read(select(jobFields, fields), { id: idOf(args.job) });
      if (!found) throw new GuanxiError('NOT_FOUND', { what: { en: 'job', zh: '后台任务' } });
      const job = shown(found);
      out.answer(
        { job },
        Object.entries(job)
          .filter(([, value]) => value !== null)
          .map(
            ([key, value]) =>
              `${key}: ${typeof value === 'object' && !(value instanceof Date) ? JSON.stringify(value) : String(value instanceof Date ? value.toISOString() : value)}`,
          )
          .join('\n'),
      );
      return exit.ok;
    }),
});

const changing = (summary: string, example: string, done: string, wanted: Command<{ job: Id<'Job'> }, unknown>) =>
  command({
    summary,
    examples: [example],
    args: one,
    run: (args, out) =>
      withEngine(args, async (engine) => {
        const outcome = await (await asActor(engine, args)).run(wanted, { job: idOf(args.job) });
        if (!outcome.ok) {
          const [{ code, message, path, details }] = outcome.errors as [(typeof outcome.errors)[number]];
          throw new GuanxiError({ code, en: message, zh: message }, {}, { path, details });
        }
        out.answer({ job: args.job, done: true }, done);
        return exit.ok;
      }),
  });

export const jobs: CliGroup = {
  summary: 'See, retry and discard work for later',
  commands: {
    list,
    show,
    retry: changing(
      'Try a job again that was put aside',
      'guanxi jobs retry job_0190… --tenant acme',
      'It is due: a server or "guanxi work" does it.',
      retryJob as Command<{ job: Id<'Job'> }, unknown>,
    ),
    discard: changing(
      'Throw a job away; what it was to do is not done',
      'guanxi jobs discard job_0190… --tenant acme',
      'It is gone.',
      discardJob as Command<{ job: Id<'Job'> }, unknown>,
    ),
  },
};
