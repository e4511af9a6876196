/** What sequencer and notifier cost 32 concurrent writers: the same commands with the log followed and without, on a database each. */
import { createEngine, type Engine } from '@guanxi/core';
import { type Crm, createTag, crm } from '@guanxi/core/crm';
import { asApplication, startPostgres } from '@guanxi/testing/database';
import postgres from 'postgres';
import { atLeast, type Measured } from '../measured.ts';
import { openBench } from '../sizes/engines.ts';
import { here, rates } from './rounds.ts';

const WRITERS = 32;
const PIECES = 800;

export async function* logCosts(): AsyncGenerator<Measured> {
  const server = await startPostgres();
  const engines: Engine<Crm>[] = [];
  const writer = async (name: string): Promise<(n: number) => Promise<void>> => {
    const sql = postgres(server.url, { max: 1, onnotice: () => undefined });
    await sql.unsafe(`create database ${name}`);
    await sql.end();
    const url = server.url.replace(/\/postgres$/, `/${name}`);
    const prepared = await openBench(url);
    await prepared.close();
    const engine = createEngine({ plugins: [crm()], database: { ...asApplication(url), max: WRITERS }, limits: { rate: null } });
    engines.push(engine);
    if (name === 'followed') engine.start({ work: false });
    const actor = engine.as(prepared.actor);
    return async (n) => {
      const outcome = await actor.run(createTag, { name: `Tag ${n}` });
      if (!outcome.ok) throw new Error(outcome.errors[0]?.message);
    };
  };
  try {
    const contenders = [here('followed', await writer('followed')), here('alone', await writer('alone'))];
    const found = await rates(contenders, { at: WRITERS, pieces: PIECES });
    const [followed = 0, alone = 1] = contenders.map(({ name }) => found.get(name)?.rate ?? 0);
    yield atLeast(
      `${WRITERS} writers with sequencer and notifier (${Math.round(followed)}/s) of those without (${Math.round(alone)}/s)`,
      followed / alone,
      0.8,
      'ratio',
    );
  } finally {
    await Promise.all(engines.map((engine) => engine.close()));
    await server.stop();
  }
}
