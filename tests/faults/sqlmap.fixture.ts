/** sqlmap (Debian's package) against one request, and what it said. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const sqlmapVersion = (): string | null => {
  const { status, stdout } = spawnSync('sqlmap', ['--version'], { encoding: 'utf8' });
  return status === 0 ? (/^\d\S*/m.exec(stdout)?.[0] ?? null) : null;
};

export interface Attack {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON; what it is to inject into ends in an asterisk. */
  readonly body: string;
  /** Only what would work on this one; default: on any that it knows. */
  readonly dbms?: 'PostgreSQL';
  readonly seconds: number;
}
export interface Outcome {
  /** What it found, in its own words; empty where nothing. */
  readonly found: readonly string[];
  /** Whether it had tried everything when its time was up. */
  readonly isComplete: boolean;
  readonly seconds: number;
  readonly output: string;
}

export async function sqlmap({ url, headers = {}, body, dbms, seconds }: Attack): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'guanxi-sqlmap-'));
  const started = Date.now();
  const child = spawn(
    'sqlmap',
    [
      ...['--url', url, '--method', 'POST', '--data', body, '--headers', lines({ 'content-type': 'application/json', ...headers })],
      ...(dbms ? ['--dbms', dbms] : []),
      ...['--level', '3', '--risk', '2', '--threads', '4', '--timeout', '30', '--retries', '1'],
      ...['--batch', '--flush-session', '--disable-coloring', '--output-dir', folder, '--ignore-code', '400'],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += String(chunk)));
  const isComplete = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      resolve(false);
    }, seconds * 1_000);
    child.once('close', () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
  rmSync(folder, { recursive: true, force: true });
  // Also where it was stopped before its summary.
  const found = output.match(/^.*(?:identified the following injection point|appears to be .*injectable|is vulnerable).*$/gim) ?? [];
  return { found, isComplete, seconds: Math.round((Date.now() - started) / 1_000), output };
}

const lines = (headers: Readonly<Record<string, string>>): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
