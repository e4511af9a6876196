/** Hooks after the commit: no transaction of their own, commands that run once for the event, a limit of time. */
import { GuanxiError } from '../errors.ts';
import { auditRefusals } from '../write/audit.ts';
import { blame } from '../write/blame.ts';
import { openCall } from '../write/call.ts';
import type { Command, Occurrence } from '../write/declarations.ts';
import { askGates } from '../write/gate.ts';
import type { Kernel } from '../write/kernel.ts';
import { refusalsIn } from '../write/problems.ts';
import { readingFrom } from '../write/reading.ts';
import { runCommand } from '../write/run.ts';
import { scopeFor, systemAccess } from '../write/scope.ts';
import type { AfterScope } from '../write/tx.ts';
import { pluginActor } from './actor.ts';
import type { Job } from './job.ts';
import type { JobContext, JobKind } from './kind.ts';
import { removal } from './lease.ts';
import { revived } from './revive.ts';
import { outputOf } from './step.ts';

/** As the transaction that caused it left it. */
interface AfterInput {
  readonly event: string;
  readonly at: string;
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Which of the plugin's hooks on the event; absent: the first. */
  readonly hook?: number;
}

export const after: JobKind = {
  kind: 'AFTER',
  known: ({ registry }) => [...registry.after].flatMap(([event, hooks]) => [...new Set(hooks.map((h) => `${h.plugin} ${event}`))]),
  async run(job, context) {
    const { kernel } = context;
    await withinTime(job, context, (signal) => heard(job, kernel, signal));
    const database = await kernel.database();
    await database.query(removal(job), { priority: 'worker' });
  },
};

async function heard(job: Job, kernel: Kernel, signal: AbortSignal): Promise<void> {
  const { event, at, subject, data, hook = 0 } = job.input as AfterInput;
  const found = (kernel.registry.after.get(job.name) ?? []).filter((h) => h.plugin === job.plugin)[hook];
  const definition = kernel.registry.events.get(job.name);
  if (!found || !definition) throw new GuanxiError('JOB_UNKNOWN', { plugin: job.plugin, name: `after ${job.name}` });
  const call = await openCall(kernel, pluginActor(kernel, job.tenant, job.plugin));
  const occurrence = { id: event, at: new Date(at), subject, data: { ...revived(call, definition.data, data), subject } };
  const database = await kernel.database();
  const reading = readingFrom(call, { query: (statement) => database.query(statement, { priority: 'worker' }) });
  const { system: _, ...scope } = scopeFor(call, job.plugin, systemAccess(call, job.plugin), reading);
  const where = `after ${job.name}`;
  const refused = await refusedByGate(() =>
    askGates({
      registry: kernel.registry,
      plugin: job.plugin,
      where,
      uses: found.gates,
      input: occurrence,
      scope: (plugin) => scopeFor(call, plugin, systemAccess(call, plugin), reading),
    }),
  );
  // No later try would be answered otherwise of the same moment: it is done with, and told.
  if (refused) return auditRefusals(call, `${where} (${job.plugin})`, refused.slice(0, 1));
  let ordinal = 0;
  const run = async (command: Command, input: unknown): Promise<unknown> => {
    if (signal.aborted) throw signal.reason;
    // The key is the event's, whatever the hook now says: what it did on an earlier try is not done a second time in another way.
    const key = `after ${event} ${hook} ${ordinal}`;
    ordinal += 1;
    const origin = { causation: event, chain: job.chain };
    return outputOf(
      await runCommand(kernel, command.name, input, {
        actor: call.actor,
        wire: false,
        key,
        keyAlone: true,
        origin,
        caller: job.plugin,
        priority: 'worker',
      }),
    );
  };
  const name = `${job.plugin}:${job.name}:${event}${hook > 0 ? `:${hook}` : ''}`;
  const given = Object.assign(scope, { run, key: name, attempt: job.attempts, signal }) as unknown as AfterScope;
  await blame(job.plugin, where, () => found.run(given, occurrence as unknown as Occurrence<object, never>));
}

async function refusedByGate(ask: () => Promise<void>): Promise<readonly GuanxiError[] | null> {
  try {
    await ask();
    return null;
  } catch (error) {
    const refusals = refusalsIn(error);
    if (!refusals) throw error;
    return refusals;
  }
}

/** A hook that ignores its signal is left behind; the commands it may still ask for are refused. */
async function withinTime(
  { plugin, name }: Job,
  { options, signal }: JobContext,
  run: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const over = new AbortController();
  const late = new GuanxiError('HOOK_TIMED_OUT', { plugin, event: name, ms: options.hookMs });
  const timer = setTimeout(() => over.abort(late), options.hookMs);
  const lost = (): void => over.abort(signal.reason);
  signal.addEventListener('abort', lost, { once: true });
  try {
    const cut = new Promise<never>((_, reject) => over.signal.addEventListener('abort', () => reject(over.signal.reason), { once: true }));
    await Promise.race([run(over.signal), cut]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', lost);
  }
}
