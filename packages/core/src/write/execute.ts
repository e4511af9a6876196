/** One command inside a transaction: rights, ids, `before` hooks, gates, `run`, what other plugins add, the outcome checked. */

import { type Access, forbidden, rightsOf } from '../access/rights.ts';
import { GuanxiError } from '../errors.ts';
import type { EntityDef } from '../model/model.ts';
import { decodeRow } from '../read/whole-rows.ts';
import { blame } from './blame.ts';
import { type CheckedInput, checkInput, inputOf } from './check-input.ts';
import type { CommandDefinition } from './declarations.ts';
import type { FoundId } from './decode-values.ts';
import { deeper, type Frame } from './frame.ts';
import { askGates } from './gate.ts';
import type { BoundCommand } from './kernel.ts';
import { refusalsIn } from './problems.ts';
import { scopeFor } from './scope.ts';
import { strict } from './strict.ts';
import { readingIn, transactionFor } from './transaction.ts';
import type { Tx } from './tx.ts';
import { checkIds, type IdAnswer, refuseMissing } from './visibility.ts';
import { ask, rightsKey, type Work } from './work.ts';

/** Where a command begins: at the end of the way that led to it, where a hook asked for it. */
export const rootFrame = (work: Work, access: Access, command: string, caller: string | null = null): Frame =>
  deeper({ work, access, cause: null, caller, chain: work.call.origin?.chain ?? [], run: executeNested }, command);

export function requirePermission(access: Access, { definition }: BoundCommand): void {
  if (!rightsOf(access).has(definition.permission)) throw forbidden(definition.permission);
}

/** A command run by another command or a hook: the same checks, in the same transaction. */
async function executeNested(frame: Frame, command: BoundCommand, input: unknown): Promise<unknown> {
  requirePermission(frame.access, command);
  const checked = checkInput(frame.work.call, inputOf(command), input, false);
  await admit(frame, command, checked.ids);
  return execute(deeper(frame, command.definition.name), command, checked);
}

/** The input is checked and its ids are admitted. */
export async function execute(frame: Frame, command: BoundCommand, input: CheckedInput): Promise<unknown> {
  const { definition } = command;
  const { call, entered } = frame.work;
  let { value } = input;
  for (const hook of command.before) {
    const where = `before ${definition.name}`;
    const run = () => hook.run(transactionFor(deeper(frame, `${where} (${hook.plugin})`), hook.plugin), value);
    const amended = await blame(hook.plugin, where, run, entered);
    if (!amended || Object.keys(amended).length === 0) continue;
    const again = checkInput(call, inputOf(command), { ...value, ...amended }, false);
    await admit(frame, command, again.ids);
    value = again.value;
  }
  const own =
    command.extensions.length === 0
      ? value
      : Object.fromEntries(Object.entries(value).filter(([key]) => Object.hasOwn(definition.input, key)));
  if (definition.gates) await passGates(frame, definition, own);
  const result: unknown = await blame(
    definition.plugin,
    definition.name,
    () => definition.run(handleIn(frame, definition.plugin), own),
    entered,
  );
  const output = checkOutput(command, result);
  for (const e of command.extensions) {
    const where = `extend ${definition.name}`;
    const run = () => e.run(transactionFor(deeper(frame, `${where} (${e.plugin})`), e.plugin), value[e.plugin] ?? {}, own, output);
    await blame(e.plugin, where, run, entered);
  }
  return output;
}

/** What refuses here is noted: whoever runs the command inside another one may catch it and go on. */
async function passGates({ work, access }: Frame, { plugin, name, gates }: CommandDefinition, input: unknown): Promise<void> {
  const { call } = work;
  const scope = (of: string) => scopeFor(call, of, access, readingIn(work));
  try {
    await askGates({ registry: call.kernel.registry, plugin, where: name, uses: gates, input, scope });
  } catch (error) {
    for (const refusal of refusalsIn(error)?.slice(0, 1) ?? []) work.refused.push({ command: name, error: refusal });
    throw error;
  }
}

const handles = new WeakMap<Frame, Map<string, Tx>>();

/** What a command's code is given in a frame, made once: the rows of a batch share theirs. */
function handleIn(frame: Frame, plugin: string): Tx {
  const made = handles.get(frame) ?? new Map<string, Tx>();
  const tx = made.get(plugin) ?? transactionFor(frame, plugin);
  handles.set(frame, made.set(plugin, tx));
  return tx;
}

function checkOutput({ definition }: BoundCommand, result: unknown): object {
  const parsed = strict(definition.output).safeParse(result ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new GuanxiError('PLUGIN_FAILED', {
    plugin: definition.plugin,
    where: definition.name,
    reason: `output ${issue?.path.join('.')}: ${issue?.message}`,
  });
}

/** Refuses ids that the rights do not show; locks those that want it. What this transaction made it may name. */
async function admit(frame: Frame, { definition: { permission } }: BoundCommand, ids: readonly FoundId[]): Promise<void> {
  if (ids.length === 0) return;
  const { work, access } = frame;
  const rights = rightsKey(access);
  const isMade = (entity: EntityDef, id: string): boolean => {
    const entry = work.buffer.find(entity, id);
    return entry?.base === null && entry.row !== null;
  };
  const isKnown = (entity: EntityDef, id: string): boolean => work.visible.has(`${rights} ${entity.name}:${id}`) || isMade(entity, id);
  const check = checkIds(work.call, access, ids, { isKnown, isMade, permission });
  const results = check.statements.length === 0 ? [] : await ask(work, check.statements);
  settleIds(frame, ids, check.read(results));
}

/** Takes in what a check of ids found. */
export function settleIds({ work, access }: Frame, ids: readonly FoundId[], answer: IdAnswer): void {
  refuseMissing(work.call, ids, answer);
  for (const { entity, id } of ids) work.visible.add(`${rightsKey(access)} ${entity}:${id}`);
  adoptRows(work, answer);
}

export function adoptRows(work: Work, answer: IdAnswer): void {
  for (const { entity, rows } of answer.rows) for (const row of rows) work.buffer.adopt(entity, decodeRow(entity, row));
}
