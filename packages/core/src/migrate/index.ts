/** The room's door: migrations, and what takes a plugin out again. */
export { kernelMigrations } from './kernel.ts';
export { type MigrateOptions, type MigrationProgress, type MigrationResult, migrate } from './migrate.ts';
export { type MigrationPlan, plan } from './plan.ts';
export { removePlugin } from './removal.ts';
export { removalText } from './removal-text.ts';
export { planRemoval, type RemovalOptions, type RemovalPlan } from './removal-plan.ts';
export { missingWalls, raiseWalls } from './walls.ts';
export { type DatabaseUser, databaseUser, isPlanner } from './user.ts';
export type { Migration, MigrationSource } from './source.ts';
export { type AppliedMigration, type MigrationId, type MigrationStatus, status } from './status.ts';
