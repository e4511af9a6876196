/** Everything behind the page, in one process: an engine over a database in memory, GraphQL, and Vite, which serves the page and passes /graphql on. */
import { fileURLToPath } from 'node:url';
import { createEngine } from '@guanxi/core';
import { changeCustomerStatus, createCustomer, createStaff, crm, staffActor } from '@guanxi/core/crm';
import { type Authenticate, createServer } from '@guanxi/server';
import { createServer as createVite } from 'vite';

export interface Board {
  /** Of the page. */
  readonly url: string;
  close(): Promise<void>;
}

/** Whoever has it is 李娜. In your program: what your login gives. */
const token = 'demo';

/** @param port Of the page; 0 takes a free one. */
export async function startBoard({ port }: { readonly port: number }): Promise<Board> {
  const engine = createEngine({ plugins: [crm()] });
  await engine.migrate();
  const { id: tenant } = await engine.tenants.create({ slug: 'acme', name: 'Acme', locale: 'zh-CN' });
  const system = engine.as({ kind: 'service', name: 'setup', tenant, permissions: ['*'] });
  const hired = await system.run(createStaff, { name: '李娜' });
  if (!hired.ok) throw new Error(hired.errors[0]?.message);
  const { staff } = hired.value;

  const first = await system.run(createCustomer, { name: '上海会展有限公司', kind: 'ORGANISATION', owner: staff });
  if (first.ok) await system.run(changeCustomerStatus, { customer: first.value.customer, status: 'ACTIVE' });

  const authenticate: Authenticate = ({ headers, connectionParams }) => {
    const given = connectionParams?.['authorization'] ?? headers.authorization;
    if (given !== `Bearer ${token}`) return null;
    const locale = headers['accept-language']?.startsWith('zh') ? 'zh-CN' : 'en';
    return staffActor(system.plugins.crm, { tenant, staffId: staff, permissions: ['*'], locale });
  };
  const server = createServer(engine, { authenticate, port: 0 });
  const graphql = await server.listen();

  const page = await createVite({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    clearScreen: false,
    logLevel: 'warn',
    define: { 'import.meta.env.VITE_TOKEN': JSON.stringify(token) },
    server: { host: '127.0.0.1', port, proxy: { '/graphql': { target: new URL(graphql.url).origin, ws: true } } },
  });
  await page.listen();

  return {
    url: page.resolvedUrls?.local[0] ?? '',
    async close() {
      await page.close();
      await server.close();
    },
  };
}
