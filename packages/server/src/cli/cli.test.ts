import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { called, type Ran } from '../testing/command-line.fixture.ts';
import { commands } from './contents.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
/** As a shell starts it. */
const spawned = (...words: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const node = ['--conditions', 'guanxi:source', '--import', 'tsx', main, ...words];
    execFile(process.execPath, node, { env: { ...process.env, DATABASE_URL: '' } }, (error, stdout, stderr) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanxi-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the command line', () => {
  test('started by itself: help, an unknown command, an answer that can be piped', async () => {
    const help = await spawned('--help');
    expect(help).toMatchObject({ status: 0, stderr: '' });
    expect(help.stdout).toContain('guanxi <command>');
    const unknown = await spawned('frobnicate');
    expect(unknown).toMatchObject({ status: 2, stdout: '' });
    expect(unknown.stderr).toContain('There is no command "frobnicate"');
    expect(JSON.parse((await spawned('plugins', '--json')).stdout)).toMatchObject({ plugins: [{ id: 'crm' }] });
  }, 120_000);

  test('every command has help with an example and the exit codes', async () => {
    const paths = Object.entries(commands).flatMap(([name, c]) =>
      'run' in c ? [[name]] : Object.keys(c.commands).map((sub) => [name, sub]),
    );
    for (const path of paths) {
      const { status, stdout } = await called(...path, '--help');
      expect(status, path.join(' ')).toBe(0);
      expect(stdout).toMatch(new RegExp(`EXAMPLES\\n\\n  guanxi ${path.join(' ')}`));
      expect(stdout).toContain('2  called wrongly');
    }
  });

  test.each([
    [['import'], 'Which file?'],
    [['import', 'x.csv'], '--tenant'],
    [['import', 'x.csv', '--tenant', 'a', '--batch', '0'], '--batch is a whole number from 1 to 500'],
    [['import', join(tmpdir(), 'there is none.csv'), '--tenant', 'a', '--data', 'd'], 'There is no file'],
    [['export', 'customers'], '--tenant'],
    [['migrate'], 'Which database?'],
    [['migrate', '--data', 'd', '--database-url', 'u'], 'not both'],
    [['migrate', '--dta', 'd'], 'There is no option "--dta"'],
    [['migrate', '--data'], '--data needs a value'],
    [['migrate', 'now', '--data', 'd'], '"now" is not expected'],
    [['tenant'], 'needs a command'],
    [['tenant', 'create', 'x', '--slug', 'x', '--locale', 'fr', '--data', 'd'], 'Expected one of'],
    [['explain', join(tmpdir(), 'none.graphql'), '--tenant', 'a', '--data', 'd'], 'There is no file'],
  ])('called wrongly it says how and ends with 2: %j', async (words, says) => {
    const saved = process.env['DATABASE_URL'];
    delete process.env['DATABASE_URL'];
    const ran = await called(...words);
    if (saved !== undefined) process.env['DATABASE_URL'] = saved;
    expect(ran.status).toBe(2);
    expect(ran.stdout).toBe('');
    expect(ran.stderr).toContain(says);
  });

  test('errors are JSON where JSON is asked for', async () => {
    const { status, stdout } = await called('import', '--json');
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'USAGE' } });
  });

  test('the schema is printed sorted, and the form of mappings is there', async () => {
    expect((await called('schema')).stdout).toContain('type Customer implements');
    expect(JSON.parse((await called('import', '--mapping-schema')).stdout)).toHaveProperty('$schema');
  });
});

