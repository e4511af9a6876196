/** A fresh database on a Postgres, migrated for some plugins, and the address by which programs sign in there. */
import { type AnyPlugin, createEngine } from '@guanxi/core';
import { connect } from '@guanxi/core/database';
import { applicationUrl, asApplication } from '@guanxi/testing/database';

export async function freshPostgres(
  postgresUrl: string,
  plugins: readonly AnyPlugin[],
): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  const name = `watchdog_${process.pid}`;
  const admin = await connect({ url: postgresUrl, max: 1, as: 'owner' });
  await admin.query({ text: `create database ${name}` });
  const url = postgresUrl.replace(/\/postgres$/, `/${name}`);
  const engine = createEngine({ plugins: plugins as readonly [], database: asApplication(url) });
  await engine.migrate();
  await engine.close();
  return {
    url: applicationUrl(url),
    async drop() {
      await admin.query({ text: `drop database if exists ${name} with (force)` });
      await admin.close();
    },
  };
}
