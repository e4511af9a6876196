/**
 * A command beside the same rows written by hand, at 16 connections: with awaited statements in a transaction, as a careful program would,
 * and in one data-modifying statement, as nobody would.
 */
import { createEngine } from '@guanxi/core';
import { crm, updateCustomer } from '@guanxi/core/crm';
import { asApplication } from '@guanxi/testing/database';
import postgres from 'postgres';
import { atLeast, type Measured } from '../measured.ts';
import { openBenchOnPostgres } from '../sizes/engines.ts';
import { cpuOf } from './cpu.ts';
import { here, rates, told } from './rounds.ts';
import { awaited, fill, oneStatement } from './rows.ts';

const CONNECTIONS = 16;
const PIECES = 600;

export async function* commandCosts(): AsyncGenerator<Measured> {
  const bench = await openBenchOnPostgres();
  const engine = createEngine({ plugins: [crm()], database: { ...asApplication(bench.url), max: CONNECTIONS }, limits: { rate: null } });
  const sql = postgres(bench.url, { max: CONNECTIONS, fetch_types: false });
  try {
    await engine.ready();
    const customers = await fill(bench);
    const at = (n: number): string => customers[(n * 7) % customers.length] as string;
    const actor = engine.as(bench.actor);
    const contenders = [
      here('command', async (n) => {
        const outcome = await actor.run(updateCustomer, { customer: at(n) as never, set: { region: `Region ${n}` } });
        if (!outcome.ok) throw new Error(outcome.errors[0]?.message);
      }),
      here('awaited', (n) => awaited(sql, bench.tenant.id, at(n), `Region ${n}`)),
      here('one statement', (n) => oneStatement(sql, bench.tenant.id, at(n), `Region ${n}`)),
    ];
    const found = await rates(contenders, { at: CONNECTIONS, pieces: PIECES, cpu: await cpuOf(sql) });
    const [command, careful, one] = ['command', 'awaited', 'one statement'].map((name) => found.get(name));
    const of = (other: typeof one): number => (command?.rate ?? 0) / (other?.rate ?? 1);
    yield atLeast(`command (${told(command)}) of awaited statements (${told(careful)})`, of(careful), 0.9, 'ratio');
    yield atLeast(`command (${told(command)}) of one statement (${told(one)})`, of(one), 0.55, 'ratio');
  } finally {
    await engine.close();
    await sql.end();
    await bench.close();
  }
}
