import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { GuanxiError } from '../errors.ts';
import { createGuard, guardedFetch, type OutgoingOptions, type Resolve, refusalOf } from './index.ts';

const servers: Server[] = [];
/** A receiver on this machine; answers as it is told. */
async function receiver(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<number> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((listening) => server.once('listening', listening));
  return (server.address() as AddressInfo).port;
}
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const codeOf = (outcome: Promise<unknown>): Promise<string> =>
  outcome.then(
    () => 'CALLED',
    (error: unknown) => (error instanceof GuanxiError ? error.code : String(error)),
  );
const call = (url: string, o: OutgoingOptions = {}): Promise<string> => codeOf(guardedFetch(createGuard(o), url));
const resolvesTo =
  (...addresses: string[]) =>
  async () =>
    addresses;

describe('A20 URLs', () => {
  test.each([
    'file:///etc/passwd',
    'gopher://8.8.8.8:70/x',
    'ftp://8.8.8.8/',
    'data:text/plain,x',
    'javascript:alert(1)',
    'no url',
    'https://',
    'http://8.8.8.8/',
    'https://user:word@8.8.8.8/',
    'https://user@8.8.8.8/',
    'https://8.8.8.8:22/',
    'https://8.8.8.8:6379/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://0x7f000001/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://①②⑦.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[fd00::1]/',
    'https://0/',
    'https://169.254.169.254/latest/meta-data/',
  ])('%s is refused, without a look-up', async (url) => {
    const asked: string[] = [];
    const resolve = async (name: string) => {
      asked.push(name);
      return ['8.8.8.8'];
    };
    expect(await call(url, { resolve })).toBe('OUTGOING_REFUSED');
    expect(asked).toEqual([]);
  });

  test('a name is judged by every address it has', async () => {
    const refused = async (...addresses: string[]) => call('https://hooks.example.com/', { resolve: resolvesTo(...addresses) });
    expect(await refused('127.0.0.1')).toBe('OUTGOING_REFUSED');
    expect(await refused('8.8.8.8', '10.0.0.1')).toBe('OUTGOING_REFUSED');
    expect(await refused('8.8.8.8', '::ffff:10.0.0.1')).toBe('OUTGOING_REFUSED');
    expect(await refused()).toBe('OUTGOING_FAILED');
    expect(await call('https://localhost/')).toBe('OUTGOING_REFUSED');
  });

  test('what was allowed is reached by http and at any port, and nothing beside it', async () => {
    const port = await receiver((_, response) => response.end('ok'));
    const allow = ['127.0.0.1/32'];
    expect(await call(`http://127.0.0.1:${port}/`, { allow })).toBe('CALLED');
    expect(await call(`http://[::ffff:127.0.0.1]:${port}/`, { allow: ['127.0.0.1'] })).toBe('CALLED');
    expect(await call(`http://hooks.test:${port}/`, { allow, resolve: resolvesTo('127.0.0.1') })).toBe('CALLED');
    expect(await call(`http://127.0.0.2:${port}/`, { allow })).toBe('OUTGOING_REFUSED');
    // Half of it allowed: over http no address may be a public one.
    expect(await call(`http://hooks.test:${port}/`, { allow, resolve: resolvesTo('127.0.0.1', '8.8.8.8') })).toBe('OUTGOING_REFUSED');
    expect(() => createGuard({ allow: ['localhost'] })).toThrow(/no network/);
  });

  test('before a call: a name that has no address yet is let pass; one that has a private one is not', async () => {
    const check = (resolve: Resolve) => refusalOf(createGuard({ resolve }), 'https://hooks.example.com/');
    expect(await check(() => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' })))).toBeNull();
    expect(await check(resolvesTo('8.8.8.8'))).toBeNull();
    const refusal = { en: 'its address is not a public one', zh: '其地址不是公网地址' };
    expect(await check(resolvesTo('192.168.0.1'))).toEqual(refusal);
    expect(await refusalOf(createGuard(), 'https://10.0.0.1/')).toEqual(refusal);
  });
});

describe('A20 connections', () => {
  const allow = ['127.0.0.1/32'];

  test('rebinding: the connection goes to the address that was checked, and the name is looked up once', async () => {
    const port = await receiver((_, response) => response.end('ok'));
    const answers = [['127.0.0.1'], ['127.0.0.2']];
    let asked = 0;
    const resolve = async () => answers[asked++] ?? [];
    expect(await call(`http://rebinding.test:${port}/`, { allow, resolve })).toBe('CALLED');
    expect(asked).toBe(1);
    // The next call looks again, and is refused.
    expect(await call(`http://rebinding.test:${port}/`, { allow, resolve })).toBe('OUTGOING_REFUSED');
  });

  test('redirects are not followed', async () => {
    let inner = 0;
    const secret = await receiver((_, response) => {
      inner += 1;
      response.end('secret');
    });
    for (const status of [301, 302, 303, 307, 308]) {
      const port = await receiver((_, response) => response.writeHead(status, { location: `http://127.0.0.1:${secret}/` }).end());
      expect((await guardedFetch(createGuard({ allow }), `http://127.0.0.1:${port}/`)).status).toBe(status);
    }
    expect(inner).toBe(0);
  });

  test('proxies of the environment are not asked', async () => {
    let proxied = 0;
    const proxy = await receiver((_, response) => {
      proxied += 1;
      response.end();
    });
    const port = await receiver((_, response) => response.end('ok'));
    for (const name of ['http_proxy', 'HTTP_PROXY', 'ALL_PROXY']) process.env[name] = `http://127.0.0.1:${proxy}`;
    try {
      expect(await call(`http://127.0.0.1:${port}/`, { allow })).toBe('CALLED');
    } finally {
      for (const name of ['http_proxy', 'HTTP_PROXY', 'ALL_PROXY']) delete process.env[name];
    }
    expect(proxied).toBe(0);
  });

  test('method, path, host and body arrive as they are', async () => {
    const heard: string[] = [];
    const port = await receiver((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        heard.push(`${request.method} ${request.url} ${request.headers.host} ${body}`);
        response.writeHead(202, { 'x-a': 'b' }).end('fine');
      });
    });
    const url = `http://hooks.test:${port}/a/b?c=d`;
    const answer = await guardedFetch(createGuard({ allow, resolve: resolvesTo('127.0.0.1') }), url, { body: '{"雪":1}' });
    expect(heard).toEqual([`POST /a/b?c=d hooks.test:${port} {"雪":1}`]);
    expect(answer).toMatchObject({ status: 202, body: 'fine', isCut: false, headers: { 'x-a': 'b' } });
  });

  test('sizes: too much is not sent, and of a long answer only the beginning is read', async () => {
    const port = await receiver((_, response) => {
      response.on('error', () => undefined);
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
        response.once('drain', more);
      };
      more();
    });
    const guard = createGuard({ allow });
    const endless = await guardedFetch(guard, `http://127.0.0.1:${port}/`);
    expect([endless.body.length, endless.isCut]).toEqual([64 * 1024, true]);
    expect(await codeOf(guardedFetch(guard, `http://127.0.0.1:${port}/`, { body: 'x'.repeat(256 * 1024 + 1) }))).toBe('OUTGOING_TOO_LARGE');
  });

  test('time: no answer, an answer drop by drop, a look-up that hangs', async () => {
    const limits = { connectMs: 40, totalMs: 80 };
    const silent = await receiver(() => undefined);
    const dripping = await receiver((_, response) => {
      const drip = setInterval(() => response.write('x'), 5);
      response.on('close', () => clearInterval(drip));
    });
    expect(await call(`http://127.0.0.1:${silent}/`, { allow, limits })).toBe('OUTGOING_TIMEOUT');
    expect(await call(`http://127.0.0.1:${dripping}/`, { allow, limits })).toBe('OUTGOING_TIMEOUT');
    expect(await call('https://hangs.test/', { resolve: () => new Promise(() => undefined), limits })).toBe('OUTGOING_TIMEOUT');
  });

  test('a connection that is refused or torn down is a failure that names no address', async () => {
    const gone = await receiver((request) => request.socket.destroy());
    const error = await guardedFetch(createGuard({ allow }), `http://127.0.0.1:${gone}/`).catch((e: unknown) => e as GuanxiError);
    expect(error).toMatchObject({ code: 'OUTGOING_FAILED', message: 'The other side did not answer: ECONNRESET.' });
    const upgrading = await receiver((request) =>
      request.socket.end('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
    );
    expect(await call(`http://127.0.0.1:${upgrading}/`, { allow })).toBe('OUTGOING_FAILED');
  });
});
