/**
 * What all test files share, started once per run: a Postgres server, and the bytes of an empty embedded database, which are quicker
 * to copy than to make. `GUANXI_TEST_ENGINE=embedded|postgres|none` leaves out the others.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@guanxi/core/database';
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string | null;
    postgresVersion: string | null;
    embeddedSnapshot: string | null;
  }
}

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const only = process.env['GUANXI_TEST_ENGINE'];
  const folder = await mkdtemp(join(tmpdir(), 'guanxi-tests-'));
  const starting = only === undefined || only === 'postgres' ? startPostgres() : null;
  const copying = only === undefined || only === 'embedded' ? emptyDatabase(join(folder, 'empty.tar')) : null;
  const [server, snapshot] = await Promise.all([starting, copying]).catch(async (error: unknown) => {
    await starting?.then(
      (started) => started.stop(),
      () => undefined,
    );
    throw error;
  });
  provide('postgresUrl', server?.url ?? null);
  provide('postgresVersion', server?.version ?? null);
  provide('embeddedSnapshot', snapshot);
  process.env['GUANXI_TEST_POSTGRES_VERSION'] = server?.version ?? '';
  return async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function emptyDatabase(path: string): Promise<string> {
  const empty = await connect('memory');
  await writeFile(path, await empty.snapshot());
  await empty.close();
  return path;
}
