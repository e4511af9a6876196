import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { kernelMigrations } from './kernel.ts';
import { parseMigration, readMigrations } from './source.ts';

const root = await mkdtemp(join(tmpdir(), 'guanxi-migrations-'));
afterAll(() => rm(root, { recursive: true }));

describe('migration files', () => {
  it('are read folder by folder, oldest first, and split at breakpoints', async () => {
    for (const name of ['20260202000000_b', '20260101000000_a']) {
      await mkdir(join(root, 'shop', name), { recursive: true });
      await writeFile(
        join(root, 'shop', name, 'migration.sql'),
        `create table crm.shop_${name} (id int);--> statement-breakpoint\n-- done\n`,
      );
    }
    await writeFile(join(root, 'shop', 'README.md'), 'no migration');
    const read = await readMigrations({ plugin: 'shop', directory: pathToFileURL(`${root}/shop/`), needs: [] });
    expect(read.map(({ name, statements }) => [name, statements])).toEqual([
      ['20260101000000_a', ['create table crm.shop_20260101000000_a (id int);']],
      ['20260202000000_b', ['create table crm.shop_20260202000000_b (id int);']],
    ]);
  });

  it('have one hash whatever the line ends', () => {
    expect(parseMigration('shop', 'a', 'select 1;\r\nselect 2;').hash).toBe(parseMigration('shop', 'a', 'select 1;\nselect 2;').hash);
  });

  it('run outside a transaction only when the line stands above the first statement', () => {
    expect(parseMigration('shop', 'a', '-- Why\n-- guanxi: no transaction\nvacuum').transaction).toBe(false);
    expect(parseMigration('shop', 'a', 'select 1\n-- guanxi: no transaction').transaction).toBe(true);
  });

  it.each(['BEGIN', '-- now\ncommit;', 'select 1;--> statement-breakpoint\nrollback'])(
    'may not end their transaction themselves: %s',
    (text) => {
      expect(() => parseMigration('shop', '1_a', text)).toThrow(/^Migration shop\/1_a cannot be used: it says \w+/);
    },
  );

  it('are missed when the package was shipped without them', async () => {
    const missing = readMigrations({ plugin: 'gone', directory: pathToFileURL(`${root}/gone/`), needs: [] });
    await expect(missing).rejects.toMatchObject({ code: 'MIGRATION_INVALID', message: expect.stringContaining('there is no directory') });
    await mkdir(join(root, 'empty', '1_a'), { recursive: true });
    const empty = readMigrations({ plugin: 'empty', directory: pathToFileURL(`${root}/empty/`), needs: [] });
    await expect(empty).rejects.toMatchObject({ code: 'MIGRATION_INVALID', message: expect.stringContaining('empty/1_a') });
  });

  it('of the kernel are where the package keeps them, and leave the schema to the runner', async () => {
    const read = await readMigrations(kernelMigrations);
    expect(read.length).toBeGreaterThan(0);
    expect(read.flatMap(({ statements }) => statements).filter((text) => /create schema/i.test(text))).toEqual([]);
  });
});
