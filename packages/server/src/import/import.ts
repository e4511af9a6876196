/** Rows of a file through a command, a batch at a time. What is right is kept, what is wrong is told, and a second run changes nothing. */
import type { Table } from '../tabular/index.ts';
import { createFlights } from './flights.ts';
import { maxBatch } from './lookup.ts';
import type { Mapping } from './mapping.ts';
import type { ImportCounts, ImportEngine, ImportOptions } from './options.ts';
import { planImport } from './plan.ts';
import type { Row } from './row.ts';
import { ImportRun } from './run.ts';

/** Batches at once: one that the database writes, one that is calculated meanwhile, and one that is looked up between the two. */
const underWay = 3;

export async function importTable(engine: ImportEngine, table: Table, mapping: Mapping, o: ImportOptions): Promise<ImportCounts> {
  const plan = planImport(engine.schema, mapping, table.header, o.zone);
  const size = Math.max(1, Math.min(o.batch ?? maxBatch, maxBatch));
  const run = new ImportRun(engine, plan, o);
  const ready: Row[] = [];
  const flights = createFlights(o.dryRun ? 1 : underWay);
  const settle = async (least: number): Promise<void> => {
    ready.push(...run.takeReleased());
    while (ready.length >= least) {
      const rows = ready.splice(0, size);
      await flights.add(() => run.settle(rows));
      ready.push(...run.takeReleased());
    }
  };
  /** Until nothing is under way and nothing was released by what was. */
  const settleAll = async (): Promise<void> => {
    do {
      await settle(1);
      await flights.landed();
    } while (run.hasReleased());
  };
  for await (const raw of table.rows()) {
    const row = await run.read(raw);
    if (row) ready.push(row);
    if (ready.length >= size) await settle(size);
  }
  await settleAll();
  // Of two batches under way at once, one may have looked for a row just before the other made it.
  ready.push(...run.takeWaiting());
  await settleAll();
  await run.refuseWaiting();
  return run.counts;
}
