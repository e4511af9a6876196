/** F08 and F10: what the embedded database survives. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { connect, type Database } from '@guanxi/core/database';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { seed, seeded, size, timeLimit } from './size.fixture.ts';
import { canMount, mount, resize, unmount } from './small-disk.fixture.ts';

const KILLS = size(10, 100);

const count = async (database: Database, where = 'true') =>
  Number((await database.query({ text: `select count(*)::int as n from entry where ${where}` })).rows[0]?.['n']);

describe.skipIf(inject('embeddedSnapshot') === null)('faults on the embedded database', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'guanxi-faults-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  test(
    `F10 killed ${KILLS} times while it writes, it loses nothing it acknowledged`,
    async () => {
      const random = seeded(seed);
      let next = 0;
      for (let kill = 0; kill < KILLS; kill += 1) {
        const acknowledged = await writeAndKill(directory, next, 1 + Math.floor(random() * 60));
        const database = await connect({ directory });
        expect(await count(database, `id <= ${acknowledged}`), `after kill ${kill + 1}`).toBe(acknowledged + 1);
        // A row that was under way may be there although its acknowledgement was never read.
        next = await count(database);
        await database.close();
      }
      console.log(`F10: ${KILLS} kills, ${next} rows acknowledged or found, none lost, seed ${seed}`);
    },
    timeLimit(120_000),
  );

  test.skipIf(!canMount)(
    'F08 on a full disk it says so, keeps what it acknowledged, and goes on when there is room',
    async () => {
      mount(directory, '80m');
      try {
        const database = await connect({ directory: join(directory, 'db') });
        await database.script('create table entry (id int primary key, note text not null)');
        const fill = { text: `insert into entry select $1::int, string_agg(md5(random()::text), '') from generate_series(1, 10000)` };
        let acknowledged = 0;
        const codes = new Set<string | undefined>();
        for (let id = 0; id < 500 && codes.size === 0; id += 1) {
          await database.query({ ...fill, params: [id] }).then(
            () => (acknowledged += 1),
            (error: { code?: string }) => codes.add(error.code),
          );
        }
        for (let again = 0; again < 3; again += 1) {
          await database.query({ ...fill, params: [1_000 + again] }).then(
            () => (acknowledged += 1),
            (error: { code?: string }) => codes.add(error.code),
          );
        }
        expect([...codes]).toEqual(['DATABASE_FULL']);
        resize(directory, '300m');
        expect(await count(database)).toBe(acknowledged);
        await database.query({ ...fill, params: [-1] });
        await database.close();
        const reopened = await connect({ directory: join(directory, 'db') });
        expect(await count(reopened)).toBe(acknowledged + 1);
        await reopened.close();
        console.log(`F08: full after ${acknowledged} rows of 320 kB`);
      } finally {
        unmount(directory);
      }
    },
    120_000,
  );
  test.runIf(!canMount)('F08 is not run: a small disk of its own takes the right to mount one', () => undefined);
});

/** Kills the writer once it has acknowledged `rows` rows; the last id it acknowledged. */
async function writeAndKill(directory: string, first: number, rows: number): Promise<number> {
  const program = fileURLToPath(new URL('./writer.fixture.ts', import.meta.url));
  const writer = spawn(process.execPath, ['--conditions=guanxi:source', '--import', 'tsx', program, directory, String(first)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  writer.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk;
  });
  let last = first - 1;
  let seen = 0;
  const exited = new Promise<void>((resolve) => writer.once('exit', () => resolve()));
  for await (const line of createInterface({ input: writer.stdout })) {
    last = Number(line);
    seen += 1;
    if (seen === rows) writer.kill('SIGKILL');
  }
  await exited;
  if (seen < rows) throw new Error(`the writer ended by itself: ${complaint}`);
  return last;
}
