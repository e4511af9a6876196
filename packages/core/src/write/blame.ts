/**
 * Code of a plugin runs here. What fails in it is told under its name, and the watchdog knows that it runs; refusals, and what the database
 * says, pass as they are.
 */
import { pgError } from '../database/pg-error.ts';
import { GuanxiError } from '../errors.ts';
import { enter, leave } from '../model/entered.ts';
import { Refusals } from './problems.ts';

export async function blame<T>(plugin: string, where: string, run: () => Promise<T>): Promise<T> {
  const slot = enter(plugin, where);
  try {
    return await run();
  } catch (error) {
    if (error instanceof GuanxiError || error instanceof Refusals || pgError(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new GuanxiError('PLUGIN_FAILED', { plugin, where, reason }, { cause: error });
  } finally {
    leave(slot);
  }
}
