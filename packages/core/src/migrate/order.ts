/**
 * In which order the sources of migrations run: the kernel first, then each plugin after those it needs, otherwise as listed.
 */
import { GuanxiError } from '../errors.ts';
import type { MigrationSource } from './source.ts';

export const kernelName = 'kernel';

export function inOrder(sources: readonly MigrationSource[]): readonly MigrationSource[] {
  const byPlugin = new Map<string, MigrationSource>();
  for (const source of sources) {
    if (byPlugin.has(source.plugin)) throw new GuanxiError('MIGRATION_ORDER', { problem: `"${source.plugin}" is listed twice` });
    byPlugin.set(source.plugin, source);
  }
  const ordered = new Set<MigrationSource>();
  const visit = (source: MigrationSource, path: readonly string[]): void => {
    if (ordered.has(source)) return;
    if (path.includes(source.plugin)) {
      const cycle = [...path.slice(path.indexOf(source.plugin)), source.plugin].join(' → ');
      throw new GuanxiError('MIGRATION_ORDER', { problem: `plugins need each other in a circle: ${cycle}` });
    }
    for (const need of source.needs) {
      const needed = byPlugin.get(need);
      if (needed) visit(needed, [...path, source.plugin]);
    }
    ordered.add(source);
  };
  const kernel = byPlugin.get(kernelName);
  if (kernel) visit(kernel, []);
  for (const source of sources) visit(source, []);
  return [...ordered];
}
