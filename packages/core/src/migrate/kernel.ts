/** The migrations of the kernel's own tables. */
import { kernelName } from './order.ts';
import type { MigrationSource } from './source.ts';

export const kernelMigrations: MigrationSource = {
  plugin: kernelName,
  // The same place from src/migrate and from dist/migrate.
  directory: new URL('../../migrations/kernel/', import.meta.url),
  needs: [],
};
