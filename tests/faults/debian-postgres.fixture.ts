/**
 * Clusters made with Debian's `postgresql-15`, for what needs its tools: dump and restore, a standby, a promotion. `.ci/run` installs it;
 * nothing else needs it.
 */
import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.fixture.ts';

const bin = '/usr/lib/postgresql/15/bin';
export const hasDebianPostgres = existsSync(join(bin, 'initdb'));

export interface Cluster {
  readonly port: number;
  readonly data: string;
  url(database?: string): string;
  /** The same for a user that owns nothing. */
  applicationUrl(database?: string): string;
  /** Runs one of Postgres' programs as the user that owns the cluster. */
  tool(name: string, args: readonly string[]): string;
  /** A hot standby, streaming asynchronously. */
  standby(): Promise<Cluster>;
  promote(): void;
  stop(mode: 'fast' | 'immediate'): void;
  remove(): void;
}

export async function createCluster(): Promise<Cluster> {
  const home = ownFolder();
  const data = join(home, 'data');
  const port = await freePort();
  run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']);
  start(data, port);
  const application = ['create role guanxi_planner nologin noinherit', 'create role guanxi_application login in role guanxi_planner'];
  run('psql', ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', '-q', ...application.flatMap((text) => ['-c', text]), 'postgres']);
  return cluster(home, data, port);
}

function cluster(home: string, data: string, port: number): Cluster {
  return {
    port,
    data,
    url: (database = 'postgres') => `postgres://postgres@127.0.0.1:${port}/${database}`,
    applicationUrl: (database = 'postgres') => `postgres://guanxi_application@127.0.0.1:${port}/${database}`,
    tool: run,
    async standby() {
      const folder = ownFolder();
      const copy = join(folder, 'data');
      const free = await freePort();
      run('pg_basebackup', ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', '-D', copy, '-R', '-X', 'stream', '-c', 'fast']);
      start(copy, free);
      return cluster(folder, copy, free);
    },
    promote: () => void run('pg_ctl', ['promote', '-w', '-D', data]),
    stop: (mode) => void run('pg_ctl', ['stop', '-w', '-m', mode, '-D', data]),
    remove() {
      try {
        run('pg_ctl', ['stop', '-w', '-m', 'immediate', '-D', data]);
      } catch {
        // It was stopped.
      }
      rmSync(home, { recursive: true, force: true });
    },
  };
}

const start = (data: string, port: number): void =>
  void run('pg_ctl', [
    'start',
    '-w',
    '-D',
    data,
    '-l',
    join(data, 'log'),
    '-o',
    `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories= -c fsync=off -c wal_level=replica -c max_connections=100`,
  ]);

/** Postgres refuses to run as root: its own user does, whom the package made. */
function run(name: string, args: readonly string[]): string {
  const program = join(bin, name);
  const options: ExecFileSyncOptionsWithStringEncoding = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], cwd: tmpdir() };
  if (userInfo().uid !== 0) return execFileSync(program, args, options);
  return execFileSync('runuser', ['-u', 'postgres', '--', program, ...args], options);
}

function ownFolder(): string {
  const home = mkdtempSync(join(tmpdir(), 'guanxi-cluster-'));
  chmodSync(home, 0o777);
  return home;
}
