/**
 * Code of a plugin runs here. What fails in it is told under its name, and the watchdog knows that it runs; refusals, and what the database
 * says, pass as they are.
 */
import { pgError } from '../database/pg-error.ts';
import { GuanxiError } from '../errors.ts';
import { enter, leave } from '../model/entered.ts';
import { Refusals } from './problems.ts';

/** Code that was begun in a transaction and is not done. */
export interface Entered {
  readonly plugin: string;
  readonly where: string;
}

export async function blame<T>(plugin: string, where: string, run: () => Promise<T>, entered: Entered[] = []): Promise<T> {
  const slot = enter(plugin, where);
  entered.push({ plugin, where });
  try {
    return await run();
  } catch (error) {
    if (error instanceof GuanxiError || error instanceof Refusals || pgError(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new GuanxiError('PLUGIN_FAILED', { plugin, where, reason }, { cause: error });
  } finally {
    entered.pop();
    leave(slot);
  }
}

/** A transaction that did nothing for too long waited for whoever was entered last. */
export function blameIdle(error: unknown, entered: readonly Entered[]): unknown {
  const last = entered.at(-1);
  if (!last || !(error instanceof GuanxiError) || error.code !== 'TRANSACTION_IDLE') return error;
  return new GuanxiError('PLUGIN_FAILED', { ...last, reason: error.message }, { cause: error });
}
