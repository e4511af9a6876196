/**
 * The engine as it is served in production: API keys, roles, classes, tenancy, limits and a log line for each request. Every request is read
 * from the database, unless it is told to keep answers.
 */
import { createEngine } from '@guanxi/core';
import { apiKeyIdentity, createServer } from '@guanxi/server';
import { everyPlugin } from '../plugins.ts';
import { listening, place } from './child.ts';

const { url, connections, cursorSecret } = place();
const engine = createEngine({
  plugins: everyPlugin(),
  database: { url, max: connections },
  cursorSecret,
  ...(process.argv[3] !== 'keeping' && { results: false }),
  // As everywhere, they are counted; one actor alone asks here for more than a whole house does.
  limits: { rate: { costPerMinute: 1e12, commandsPerMinute: 1e12, streamsPerMinute: 1e12 } },
});
await engine.ready();
const logger = { info: () => undefined, warn: () => undefined, error: console.error };
const server = createServer(engine, { authenticate: apiKeyIdentity(engine), port: 0, logger });
listening((await server.listen()).port, () => ({ kept: engine.results }));
