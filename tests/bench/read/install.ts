/** Programs that are measured beside the engine, installed on demand with pinned versions into a temporary folder that the next run finds again. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that holds the peer with what it needs, named after what it is. */
export async function installed(folder: string): Promise<string> {
  const source = new URL(`peers/${folder}`, import.meta.url).pathname;
  const names = (await readdir(source)).sort();
  const files = await Promise.all(names.map((name) => readFile(join(source, name))));
  const digest = createHash('sha256').update(Buffer.concat(files)).digest('hex').slice(0, 12);
  const home = join(tmpdir(), `guanxi-bench-${folder}-${digest}`);
  if (await stat(home).catch(() => null)) return home;
  const making = `${home}-${process.pid}`;
  await mkdir(making, { recursive: true });
  try {
    await cp(source, making, { recursive: true });
    process.stderr.write(`${folder} is installed once into ${home} …\n`);
    await npmInstall(making);
    await rename(making, home);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  return home;
}

function npmInstall(cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const npm = spawn('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
    npm.once('error', reject);
    npm.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`npm install in ${cwd} ended with ${code}`))));
  });
}
