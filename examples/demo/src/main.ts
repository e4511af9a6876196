/** `npm run demo`: the main job, on real data, with one command. */
import { once } from 'node:events';
import { createEngine, GuanxiError } from '@guanxi/core';
import { createServer, developmentIdentity, jsonLogger } from '@guanxi/server';
import { type DemoArguments, demoArguments, demoHelp } from './arguments.ts';
import { buildDemo, findDemo, fullSize } from './build.ts';
import { plugins } from './plugins.ts';
import { progressOn } from './progress.ts';
import { playStory } from './story/play.ts';
import { welcome } from './welcome.ts';

async function main(): Promise<number> {
  const o = readArguments();
  if (o === null) return 2;
  if (o.help) {
    process.stdout.write(demoHelp);
    return 0;
  }
  return o.once ? playStory(o.databaseUrl, (text) => process.stdout.write(`${text}\n`)) : serve(o);
}

function readArguments(): DemoArguments | null {
  try {
    return demoArguments(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${demoHelp}`);
    return null;
  }
}

async function serve(o: DemoArguments): Promise<number> {
  const started = Date.now();
  const engine = createEngine({ plugins: plugins(), database: o.databaseUrl ?? { directory: o.data } });
  await engine.migrate();
  const size = o.empty ? { customers: 0, contacts: 0, interactions: 0, facts: 0 } : fullSize;
  const progress = progressOn(process.stderr);
  let tenant = await findDemo(engine, size);
  if (tenant === null) {
    tenant = await buildDemo(engine, size, progress);
    progress.end(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  }
  const { token, authenticate } = developmentIdentity({
    kind: 'service',
    name: 'demo',
    tenant: tenant.id,
    permissions: ['*'],
    locale: 'zh-CN',
  });
  const server = createServer(engine, { authenticate, port: o.port, development: true, logger: jsonLogger({ level: 'warn' }) });
  const { url } = await server.listen();
  const told = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  try {
    process.stdout.write(await welcome(url, token, Date.now() - started));
    await told;
  } finally {
    await server.close();
  }
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof GuanxiError ? `${error.code}: ${error.message}` : String(error)}\n`);
    process.exitCode = 1;
  },
);
