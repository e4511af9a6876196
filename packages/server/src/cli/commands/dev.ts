import type { Tenant } from '@guanxi/core';
import { asked } from '../../asked.ts';
import { developmentIdentity } from '../../development.ts';
import { jsonLogger } from '../../logging.ts';
import { createServer } from '../../server.ts';
import { commandLineActor } from '../actor.ts';
import { wholeNumber } from '../args.ts';
import { command, exit } from '../command.ts';
import { databaseArgs, openEngine, tenantOf } from '../engine.ts';

export const dev = command({
  summary: 'Migrate, and serve the API with a token for development',
  examples: ['guanxi dev', 'guanxi dev --port 4001 --tenant acme --data ./data'],
  args: {
    ...databaseArgs,
    tenant: {
      type: 'string',
      description: 'Slug of the tenant the token is for; default: the first there is, or a new one named dev',
      valueHint: 'SLUG',
    },
    port: { type: 'string', description: 'Default 4000; 0 takes a free one', valueHint: 'PORT' },
    token: { type: 'string', description: 'Token to expect instead of a random one', valueHint: 'TOKEN' },
  },
  async run(args, out) {
    const port = wholeNumber(args.port, 'port', 0, 65_535) ?? 4000;
    const engine = await openEngine(args, { defaultData: '.guanxi/dev' });
    let served = false;
    try {
      const applied = (await engine.migrate()).filter((m) => m.state === 'applied');
      if (applied.length > 0) out.note(`${applied.length} migrations applied.`);
      const tenants = await engine.tenants.list();
      const tenant: Tenant =
        args.tenant !== undefined
          ? await tenantOf(engine, args.tenant)
          : (tenants[0] ?? (await engine.tenants.create({ slug: 'dev', name: 'Development' })));
      const { token, authenticate } = developmentIdentity(commandLineActor(tenant), args.token);
      const server = createServer(engine, { authenticate, port, development: true, logger: jsonLogger({ level: 'warn' }) });
      const { url } = await server.listen();
      served = true;
      const told = asked('SIGINT', 'SIGTERM');
      out.answer(
        { url, token, tenant: tenant.slug },
        `${url}\nTenant "${tenant.slug}". Send the header  authorization: Bearer ${token}\nCtrl-C stops.`,
      );
      await told;
      await server.close();
      return exit.ok;
    } finally {
      // A server closes its engine with itself.
      if (!served) await engine.close();
    }
  },
});
