/** Generates the kernel's migrations: `npm run generate -- kernel --name what_changes`. */
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './src/model/kernel-tables.ts',
  out: './migrations/kernel',
});
