/** `/ready` over a real engine: migrated or not. */
import { createEngine } from '@guanxi/core';
import { onBothEngines } from '@guanxi/testing/database';
import { expect, test } from 'vitest';
import { createServer } from '../index.ts';

onBothEngines('/ready', (open) => {
  test('an engine is ready when its migrations are done', async () => {
    const engine = createEngine({ plugins: [], database: await open() });
    const server = createServer(engine, { authenticate: () => null, port: 0 });
    const { url } = await server.listen();
    const ready = async () => {
      const response = await fetch(new URL('/ready', url));
      return [response.status, await response.json()];
    };
    try {
      expect(await ready()).toEqual([503, { status: 'unready', reasons: ['MIGRATIONS_PENDING'] }]);
      await engine.migrate();
      expect(await ready()).toEqual([200, { status: 'ready' }]);
    } finally {
      await server.close();
    }
    await expect(engine.ready()).rejects.toMatchObject({ code: 'ENGINE_CLOSED' });
  });

  test('a server that drains goes on answering, says that it is not ready, and keeps no connection', async () => {
    const engine = createEngine({ plugins: [], database: await open() });
    await engine.migrate();
    const server = createServer(engine, { authenticate: () => null, port: 0, drainMs: 300 });
    const { url } = await server.listen();
    const closed = server.close();
    const ready = await fetch(new URL('/ready', url));
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'closing', reasons: ['ENGINE_CLOSED'] }]);
    expect(ready.headers.get('connection')).toBe('close');
    expect((await fetch(new URL('/health', url))).status).toBe(200);
    await closed;
    await expect(fetch(new URL('/health', url))).rejects.toThrow();
  });
});
