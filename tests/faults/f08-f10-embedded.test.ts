/** F08 and F10: what the embedded database survives. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { connect, type Database } from '@guanxi/core/database';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';

const KILLS = 10;
const SEED = 20_240_229;

/** Mulberry32: small, and the same on every machine. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const count = async (database: Database, where = 'true') =>
  Number((await database.query({ text: `select count(*)::int as n from entry where ${where}` })).rows[0]?.['n']);

describe.skipIf(inject('embeddedSnapshot') === null)('faults on the embedded database', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'guanxi-faults-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  test(`F10 killed ${KILLS} times while it writes, it loses nothing it acknowledged`, async () => {
    const random = seeded(SEED);
    let next = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const acknowledged = await writeAndKill(directory, next, 1 + Math.floor(random() * 60));
      const database = await connect({ directory });
      expect(await count(database, `id <= ${acknowledged}`), `after kill ${kill + 1}`).toBe(acknowledged + 1);
      // A row that was under way may be there although its acknowledgement was never read.
      next = await count(database);
      await database.close();
    }
    console.log(`F10: ${KILLS} kills, seed ${SEED}`);
  }, 120_000);

  const mountable = canMount();
  test.skipIf(!mountable)(
    'F08 on a full disk it says so, keeps what it acknowledged, and goes on when there is room',
    async () => {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=80m', 'tmpfs', directory]);
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
        execFileSync('mount', ['-o', 'remount,size=300m', directory]);
        expect(await count(database)).toBe(acknowledged);
        await database.query({ ...fill, params: [-1] });
        await database.close();
        const reopened = await connect({ directory: join(directory, 'db') });
        expect(await count(reopened)).toBe(acknowledged + 1);
        await reopened.close();
        console.log(`F08: full after ${acknowledged} rows of 320 kB`);
      } finally {
        execFileSync('umount', ['-l', directory]);
      }
    },
    120_000,
  );
  test.runIf(!mountable)('F08 is not run: a small disk of its own takes the right to mount one', () => undefined);
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

function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
