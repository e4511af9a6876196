/** How late a timer of the program is while 50 readers and an import use the embedded database in it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { importTable, openTable, readMappings } from '@guanxi/server';
import { type Measured, under } from '../measured.ts';
import { openBench } from './engines.ts';
import { customerMapping, writeCustomers } from './import.ts';

const readers = 50;
const every = 100;
const rows = 10_000;

export async function* timerSizes(): AsyncGenerator<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'guanxi-timer-'));
  const { engine, actor, tenant, close } = await openBench({ directory: join(folder, 'data') });
  try {
    const file = join(folder, 'customers.csv');
    await writeCustomers(file, rows);
    const [mapping] = readMappings(customerMapping, 'bench');
    if (!mapping) throw new Error('no mapping');
    let running = true;
    let reads = 0;
    let worst = 0;
    const read = async (): Promise<void> => {
      const document =
        '{ customers(first: 20, orderBy: [{ name: ASC }]) { nodes { id name channels { nodes { value } } } pageInfo { hasNextPage } } }';
      while (running) {
        await engine.as(actor).execute(document);
        reads += 1;
      }
    };
    const watch = async (): Promise<void> => {
      while (running) {
        const due = performance.now() + every;
        await after(every);
        worst = Math.max(worst, performance.now() - due);
      }
    };
    const working = [watch(), ...Array.from({ length: readers }, read)];
    await importTable(engine, await openTable(file), mapping, { actor, zone: tenant.zone, locale: 'en' });
    running = false;
    await Promise.all(working);
    yield under(`lateness of a 100 ms timer at worst, ${readers} readers (${reads} reads) and an import, embedded`, worst, 100, 'ms');
  } finally {
    await close();
    await rm(folder, { recursive: true, force: true });
  }
}
