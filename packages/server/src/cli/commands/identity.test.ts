/** `guanxi roles`, `keys` and `serve`, over an embedded database of their own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '@guanxi/core';
import { crm } from '@guanxi/core/crm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { called } from '../../testing/command-line.fixture.ts';

let folder: string;
let data: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanxi-identity-'));
  data = join(folder, 'data');
  const engine = createEngine({ plugins: [crm()], database: { directory: data } });
  await engine.migrate();
  await engine.close();
  await cli('tenant', 'create', 'Acme', '--slug', 'acme');
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

const cli = (...words: string[]) => called(...words, '--data', data);
const acme = ['--tenant', 'acme'] as const;

test('a new tenant has its roles, and the first administrator has theirs', async () => {
  const { roles } = JSON.parse((await cli('roles', 'list', ...acme, '--json')).stdout) as {
    readonly roles: readonly { readonly key: string; readonly assigned: number }[];
  };
  expect(roles.map((r) => [r.key, r.assigned])).toEqual([
    ['administrator', 1],
    ['custodian', 0],
    ['manager', 0],
    ['portal', 0],
    ['sales', 0],
  ]);
  expect((await cli('roles', 'list', ...acme)).stdout).toContain('administrator  Administrator / 管理员  STAFF  assigned 1×\n    *:ALL');
}, 120_000);

test('A14 keys are made and shown once, listed without their secret, and revoked', async () => {
  const made = JSON.parse((await cli('keys', 'create', 'shop', '--roles', 'sales', ...acme, '--json')).stdout) as {
    id: string;
    key: string;
  };
  expect(made.key).toMatch(/^gxk_/);
  const list = (await cli('keys', 'list', ...acme)).stdout;
  expect(list).toMatch(/^key_\w+ {2}shop {2}\w{12}… {2}for good {2}never used {2}sales\n$/);
  expect(list).not.toContain(made.key.slice(-43));
  expect(await cli('keys', 'revoke', made.id, ...acme)).toMatchObject({ status: 0 });
  expect((await cli('keys', 'list', ...acme)).stdout).toContain('revoked');
  expect(await cli('keys', 'create', 'shop', '--roles', 'sales', ...acme)).toMatchObject({ status: 1 });
  expect(await cli('keys', 'create', 'other', '--roles', 'nothing', ...acme)).toMatchObject({ status: 1 });
  expect(await cli('keys', 'create', 'other', '--roles', 'sales', '--expires', 'soon', ...acme)).toMatchObject({ status: 2 });
  expect(await cli('keys', 'revoke', 'cus_1', ...acme)).toMatchObject({ status: 2 });
}, 120_000);

test('serving is refused where nobody says who calls, or says half of it', async () => {
  const refused = async (...words: string[]) => {
    const { status, stderr } = await cli('serve', ...words);
    return [status, stderr.split('\n')[0]];
  };
  expect(await refused()).toEqual([2, 'Who may call? Say --jwks-url, --issuer and --audience, or --api-keys, or all of them.']);
  expect(await refused('--issuer', 'https://id.example.com')).toEqual([
    2,
    'For tokens, --jwks-url, --issuer and --audience are needed together.',
  ]);
  const whole = ['--jwks-url', 'https://id.example.com/jwks', '--issuer', 'https://id.example.com', '--audience', 'crm'];
  expect(await refused(...whole, '--algorithms', 'HS256')).toEqual([2, 'jwtIdentity: "HS256" is no algorithm of a key pair']);
  expect(await refused('--api-keys', '--workers', '2')).toEqual([2, '--workers needs Postgres: an embedded database has one process.']);
  expect(await refused(...whole, '--claims', 'person=sub')).toEqual([2, expect.stringContaining('--claims names tenant')]);
}, 120_000);
