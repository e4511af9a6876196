/** The API in production: over a migrated database, for those whom an identity service or an API key vouches for, and for nobody else. */
import cluster from 'node:cluster';
import { asked } from '../../asked.ts';
import { directoryFileStore } from '../../files/store.ts';
import { anyOf } from '../../identity/any-of.ts';
import { apiKeyIdentity } from '../../identity/api-key.ts';
import { jwtIdentity } from '../../identity/jwt.ts';
import { jsonLogger } from '../../logging.ts';
import type { Authenticate } from '../../options.ts';
import { createServer } from '../../server.ts';
import { wholeNumber } from '../args.ts';
import { type Args, command, exit, UsageError } from '../command.ts';
import { databaseArgs, openEngine } from '../engine.ts';
import { endByItself, superviseWorkers, tellSupervisor } from '../workers.ts';

const identityArgs = {
  'jwks-url': { type: 'string', description: 'Where your identity service publishes its keys; default: GUANXI_JWKS_URL', valueHint: 'URL' },
  issuer: { type: 'string', description: 'Whose tokens are taken; default: GUANXI_JWT_ISSUER', valueHint: 'TEXT' },
  audience: { type: 'string', description: 'For whom tokens must be; default: GUANXI_JWT_AUDIENCE', valueHint: 'TEXT' },
  algorithms: {
    type: 'string',
    description: 'Of signatures, by commas; default: GUANXI_JWT_ALGORITHMS, else RS256,PS256,ES256,EdDSA',
    valueHint: 'LIST',
  },
  claims: {
    type: 'string',
    description: 'Which claims say who it is, such as tenant=org_id,staff=crm_id; default: GUANXI_JWT_CLAIMS',
    valueHint: 'LIST',
  },
  'api-keys': { type: 'boolean', description: 'Take API keys as well, or alone' },
} as const;

export const serve = command({
  summary: 'Serve the API in production; refused without a way to say who calls',
  examples: [
    'guanxi serve --jwks-url https://id.example.com/jwks --issuer https://id.example.com --audience crm --database-url postgres://…',
    'guanxi serve --api-keys --port 8080 --host 0.0.0.0',
    'guanxi serve --api-keys --workers 4 --drain 5000',
  ],
  args: {
    ...databaseArgs,
    ...identityArgs,
    host: { type: 'string', description: 'Address to listen on; default 127.0.0.1', valueHint: 'HOST' },
    port: { type: 'string', description: 'Default: PORT, else 4000; 0 takes a free one', valueHint: 'PORT' },
    origins: { type: 'string', description: 'Origins of your frontends, by commas', valueHint: 'LIST' },
    files: { type: 'string', description: 'Directory for uploaded files; default: FILES; without it none are taken', valueHint: 'DIR' },
    documents: { type: 'string', description: 'Manifest of trusted documents, as guanxi documents prints it', valueHint: 'FILE' },
    'only-documents': { type: 'boolean', description: 'Answer no other documents than those' },
    workers: {
      type: 'string',
      description: 'Processes that share the port; default 1. SIGHUP replaces them one by one. Needs Postgres',
      valueHint: 'N',
    },
    drain: {
      type: 'string',
      description: 'Milliseconds to go on serving after SIGTERM while /ready says no, for a load balancer to notice; default 0',
      valueHint: 'MS',
    },
    work: { type: 'boolean', description: 'Do what was left for later as well; --no-work leaves it to guanxi work', default: true },
  },
  async run(args, out) {
    const { env } = process;
    const port = wholeNumber(args.port ?? env['PORT'], 'port', 0, 65_535) ?? 4000;
    const jwt = jwtFrom(args, env);
    if (jwt === null && args['api-keys'] !== true)
      throw new UsageError('Who may call? Say --jwks-url, --issuer and --audience, or --api-keys, or all of them.');
    if (args['only-documents'] === true && args.documents === undefined)
      throw new UsageError('--only-documents needs --documents: no document would be answered.');
    const workers = wholeNumber(args.workers, 'workers', 1, 256) ?? 1;
    const drainMs = wholeNumber(args.drain, 'drain', 0, 600_000) ?? 0;
    if (workers > 1 && args.data !== undefined) throw new UsageError('--workers needs Postgres: an embedded database has one process.');
    if (workers > 1 && cluster.isPrimary) return superviseWorkers(workers, out);
    if (cluster.isWorker) endByItself();
    const engine = await openEngine(args);
    let served = false;
    try {
      await engine.ready();
      const ways: Authenticate[] = [...(args['api-keys'] === true ? [apiKeyIdentity(engine)] : []), ...(jwt === null ? [] : [jwt])];
      const files = args.files ?? env['FILES'];
      const server = createServer(engine, {
        authenticate: anyOf(...ways),
        port,
        drainMs,
        work: args.work !== false,
        origins: listOf(args.origins),
        logger: jsonLogger(),
        ...(args.host !== undefined && { host: args.host }),
        ...(args.documents !== undefined && { documents: { store: args.documents, only: args['only-documents'] === true } }),
        ...(files !== undefined && { files: directoryFileStore(files) }),
      });
      const { url } = await server.listen();
      served = true;
      const told = asked('SIGINT', 'SIGTERM');
      if (cluster.isWorker) tellSupervisor(url);
      else out.answer({ url }, url);
      await told;
      await server.close();
      return exit.ok;
    } finally {
      // A server closes its engine with itself.
      if (!served) await engine.close();
    }
  },
});

const listOf = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

/** Null where nothing is said of tokens; half of it is no identity. @throws UsageError */
function jwtFrom(args: Args<typeof identityArgs>, env: NodeJS.ProcessEnv): Authenticate | null {
  const jwks = args['jwks-url'] ?? env['GUANXI_JWKS_URL'];
  const issuer = args.issuer ?? env['GUANXI_JWT_ISSUER'];
  const audience = args.audience ?? env['GUANXI_JWT_AUDIENCE'];
  if (!jwks && !issuer && !audience) return null;
  if (!jwks || !issuer || !audience) throw new UsageError('For tokens, --jwks-url, --issuer and --audience are needed together.');
  if (!URL.canParse(jwks)) throw new UsageError(`"${jwks}" is no URL.`);
  const algorithms = listOf(args.algorithms ?? env['GUANXI_JWT_ALGORITHMS']);
  try {
    return jwtIdentity({
      jwks,
      issuer,
      audience,
      claims: claimsIn(args.claims ?? env['GUANXI_JWT_CLAIMS']),
      ...(algorithms.length > 0 && { algorithms }),
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

const claimNames = ['tenant', 'staff', 'contact', 'service', 'session', 'scopes', 'locale'];

function claimsIn(text: string | undefined): Readonly<Record<string, string>> {
  const pairs = listOf(text).map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
  for (const [name, claim] of pairs)
    if (!claimNames.includes(name) || claim === '') throw new UsageError(`--claims names ${claimNames.join(', ')}, each as name=claim.`);
  return Object.fromEntries(pairs);
}
