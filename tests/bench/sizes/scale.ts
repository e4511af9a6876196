/** What a page and an aggregate cost at a million customers, and what the page costs at the demo's size, on one Postgres. */
import { connect } from '@guanxi/core/database';
import { demoShape, generate } from '../generate.ts';
import { type Measured, medianMs, type Options, under } from '../measured.ts';
import { type BenchEngine, openBenchOnPostgres } from './engines.ts';

const small = 20_000;

const page = `{ customers(first: 20, orderBy: [{ createdAt: DESC }]) { nodes {
  id name status owner { name } contacts(first: 5) { nodes { name title } } interactions(first: 3) { nodes { at channel subject } } } pageInfo { hasNextPage endCursor } } }`;

const aggregates = {
  'count by status': '{ customersAggregate(groupBy: [{ field: STATUS }]) { group { status } count } }',
  'count by status and region': '{ customersAggregate(groupBy: [{ field: STATUS }, { field: REGION }]) { group { status region } count } }',
  'sum of facts by month': '{ factsAggregate(groupBy: [{ field: AT, bucket: MONTH }]) { group { at } count sum { value } } }',
  'avg, min and max of facts by channel':
    '{ factsAggregate(groupBy: [{ field: CHANNEL }]) { group { channel } avg { value } min { value } max { value } } }',
  'median of facts by channel and month':
    '{ factsAggregate(groupBy: [{ field: CHANNEL }, { field: AT, bucket: MONTH }]) { group { channel at } median { value } } }',
} as const;
const every =
  '{ customers(first: 20, where: { facts: { every: { value: { amount: { gte: "100" } } } } }) { nodes { id name } pageInfo { hasNextPage } } }';

export async function* scaleSizes({ size }: Options): AsyncGenerator<Measured> {
  const before = await filled(small);
  const pageBefore = await medianMs(ask(before, page), 41);
  await before.close();
  const large = await filled(size);
  try {
    const pageAfter = await medianMs(ask(large, page), 41);
    yield under(
      `page with owner, contacts and interactions: ${pageBefore.toFixed(1)} ms at ${small}, ${pageAfter.toFixed(1)} ms at ${size}`,
      pageAfter / pageBefore,
      2,
      'times',
    );
    for (const [name, document] of Object.entries(aggregates))
      yield under(`${name} at ${size} customers`, await medianMs(ask(large, document), 5), 300, 'ms');
    yield under(`every over facts at ${size} customers`, await medianMs(ask(large, every), 15), 300, 'ms');
  } finally {
    await large.close();
  }
}

async function filled(customers: number): Promise<BenchEngine> {
  const bench = await openBenchOnPostgres();
  // Rows that are made to fit need no check of their foreign keys.
  const db = await connect(`${bench.url}${bench.url.includes('?') ? '&' : '?'}session_replication_role=replica`);
  await generate(db, bench.tenant.id, demoShape(customers), (part) =>
    process.stderr.write(`\r${customers} customers: ${Math.round(part * 100)} % `),
  );
  process.stderr.write('\r\u001b[K');
  await db.close();
  return bench;
}

const ask =
  ({ engine, actor }: BenchEngine, document: string) =>
  async (): Promise<void> => {
    const { errors } = await engine.as(actor).execute(document);
    if (errors) throw new Error(JSON.stringify(errors));
  };
