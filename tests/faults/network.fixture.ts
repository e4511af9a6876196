/**
 * A network between this process and a Postgres that can be cut: the way leads through a network namespace, out of which no packet comes
 * while it is cut. Nothing is refused then, and nothing is closed: whoever waits, waits. It takes root on Linux.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { platform } from 'node:os';
import { fileURLToPath } from 'node:url';

export interface Network {
  readonly host: string;
  readonly port: number;
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

const ip = (...args: readonly string[]): void => void execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });

export const canCutNetworks = platform() === 'linux' && process.getuid?.() === 0 && hasNamespaces();

function hasNamespaces(): boolean {
  try {
    execFileSync('unshare', ['-n', 'true'], { stdio: 'ignore' });
    execFileSync('ip', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** `socket`: a Unix socket, which leads out of any namespace. */
export async function openNetwork(socket: string): Promise<Network> {
  const name = `guanxi-${process.pid}`;
  // An interface's name has 15 bytes; the addresses are for documentation, so that nobody else has them.
  const [outside, inside] = [`gxo${process.pid}`, `gxi${process.pid}`];
  const [here, there] = ['198.51.100.1', '198.51.100.2'];
  let relay: ChildProcess | null = null;
  // A run that is cut short leaves nothing behind.
  const onExit = (): void => ip('netns', 'delete', name);
  process.once('exit', onExit);
  const remove = async (): Promise<void> => {
    process.removeListener('exit', onExit);
    if (relay && relay.exitCode === null) {
      relay.kill('SIGKILL');
      await once(relay, 'exit');
    }
    ip('netns', 'delete', name);
  };
  ip('netns', 'add', name);
  try {
    ip('link', 'add', outside, 'type', 'veth', 'peer', 'name', inside, 'netns', name);
    ip('addr', 'add', `${here}/30`, 'dev', outside);
    ip('link', 'set', outside, 'up');
    ip('-n', name, 'addr', 'add', `${there}/30`, 'dev', inside);
    ip('-n', name, 'link', 'set', inside, 'up');
    const program = fileURLToPath(new URL('relay.mjs', import.meta.url));
    relay = spawn('ip', ['netns', 'exec', name, process.execPath, program, there, socket], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [port] = (await once(relay.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    return {
      host: there,
      port: Number(String(port)),
      cut: () => ip('-n', name, 'route', 'add', 'blackhole', `${here}/32`),
      mend: () => ip('-n', name, 'route', 'delete', 'blackhole', `${here}/32`),
      close: remove,
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
