/**
 * The lock on an embedded database's directory. Nothing else stops a second process from opening it, and the one that writes last
 * would silently undo the other's writes.
 *
 * The lock is a file that names its holder. A holder on this machine is checked by its process; a holder elsewhere (a shared volume,
 * another container) by how long ago it last touched the file.
 */
import { readFileSync, readlinkSync, unlinkSync } from 'node:fs';
import { link, mkdir, readFile, rm, rmdir, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { GuanxiError } from '../../errors.ts';

export interface DirectoryLock {
  release(): Promise<void>;
}

interface Holder {
  readonly pid: number;
  /** Tells two processes of one number apart: when it started, counted from which boot. */
  readonly started: string;
  readonly host: string;
}

const TOUCH_MS = 5_000;
const SILENT_MS = 30_000;
/** Taking over takes milliseconds; one that lasts longer belongs to a process that died in it. */
const TAKEOVER_MS = 10_000;

export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const path = join(directory, 'guanxi.lock');
  const self: Holder = { pid: process.pid, started: startOf(process.pid), host: thisHost() };
  if (!(await create(path, self))) await takeOver(path, directory, self);

  const touch = setInterval(() => {
    utimes(path, new Date(), new Date()).catch(() => undefined);
  }, TOUCH_MS);
  touch.unref();
  const onExit = () => {
    try {
      unlinkSync(path);
    } catch {
      // Gone already; a lock left behind is taken over by the next opener anyway.
    }
  };
  process.once('exit', onExit);
  return {
    async release() {
      clearInterval(touch);
      process.removeListener('exit', onExit);
      await rm(path, { force: true });
    },
  };
}

/** Creates the file with its content in one step, so that nobody reads half a lock. */
async function create(path: string, self: Holder): Promise<boolean> {
  const draft = `${path}.${self.pid}.${process.hrtime.bigint()}`;
  await writeFile(draft, JSON.stringify(self));
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(draft);
  }
}

/** One opener at a time looks at a lock that is there, or two could both find it stale and both replace it. */
async function takeOver(path: string, directory: string, self: Holder): Promise<void> {
  const turn = `${path}.takeover`;
  for (;;) {
    try {
      await mkdir(turn);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const since = await stat(turn).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      );
      if (Date.now() - since > TAKEOVER_MS) await rmdir(turn).catch(() => undefined);
      else await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  try {
    const holder = await readHolder(path);
    if (holder !== null && (await isAlive(holder, path))) throw inUse(directory, holder);
    await rm(path, { force: true });
    if (!(await create(path, self))) throw inUse(directory, (await readHolder(path)) ?? self);
  } finally {
    await rmdir(turn).catch(() => undefined);
  }
}

function inUse(directory: string, { pid, host }: Holder): GuanxiError {
  return new GuanxiError('DATABASE_IN_USE', { directory, pid, host });
}

async function readHolder(path: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

async function isAlive(holder: Holder, path: string): Promise<boolean> {
  if (holder.host !== thisHost()) {
    const { mtimeMs } = await stat(path);
    return Date.now() - mtimeMs < SILENT_MS;
  }
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const started = startOf(holder.pid);
  return started === '' || holder.started === '' || started === holder.started;
}

/** Where Linux says when a process started; elsewhere '' and the number alone counts. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    // The second field is the program's name and may hold blanks; the 22nd is the start.
    return `${boot}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return '';
  }
}

/** The machine, and on Linux the process namespace: two containers may share a name, but not their process numbers. */
function thisHost(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}
