/**
 * A worker process for tests that kill it, or set its clock wrong. Everything by the environment. It says `ready` once it works, and a line
 * for whatever it begins and does.
 */
import { createEngine } from '@guanxi/core';
import { addNote, crm } from '@guanxi/core/crm';
import { desk, idle, signal } from '../../packages/core/src/jobs/desk.fixture.ts';

const { DATABASE_URL = '', TENANT = '', CUSTOMER = '', SKEW_MS = '0', HANGS = '', LEASE_MS = '45000', CRON } = process.env;

const skew = Number(SKEW_MS);
if (skew !== 0) {
  // The machine's clock: what is asked of it is wrong by so much, and timeouts are not.
  const { Date: Real } = globalThis;
  const now = (): number => Real.now() + skew;
  globalThis.Date = new Proxy(Real, {
    construct: (target, args) => Reflect.construct(target, args.length === 0 ? [now()] : args),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const hang = (): Promise<never> => new Promise(() => undefined);

const { plugin } = desk(
  {
    ...idle,
    async after(scope, { subject, data }) {
      await scope.run(addNote, { customer: subject, text: `begun ${data.text}` });
      say(`begun after ${data.text}`);
      if (HANGS) await hang();
      await scope.run(addNote, { customer: subject, text: `done ${data.text}` });
      say(`done after ${data.text}`);
    },
    async ring(tx, { customer, at }) {
      await tx.system.run(addNote, { customer, text: `rung ${at.toISOString()}` });
      say(`begun ring ${at.toISOString()}`);
      if (HANGS) await hang();
    },
    async daily(tx, at) {
      await tx.system.run(addNote, { customer: CUSTOMER as never, text: `cron ${at.toISOString()}` });
    },
    async each(tx, items, customer) {
      for (const item of items) await tx.run(addNote, { customer, text: `item ${item}` });
      say(`begun batch ${items.join()}`);
      if (HANGS && items.includes(5)) await hang();
    },
  },
  CRON ? { cron: CRON, zone: 'UTC', missed: 'all' } : {},
);

const engine = createEngine({
  plugins: [crm(), plugin],
  database: { url: DATABASE_URL, max: 5 },
  worker: { leaseMs: Number(LEASE_MS) },
});
await engine.ready();
engine.start();
if (skew !== 0) {
  const self = engine.as({ kind: 'service', name: 'skewed', tenant: TENANT, permissions: ['*'] });
  await self.run(signal, { customer: CUSTOMER as never, text: String(skew) });
}
say('ready');
process.once('SIGTERM', () => void engine.close().then(() => process.exit(0)));
setInterval(() => undefined, 60_000);
