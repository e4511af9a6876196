/** Customers a second from a CSV file, with a telephone number, an e-mail and an address each. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importTable, openTable, readMappings, writeTable } from '@guanxi/server';
import { atLeast, type Measured } from '../measured.ts';
import { type BenchEngine, openBench, openBenchOnPostgres } from './engines.ts';

const rows = 20_000;

export async function* importSizes(): AsyncGenerator<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'guanxi-import-'));
  try {
    const file = join(folder, 'customers.csv');
    await writeCustomers(file, rows);
    const postgres = await openBenchOnPostgres();
    yield atLeast('import of 20,000 customers on Postgres', await rate(postgres, file), 3_000, 'customers/s');
    await postgres.close();
    const embedded = await openBench({ directory: join(folder, 'data') });
    yield atLeast('import of 20,000 customers on the embedded database', await rate(embedded, file), 1_000, 'customers/s');
    await embedded.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function writeCustomers(file: string, count: number): Promise<void> {
  const writer = writeTable(file, 'csv', ['code', 'name', 'industry', 'region', 'phone', 'email', 'street', 'city']);
  for (let n = 0; n < count; n++) {
    await writer.row([
      `B${n}`,
      `华展第${n}机械有限公司`,
      'MACHINERY',
      '上海市',
      `021${57_000_000 + n}`,
      `info@b${n}.example.com`,
      `会展路${n}号`,
      '上海',
    ]);
  }
  await writer.close();
}

export const customerMapping = JSON.stringify([
  {
    into: 'createCustomer',
    key: ['code'],
    fields: {
      code: 'code',
      name: 'name',
      industry: 'industry',
      region: 'region',
      kind: { value: 'ORGANISATION' },
      confirmNew: { value: true },
      'channels[0].kind': { value: 'PHONE' },
      'channels[0].value': 'phone',
      'channels[1].kind': { value: 'EMAIL' },
      'channels[1].value': 'email',
      'addresses[0].lines': 'street',
      'addresses[0].city': 'city',
    },
  },
]);

async function rate({ engine, actor, tenant }: BenchEngine, file: string): Promise<number> {
  const [mapping] = readMappings(customerMapping, 'bench');
  if (!mapping) throw new Error('no mapping');
  const started = performance.now();
  const counts = await importTable(engine, await openTable(file), mapping, { actor, zone: tenant.zone, locale: 'en' });
  if (counts.created !== rows) throw new Error(`Only ${counts.created} of ${rows} were imported.`);
  return rows / ((performance.now() - started) / 1000);
}
