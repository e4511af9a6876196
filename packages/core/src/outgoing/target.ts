/**
 * Where a call goes: a URL that may be called, and the addresses it was found to have. The connection is made to these addresses and to no
 * other, so that a name which answers differently the second time gains nothing.
 */
import { isIP } from 'node:net';
import { GuanxiError } from '../errors.ts';
import { isInside, isPublicAddress } from './addresses.ts';
import type { Guard } from './guard.ts';

export interface Target {
  readonly url: URL;
  /** Without brackets. */
  readonly hostname: string;
  readonly port: number;
  readonly addresses: readonly string[];
}

/** @throws GuanxiError OUTGOING_REFUSED where it may not be called; OUTGOING_FAILED where its name has no address. */
export async function targetOf(guard: Guard, text: string): Promise<Target> {
  const url = urlOf(text);
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  // Where nothing is allowed beside the public, no address need be known to refuse.
  if (guard.allow.length === 0) requirePublicForm(guard, url, port);
  const addresses = isIP(hostname) ? [hostname] : await resolved(guard, hostname);
  const isAllowed = addresses.every((address) => isInside(guard.allow, address));
  if (!isAllowed) {
    if (!addresses.every((address) => isInside(guard.allow, address) || isPublicAddress(address)))
      throw refused('its address is not a public one', '其地址不是公网地址');
    requirePublicForm(guard, url, port);
  }
  return { url, hostname, port, addresses };
}

function requirePublicForm(guard: Guard, url: URL, port: number): void {
  if (url.protocol !== 'https:') throw refused('it is not https', '不是 https 地址');
  if (!guard.ports.includes(port)) throw refused(`port ${port} is not allowed`, `不允许使用端口 ${port}`);
}

/** What can be said of a URL without asking anybody. */
function urlOf(text: string): URL {
  if (!URL.canParse(text)) throw refused('it is no web address', '不是网址');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refused('it is neither https nor http', '既不是 https 也不是 http');
  if (url.username !== '' || url.password !== '') throw refused('it holds a user name or password', '包含用户名或密码');
  return url;
}

async function resolved(guard: Guard, hostname: string): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new GuanxiError('OUTGOING_TIMEOUT', { ms: guard.limits.connectMs })), guard.limits.connectMs);
  });
  try {
    const addresses = await Promise.race([guard.resolve(hostname), late]);
    if (addresses.length === 0) throw new GuanxiError('OUTGOING_FAILED', { reason: 'ENOTFOUND' });
    return addresses;
  } catch (error) {
    if (error instanceof GuanxiError) throw error;
    throw new GuanxiError('OUTGOING_FAILED', { reason: codeOf(error) }, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** The system's code; what it says besides may name addresses of the house. */
export const codeOf = (error: unknown): string => {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : 'UNKNOWN';
};

const refused = (en: string, zh: string): GuanxiError => new GuanxiError('OUTGOING_REFUSED', { reason: { en, zh } });
