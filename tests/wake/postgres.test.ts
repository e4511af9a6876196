import postgres from 'postgres';
import { postgresWake } from '../../packages/core/src/log/wake-postgres.ts';
import { wakesInstances } from './behaviour.fixture.ts';

wakesInstances('waking by LISTEN and NOTIFY', (url) => ({
  wake: postgresWake,
  async interrupt() {
    const sql = postgres(url, { max: 1 });
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen%'`;
    await sql.end();
  },
}));
