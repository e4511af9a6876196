/**
 * A small program over an engine, to be started again and again. `DO` says what it does: `loop` has the plugin loop, unless it is stopped;
 * `busy` is busy itself for a while with the plugin waiting; `wait` lets the plugin wait.
 */
import { createEngine } from '@guanxi/core';
import { createCustomer, crm } from '@guanxi/core/crm';
import { looper } from './looper/plugin.ts';

const { DO = '', DIRECTORY, DATABASE_URL = '' } = process.env;
const engine = createEngine({
  plugins: [crm(), looper()],
  database: DIRECTORY === undefined ? DATABASE_URL : { directory: DIRECTORY },
  watchdogMs: 1_000,
});
if (DIRECTORY !== undefined) await engine.migrate();
await engine.ready();
engine.start({ work: false });
const { id: tenant } = (await engine.tenants.bySlug('t')) ?? (await engine.tenants.create({ slug: 't', name: 'T', locale: 'en' }));
const self = engine.as({ kind: 'service', name: 'test', tenant, permissions: ['*'] });
const stopped = await engine.stoppedPlugins();
const customer = async (name: string): Promise<void> => {
  const outcome = await self.run(createCustomer, { name, kind: 'ORGANISATION', confirmNew: true });
  console.log(`${name} ${outcome.ok}`);
};

if (DO === 'loop') await customer('loop');
if (DO === 'busy') {
  const waiting = customer('wait');
  setTimeout(() => {
    const until = performance.now() + 2_000;
    for (let turns = 0; performance.now() < until; turns += 1) JSON.stringify({ turns });
  }, 500);
  await waiting;
}
if (DO === 'wait') {
  console.log('waiting');
  await customer('wait');
}
const { data } = await self.execute('{ plugins { id state } }');
console.log(JSON.stringify({ stopped, plugins: data }));
await engine.close();
