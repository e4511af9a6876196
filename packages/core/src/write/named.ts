/** A command by its name, as the tenant has it. */
import { GuanxiError } from '../errors.ts';
import type { Command } from './declarations.ts';
import type { BoundCommand, Kernel } from './kernel.ts';

/** @throws PLUGIN_UNAVAILABLE where its plugin is installed and not used here, UNKNOWN_COMMAND where none has it */
export function commandNamed(kernel: Kernel, name: string): BoundCommand {
  const found = kernel.registry.commands.get(name);
  if (found) return found;
  const elsewhere = kernel.narrowed(null).registry.commands.get(name);
  if (elsewhere) throw new GuanxiError('PLUGIN_UNAVAILABLE', { plugin: elsewhere.definition.plugin });
  throw new GuanxiError('UNKNOWN_COMMAND', { name });
}

/** The same of a token, which code of another plugin may hold although that one is absent. */
export function commandOf(kernel: Kernel, command: Command): BoundCommand {
  const found = kernel.registry.commands.get(command.name);
  if (!found) throw new GuanxiError('PLUGIN_UNAVAILABLE', { plugin: command.definition?.plugin ?? command.name });
  return found;
}
