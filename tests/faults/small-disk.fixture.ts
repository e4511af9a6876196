/** Small disks in memory, to be filled. Mounting them takes root on Linux. */
import { execFileSync } from 'node:child_process';

export const canMount = mountable();

/** @example mount(folder, '80m') */
export const mount = (folder: string, size: string): void =>
  void execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);

export const resize = (folder: string, size: string): void => void execFileSync('mount', ['-o', `remount,size=${size}`, folder]);

export const unmount = (folder: string): void => void execFileSync('umount', ['-l', folder]);

function mountable(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
