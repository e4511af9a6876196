/** Generates the kernel's migrations: `npm run generate -- kernel --name what_changes`. */
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './src/model/*-tables.ts',
  out: './migrations/kernel',
});
