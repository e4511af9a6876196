/**
 * PostGraphile 5 over the tables of the crm plugin, as its documentation sets it up for production: no GraphiQL, no introspection watch. With
 * `rls` each request is a transaction that says whose rows it may see.
 */
import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { signedIn } from './roles.mjs';

const place = JSON.parse(process.argv[2]);
const isSecured = process.argv[3] === 'rls';
const connectionString = await signedIn(place.ownerUrl, isSecured);
const preset = {
  extends: [PostGraphileAmberPreset],
  // Reads alone are compared.
  disablePlugins: ['NodePlugin', 'PgMutationCreatePlugin', 'PgMutationUpdateDeletePlugin', 'MutationPlugin', 'SubscriptionPlugin'],
  pgServices: [makePgService({ connectionString, schemas: ['crm'], poolConfig: { max: place.connections } })],
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false, websockets: false },
  grafast: { explain: false, ...(isSecured && { context: { pgSettings: { 'guanxi.tenant': place.tenant } } }) },
};
const served = postgraphile(preset).createServ(grafserv);
const http = createServer();
http.once('error', (error) => {
  throw error;
});
await served.addTo(http);
http.listen(0, '127.0.0.1', () => process.send({ port: http.address().port }));
process.on('message', (asked) => {
  if (asked !== 'usage') return;
  const { user, system } = process.cpuUsage();
  process.send({ cpuSeconds: (user + system) / 1e6, rssBytes: process.memoryUsage.rss() });
});
process.on('disconnect', () => process.exit(0));
