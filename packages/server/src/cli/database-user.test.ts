/** The command line on Postgres: the owner migrates and admits a user, the user works, and doctor says who is signed in. */
import { connect } from '@guanxi/core/database';
import { applicationUrl } from '@guanxi/testing/database';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { runCli } from './run.ts';

async function called(...words: string[]): Promise<{ readonly status: number; readonly told: string }> {
  let told = '';
  const stream = {
    write(text: string) {
      told += text;
    },
  } as unknown as NodeJS.WritableStream;
  const status = await runCli(words, { stdout: stream, stderr: stream, isInteractive: false });
  return { status, told };
}

describe.skipIf(inject('postgresUrl') === null)('guanxi on Postgres', () => {
  const server = inject('postgresUrl') as string;
  const name = `cli_${process.pid}`;
  const url = server.replace(/\/postgres$/, `/${name}`);
  const guest = `cli_guest_${process.pid}`;
  const guestUrl = url.replace('postgres:postgres', `${guest}:${guest}`);
  const asAdmin = async (text: string): Promise<void> => {
    const admin = await connect({ url: server, max: 1, as: 'owner' });
    await admin.query({ text }).finally(() => admin.close());
  };
  beforeAll(async () => {
    await asAdmin(`create database ${name}`);
    await asAdmin(`create role ${guest} login password '${guest}'`);
  });
  afterAll(async () => {
    await asAdmin(`drop database if exists ${name} with (force)`);
    await asAdmin(`drop role ${guest}`);
  });

  test('the owner migrates and admits who signs in; doctor is content with that one and names an unsafe one', async () => {
    // Roles are of the whole cluster and may be there already; the tables are not.
    expect(await called('migrate', '--plan', '--owner-url', url)).toMatchObject({
      status: 0,
      told: expect.stringContaining('create table crm.journal'),
    });
    expect(await called('migrate', '--owner-url', url, '--login', 'nobody_here')).toMatchObject({
      status: 1,
      told: expect.stringContaining('create role "nobody_here" login password'),
    });
    expect(await called('migrate', '--owner-url', url, '--login', guest)).toMatchObject({ status: 0 });
    const content = await called('doctor', '--database-url', guestUrl, '--owner-url', url);
    expect(content).toMatchObject({ status: 0, told: expect.stringContaining(`${guest} signs in, which owns nothing`) });
    const unsafe = await called('doctor', '--database-url', url);
    expect(unsafe).toMatchObject({ status: 1, told: expect.stringContaining('postgres signs in, and could go round every wall') });
    expect(await called('tenant', 'list', '--database-url', applicationUrl(url))).toMatchObject({ status: 0 });
    expect(await called('tenant', 'list', '--database-url', url)).toMatchObject({
      status: 1,
      told: expect.stringContaining('DATABASE_USER_UNSAFE'),
    });
  }, 120_000);
});
