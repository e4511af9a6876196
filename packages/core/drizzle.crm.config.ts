/**
 * Generates the migrations of the built-in plugin `crm`: `npm run generate -- crm --name what_changes`. Only what the schema files
 * export is compared, so tables that they refer to by a stub, and those of the kernel and of other plugins, are left alone.
 */
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './src/crm/**/tables.ts',
  out: './migrations/crm',
});
