/** The command line on Postgres: the owner migrates and admits a user, the user works, and doctor says who is signed in. */
import { connect, roles } from '@guanxi/core/database';
import { applicationUrl } from '@guanxi/testing/database';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { called } from '../testing/command-line.fixture.ts';

/** What was written, wherever it was. */
const told = async (...words: string[]) => {
  const { status, stdout, stderr } = await called(...words);
  return { status, told: stdout + stderr };
};

describe.skipIf(inject('postgresUrl') === null)('guanxi on Postgres', () => {
  const server = inject('postgresUrl') as string;
  const name = `cli_${process.pid}`;
  const url = server.replace(/\/postgres$/, `/${name}`);
  const guest = `cli_guest_${process.pid}`;
  const guestUrl = url.replace('postgres:postgres', `${guest}:${guest}`);
  const asAdmin = async (text: string) => {
    const admin = await connect({ url: server, max: 1, as: 'owner' });
    return admin.query({ text }).finally(() => admin.close());
  };
  const missingRoles = async (): Promise<readonly string[]> => {
    const { rows } = await asAdmin(`select r.name from unnest(array['${Object.values(roles).join("','")}']) r(name)
      where not exists (select from pg_roles where rolname = r.name)`);
    return rows.map((row) => String(row['name']));
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
    const plan = await told('migrate', '--plan', '--owner-url', url);
    expect(plan).toMatchObject({ status: 0, told: expect.stringContaining('create table crm.journal') });
    // Roles are of the whole cluster: other tests may have made them. One that is missing still was missing then.
    for (const role of await missingRoles()) expect(plan.told).toContain(`create role ${role}`);
    expect(await told('migrate', '--owner-url', url, '--login', 'nobody_here')).toMatchObject({
      status: 1,
      told: expect.stringContaining('create role "nobody_here" login password'),
    });
    expect(await told('migrate', '--owner-url', url, '--login', guest)).toMatchObject({ status: 0 });
    const content = await told('doctor', '--database-url', guestUrl, '--owner-url', url);
    expect(content).toMatchObject({ status: 0, told: expect.stringContaining(`${guest} signs in, which owns nothing`) });
    const unsafe = await told('doctor', '--database-url', url);
    expect(unsafe).toMatchObject({ status: 1, told: expect.stringContaining('postgres signs in, and could go round every wall') });
    expect(await told('tenant', 'list', '--database-url', applicationUrl(url))).toMatchObject({ status: 0 });
    expect(await told('tenant', 'list', '--database-url', url)).toMatchObject({
      status: 1,
      told: expect.stringContaining('DATABASE_USER_UNSAFE'),
    });
  }, 120_000);
});