describe('from an empty directory to an exported list', () => {
  test('migrate, tenant, import, export, explain, doctor, removal', async () => {
    const data = ['--data', join(folder, 'db')];
    const json = async (...words: string[]) => {
      const ran = await called(...words, ...data, '--json');
      return { status: ran.status, ...(JSON.parse(ran.stdout) as Record<string, never>) } as Record<string, never> & { status: number };
    };
    expect(await json('status')).toMatchObject({ status: 1, ready: false });
    const early = await called('tenant', 'list', ...data);
    expect(early.status).toBe(1);
    expect(early.stderr).toContain('guanxi migrate');
    expect((await called('migrate', '--plan', ...data)).stdout).toContain('CREATE TABLE "crm"."crm_customer"');
    expect((await called('migrate', ...data)).stdout).toContain('crm/');
    expect((await called('migrate', ...data)).stdout).toContain('up to date');
    expect(await json('status')).toMatchObject({ status: 0, ready: true });

    const made = await json(
      'tenant',
      'create',
      '上海会展',
      '--slug',
      'expo',
      '--zone',
      'Asia/Shanghai',
      '--admin-name',
      '王芳',
      '--admin-email',
      'fang@example.com',
    );
    expect(made).toMatchObject({ status: 0, tenant: { slug: 'expo', name: '上海会展' }, administrator: expect.stringMatching(/^stf_/) });
    const refused = await called('tenant', 'create', 'X', '--slug', 'half', '--admin-email', 'no mail', ...data);
    expect(refused).toMatchObject({ status: 1, stdout: '' });
    expect(await json('tenant', 'list')).toMatchObject({ tenants: [{ slug: 'expo' }] });

    const file = join(folder, '客户.csv');
    await writeFile(file, '客户编号,客户名称,电话,行业\nA1,王芳贸易,021-62881234,=SUM(A1)\nA2,,021-1,x\n');
    const shown = await called('import', file, '--into', 'customers', '--tenant', 'expo', ...data);
    expect(shown.status).toBe(1);
    expect(shown.stderr).toContain('"客户名称" → name');
    const into = ['import', file, '--into', 'customers', '--guess', '--tenant', 'expo'];
    expect(await json(...into, '--dry-run')).toMatchObject({ status: 1, dryRun: true, imports: [{ created: 1, refused: 1 }] });
    expect(await json(...into)).toMatchObject({
      status: 1,
      imports: [{ created: 1, unchanged: 0, refused: 1 }],
      errors: `${file}.errors.csv`,
    });
    expect(await json(...into)).toMatchObject({ imports: [{ created: 0, unchanged: 1, refused: 1 }] });
    expect(await readFile(`${file}.errors.csv`, 'utf8')).toMatch(/^\ufeffrow,column,code,reason,客户编号.*\r\n3,客户名称,/u);

    const out = join(folder, 'out.csv');
    expect(
      await json('export', 'customers', '--columns', 'code,name,channels.value,industry', '--out', out, '--tenant', 'expo'),
    ).toMatchObject({ status: 0, rows: 1 });
    expect(await readFile(out, 'utf8')).toBe("\ufeffcode,name,channels.value,industry\r\nA1,王芳贸易,021-62881234,'=SUM(A1)\r\n");
    const blind = await called(
      'export',
      'customers',
      '--permissions',
      'crm:staff:read,crm:export',
      '--out',
      out,
      '--tenant',
      'expo',
      '--columns',
      'code',
      ...data,
    );
    expect(blind.stdout).toContain('0 rows');
    const forbidden = await called(
      'export',
      'customers',
      '--permissions',
      'crm:customers:read,crm:export',
      '--columns',
      'owner.name',
      '--out',
      out,
      '--tenant',
      'expo',
      ...data,
    );
    expect(forbidden).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('FORBIDDEN') });
    await expect(readFile(out, 'utf8')).rejects.toThrow('ENOENT');

    const query = join(folder, 'q.graphql');
    await writeFile(query, 'query($n: Int) { customers(first: $n) { nodes { name owner { name } channels { nodes { value } } } } }');
    expect((await called('explain', query, '--variables', '{"n": 5}', '--tenant', 'expo', ...data)).stdout).toMatch(/^1 statement/);
    expect((await called('doctor', ...data)).status).toBe(0);

    const plan = await json('tenant', 'remove', 'expo');
    expect(plan).toMatchObject({ status: 0, removed: false, rows: { crm_customer: 1 } });
    expect(await json('tenant', 'remove', 'expo', '--yes')).toMatchObject({ removed: true });
    expect(await json('tenant', 'list')).toMatchObject({ tenants: [] });
  }, 240_000);
});
