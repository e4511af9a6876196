import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import type { GuanxiError } from '../errors.ts';
import { certificate, key } from './certificate.fixture.ts';
import { createGuard, type Guard, guardedFetch } from './index.ts';

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

describe('TLS', () => {
  const hooks = { allow: ['127.0.0.1/32'], resolve: async () => ['127.0.0.1'] };
  const secured = async (): Promise<number> => {
    const server = createSecureServer({ key, cert: certificate }, (_, response) => response.end('ok')).listen(0, '127.0.0.1');
    servers.push(server);
    await new Promise((listening) => server.once('listening', listening));
    return (server.address() as AddressInfo).port;
  };

  test('the certificate must be of the name that was asked for, whatever address it leads to', async () => {
    const port = await secured();
    const trusting = createGuard({ ...hooks, ca: certificate });
    expect((await guardedFetch(trusting, `https://hooks.test:${port}/`)).body).toBe('ok');
    const reasonOf = async (guard: Guard, name: string) =>
      (await guardedFetch(guard, `https://${name}:${port}/`).catch((e: GuanxiError) => e.args)) as object;
    expect(await reasonOf(trusting, 'other.test')).toEqual({ reason: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    expect(await reasonOf(trusting, '127.0.0.1')).toEqual({ reason: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    expect(await reasonOf(createGuard(hooks), 'hooks.test')).toEqual({ reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
  });

  test('a server that shakes no hands is given up in time', async () => {
    const mute = createTcpServer(() => undefined).listen(0, '127.0.0.1');
    await new Promise((listening) => mute.once('listening', listening));
    const { port } = mute.address() as AddressInfo;
    servers.push(mute);
    const impatient = createGuard({ ...hooks, limits: { connectMs: 40 } });
    await expect(guardedFetch(impatient, `https://hooks.test:${port}/`)).rejects.toMatchObject({ code: 'OUTGOING_TIMEOUT' });
  });
});
